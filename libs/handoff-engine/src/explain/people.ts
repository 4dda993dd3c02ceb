import type { Instant } from '@baton/contracts';
import type { LegState } from '../case-state.ts';
import { keyOf } from '../handlings.ts';
import type { Inquiry } from './inquiry.ts';

/** In whose working time something was counted; `at`: the latest instant that the answer depends on. */
export const sayCalendar = (inquiry: Inquiry, party: string, at: Instant): void => {
  const { folder, sources } = inquiry.matter;
  const { value: calendars, facts } = sources.calendarsOf(party);
  const isProvisional = calendars.length > 0 && folder.reference.calendarOf(party, folder.sequence).isProvisional(at);
  inquiry.say({ type: 'calendar', party, calendars, ...(isProvisional ? { provisional: true } : {}) });
  inquiry.cite(...facts);
};

/** Absences of the party that end after `from` and begin before `until`. Answers how many. */
export const sayAbsences = (
  inquiry: Inquiry,
  party: string,
  span: { readonly from: Instant; readonly until: Instant },
): number => {
  const absences = inquiry.matter.sources
    .absencesOf(party)
    .filter(({ value }) => value.until > span.from && value.from < span.until);
  for (const { value, facts } of absences) inquiry.sayOf({ value: { type: 'absence', ...value }, facts });
  return absences.length;
};

/** Who may take the leg beside the one it was offered to, and who said so. */
export const sayStandIns = (inquiry: Inquiry, leg: LegState): void => {
  const { state, sources, past, at } = inquiry.matter;
  if (leg.state === 'offered') {
    for (const { value, facts } of sources.delegationsOf(leg.receiver!, state.route.id)) {
      if ((value.until ?? Infinity) > at) inquiry.sayOf({ value: { type: 'delegation', ...value }, facts });
    }
  }
  const { id } = leg.definition;
  for (const granted of state.granted) {
    if (granted.leg !== id || !state.ordered.includes(keyOf({ leg: id, id: granted.handling }))) continue;
    const { handling, rule, grantedBy } = granted;
    inquiry.say({ type: 'handling', leg: id, handling, class: granted.class, rule, grantedBy });
    inquiry.cite(past.grant(leg, handling));
  }
  if (leg.deputies.length > 0) inquiry.say({ type: 'deputies', leg: id, deputies: leg.deputies });
};
