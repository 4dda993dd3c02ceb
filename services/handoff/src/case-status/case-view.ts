import { type CaseView, type LegView, type StallView, formatInstant, isWritableInstant } from '@baton/contracts';
import { type LegState, batonsOf, latestFinishOf, latestStartOf, projectedFinish, newLeg } from '@baton/handoff-engine';
import type { Language } from '@baton/wording';
import type { CaseAsOf } from '../case-history/case-as-of.ts';
import type { People } from '../parties/people.ts';
import { routeWords } from '../parties/route-words.ts';

export interface CaseViewContext {
  readonly people: People;
  readonly language: Language;
  readonly stalls: readonly StallView[];
}

const day = 86_400_000;
/** Closed hours are drawn for at most this long; a longer case shows its first stretch. */
const longestSpan = 120 * day;
const latest = Number.MAX_SAFE_INTEGER;

const instant = (at: number | undefined): string | undefined =>
  at === undefined || !isWritableInstant(at) ? undefined : formatInstant(at);

export const caseViewOf = (known: CaseAsOf, context: CaseViewContext): CaseView => {
  const { engine, entry, asOf } = known;
  const { people, language, stalls } = context;
  const { state } = entry;
  const projected = state.status === 'open' ? projectedFinish(engine.look(entry, asOf)) : undefined;
  return {
    id: state.id,
    title: state.title,
    route: { id: state.route.id, version: state.route.version, title: state.route.title },
    status: state.status,
    impact: state.impact,
    customer: people.view(state.customer, language),
    openedAt: formatInstant(state.openedAt),
    closedAt: instant(state.closedAt),
    needBy: instant(state.needBy),
    accountable: people.view(state.accountable, language),
    batons: batonViewsOf(known, context),
    projectedFinish: instant(projected),
    asOf: formatInstant(asOf),
    zone: people.zone(state.route.owner),
    legs: legsOf(known).map((leg) => legViewOf(known, leg, context)),
    stalls,
    absences: absencesOf(known, context),
    closed: closedOf(known, projected),
  };
};

const batonViewsOf = ({ engine, entry, asOf }: CaseAsOf, { people, language }: CaseViewContext): CaseView['batons'] =>
  entry.state.status !== 'open'
    ? []
    : batonsOf(engine.look(entry, asOf)).map(({ leg, party, slack }) => ({
        leg: leg.definition.id,
        party: people.view(party, language),
        ...(slack === undefined ? {} : { slack }),
      }));

/** Every leg of the route, touched or not, then those that the route does not know. */
const legsOf = ({ entry: { state } }: CaseAsOf): LegState[] => {
  const untouched = state.route.legs.map(newLeg);
  const inRoute = untouched.map((leg) => state.legs.find((one) => one.index === leg.index) ?? leg);
  return [...inRoute, ...state.legs.filter((leg) => leg.index >= state.route.legs.length)];
};

const legViewOf = (
  { engine, entry, asOf }: CaseAsOf,
  leg: LegState,
  { people, language }: CaseViewContext,
): LegView => {
  const folder = engine.look(entry, asOf);
  const view = (id: string) => people.view(id, language);
  const waiting = leg.state === 'offered' ? [leg.receiver!, ...leg.deputies] : [];
  return {
    id: leg.definition.id,
    title: routeWords(entry.state.route, language).legTitle(leg.definition.id),
    party: view(leg.definition.party),
    state: leg.state,
    receivers: waiting.map(view),
    holder: leg.holder === undefined ? undefined : view(leg.holder),
    offeredAt: instant(leg.offeredAt),
    offeredBy: leg.giver === undefined ? undefined : view(leg.before === 'held' ? leg.holder! : leg.giver),
    acceptedAt: instant(leg.acceptedAt),
    completedAt: instant(leg.completedAt),
    acceptBy: instant(folder.clock('unaccepted', leg)?.due),
    finishBy: instant(folder.clock('overrun', leg)?.due),
    latestStart: instant(latestStartOf(folder, leg)),
    latestFinish: instant(latestFinishOf(folder, leg)),
    typical: leg.definition.typical,
  };
};

/** Of everybody on the case's way, as far as they touch its time. */
const absencesOf = ({ engine, entry }: CaseAsOf, { people, language }: CaseViewContext): CaseView['absences'] => {
  const { state } = entry;
  const parties = new Set(state.route.legs.map((leg) => leg.party));
  for (const leg of state.legs)
    for (const party of [leg.receiver, leg.holder]) if (party !== undefined) parties.add(party);
  return [...parties].flatMap((party) =>
    engine.reference
      .absencesOf(party, latest)
      .filter((absence) => absence.until > state.openedAt)
      .map(({ from, until }) => ({
        party: people.view(party, language),
        from: formatInstant(from),
        until: formatInstant(until),
      })),
  );
};

/** Closed hours of the route owner's calendar over what the page shows. */
const closedOf = ({ engine, entry: { state }, asOf }: CaseAsOf, projected: number | undefined): CaseView['closed'] => {
  const from = state.openedAt - day;
  const wanted = Math.max(state.needBy ?? 0, projected ?? 0, state.closedAt ?? asOf) + day;
  const until = Math.min(wanted, from + longestSpan);
  const open = engine.reference.calendarOf(state.route.owner, latest).intervals(from, until);
  const closed: { from: string; until: string }[] = [];
  let at = from;
  for (const interval of [...open, { from: until, until }]) {
    if (interval.from > at) closed.push({ from: formatInstant(at), until: formatInstant(interval.from) });
    at = interval.until;
  }
  return closed;
};
