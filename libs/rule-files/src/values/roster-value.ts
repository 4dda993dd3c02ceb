import type { Instant, Party } from '@baton/contracts';
import type { PartyForm, RosterForm } from '../forms/roster-form.ts';
import { instantOf } from './dates.ts';
import { known, type Report } from './value-report.ts';

export interface RosterAbsence {
  readonly absence: string;
  readonly party: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly cause?: string;
}

export interface RosterDelegation {
  readonly delegation: string;
  readonly party: string;
  readonly to: string;
  readonly from?: Instant;
  readonly until?: Instant;
  readonly routes?: readonly string[];
}

export interface RosterValue {
  readonly parties: readonly Party[];
  readonly absences: readonly RosterAbsence[];
  readonly delegations: readonly RosterDelegation[];
}

export const rosterValue = (form: RosterForm, report: Report): RosterValue => {
  const instant = instantReader(report);
  return {
    parties: form.parties.map((party, index) =>
      partyValue(party, form.calendar, (expected) => report(`/parties/${index}`, expected, 'none')),
    ),
    absences: (form.absences ?? []).map(({ id, party, cause, ...span }, index) => {
      const at = `/absences/${index}`;
      const from = instant(span.from, `${at}/from`) ?? 0;
      const until = instant(span.until, `${at}/until`) ?? 0;
      if (!(until > from)) report(`${at}/until`, `an instant after ${span.from}`, span.until);
      return { absence: id, party, from, until, ...known({ cause }) };
    }),
    delegations: (form.delegations ?? []).map(({ id, party, to, routes, ...span }, index) => {
      const at = `/delegations/${index}`;
      const from = instant(span.from, `${at}/from`);
      const until = instant(span.until, `${at}/until`);
      if (until !== undefined && until <= (from ?? -Infinity))
        report(`${at}/until`, `an instant after ${span.from}`, span.until);
      return { delegation: id, party, to, ...known({ from, until, routes }) };
    }),
  };
};

const instantReader =
  (report: Report) =>
  (text: string | undefined, pointer: string): Instant | undefined => {
    if (text === undefined) return undefined;
    const at = instantOf(text);
    if (at === undefined) report(pointer, 'an instant that exists', text);
    return at;
  };

const partyValue = (
  form: PartyForm,
  rosterCalendar: string | undefined,
  missing: (expected: string) => void,
): Party => {
  const { id, name, names, kind = 'person', calendar = rosterCalendar, manager, members } = form;
  if (calendar === undefined) missing('a key calendar, here or for the whole roster');
  return { id, name, kind, calendar: calendar ?? '', ...known({ names, manager, members }) };
};
