import type { CaseFact, Decision, Fact, Party, Policy, ReferenceFact, Route, RouteLeg } from '@baton/contracts';
import { type Baton, batonsOf, projectedFinish } from '@baton/handoff-engine';
import {
  Play,
  absence,
  at,
  calendar,
  calendarPublished,
  fact,
  hour,
  minute,
  relay,
  rosterChanged,
  routePublished,
  text,
} from '../engine/relay.fixture.ts';

export { Play, absence, at, calendar, calendarPublished, hour, minute, rosterChanged, routePublished, text };

export const party = (id: string, more: Partial<Party> = {}): Party => ({
  ...{ id, name: id, kind: 'person', calendar: calendar.id },
  ...more,
});
/** `crew` is filled by ann and cid, `team` by bob and bea, `vacancy` by nobody; nobody knows eve. */
export const parties: readonly Party[] = [
  party('ann', { manager: 'boss' }),
  party('bob', { manager: 'boss' }),
  party('bea'),
  party('cid', { manager: 'boss' }),
  ...['boss', 'dean', 'desk'].map((id) => party(id)),
  party('crew', { kind: 'role', members: ['ann', 'cid'] }),
  party('team', { kind: 'team', members: ['bob', 'bea'] }),
  party('vacancy', { kind: 'role', members: [] }),
];

/** Two hours to accept, a working day to finish, typically four hours. */
export const leg = (id: string, who: string, more: Partial<RouteLeg> = {}): RouteLeg => ({
  ...{ id, title: id, party: who, needs: [], acceptBudget: 2 * hour, finishBudget: 7.5 * hour, typical: 4 * hour },
  ...more,
});
export const routeOf = (legs: readonly RouteLeg[], more: Partial<Route> = {}): Route => ({
  ...{ id: 'relay', version: 1, title: 'Relay', owner: 'dean', legs, handlings: [], ladder: relay.ladder },
  ...more,
});
/** ann asks, bob signs, cid pays. */
export const legs: readonly RouteLeg[] = [leg('ask', 'ann'), leg('sign', 'bob'), leg('pay', 'cid')];

/** A play by these rules, published at the beginning of Monday. */
export const by = (route: Route = routeOf(legs), ...more: readonly Fact[]): Play =>
  new Play([
    calendarPublished('09-21 00:00'),
    rosterChanged('09-21 00:00', parties),
    routePublished('09-21 00:00', route),
    ...more,
  ]);

type Fields = Readonly<Record<string, unknown>>;
const factOf = (type: string, when: string, fields: Fields): Fact =>
  fact(when, { type: `baton.${type}.v1`, ...fields } as unknown as Parameters<typeof fact>[1]);

/** A fact of the case `one`, as `who name`: `desk case.closed`. */
export const did = (when: string, what: string, fields: Fields = {}): CaseFact => {
  const [actor, name] = what.split(' ');
  return factOf(name!, when, { caseId: 'one', actor, ...fields }) as CaseFact;
};
/** A fact of no case. */
export const rule = (when: string, name: string, fields: Fields): ReferenceFact =>
  factOf(name, when, { actor: 'hr', ...fields }) as ReferenceFact;

export const opened = (when: string, actor = 'desk', fields: Fields = {}): CaseFact =>
  did(when, `${actor} case.opened`, { title: 'One', customer: 'desk', route: 'relay', ...fields });
/** As `who leg`: `bob sign`. */
type Act = (when: string, who: string, fields?: Fields) => CaseFact;
const handoff =
  (name: string): Act =>
  (when, who, fields = {}) => {
    const [actor, on] = who.split(' ');
    return did(when, `${actor} handoff.${name}`, { leg: on, ...fields });
  };
export const [offered, accepted, declined, returned, completed, progressed, withdrawn] = [
  ...['offered', 'accepted', 'declined', 'returned', 'completed', 'progressed', 'withdrawn'].map(handoff),
] as [Act, Act, Act, Act, Act, Act, Act];
export const voided = (when: string, wrong: Fact): CaseFact =>
  did(when, 'desk fact.voided', { fact: wrong.id, reason: 'a mistake' });
export const policy = (when: string, more: Partial<Policy> = {}): ReferenceFact =>
  rule(when, 'rules.policy-published', { policy: { id: 'default', version: 1, ladders: [], ...more } });

const worded = (value: number | undefined): string => (value === undefined ? 'never' : text(value));
const wordsFor = (one: Decision): string => {
  switch (one.type) {
    case 'accountability-moved':
      return `${text(one.dueAt)} ${one.to} answers`;
    case 'stall-raised':
      return `${text(one.dueAt)} ${one.kind} ${one.leg ?? '-'} ${one.party ?? '-'}`;
    case 'stall-cleared':
      return `${text(one.dueAt)} ${one.kind} ${one.leg ?? '-'} cleared: ${one.because}`;
    case 'stall-retracted':
      return `${one.kind} ${one.leg ?? '-'} retracted`;
    case 'rung-fired':
      return `${text(one.dueAt)} ${one.kind} rung ${one.rung} ${one.whom.join('+')}${one.silenced === undefined ? '' : ` silenced by ${one.silenced}`}`;
    case 'deadline-moved':
      return `${one.clock} ${one.leg ?? '-'} ${worded(one.old)} → ${worded(one.new)}: ${one.because}`;
    case 'fact-refused':
      return `${one.refusal}: ${one.detail}`;
    case 'fact-flagged':
      return `${one.flag}: ${one.detail}`;
    case 'special-handling-outcome':
      return `${one.handling} by ${one.grantedBy}: ${one.outcome}`;
    case 'special-handling-ordered':
      return `${one.handling} ordered by ${one.grantedBy}`;
    default:
      return one.type;
  }
};
type Type = Decision['type'];
const wordsOf =
  (...types: readonly Type[]) =>
  (decisions: readonly Decision[]): string[] =>
    decisions.filter((one) => types.includes(one.type)).map(wordsFor);

export const stalls = wordsOf('stall-raised', 'stall-cleared', 'stall-retracted');
export const rungs = wordsOf('rung-fired');
export const moves = wordsOf('deadline-moved');
export const answers = wordsOf('fact-refused', 'fact-flagged');
export const outcomes = wordsOf('special-handling-outcome');
export const orders = wordsOf('special-handling-ordered');
export const accountable = wordsOf('accountability-moved');
/** Stalls of one kind. */
export const ofKind = (kind: string, decisions: readonly Decision[]): string[] =>
  stalls(decisions).filter((words) => ` ${words} `.includes(` ${kind} `));

/** Who answers for which open baton of the case, as of an instant. */
export const batons = (play: Play, when: string): string[] =>
  batonsOf(play.engine.look(play.case, at(when))).map(({ party: who, leg: on }: Baton) => `${on.definition.id} ${who}`);
/** The same with the slack of each, in hours. */
export const slacks = (play: Play, when: string): string[] =>
  batonsOf(play.engine.look(play.case, at(when))).map(
    ({ party: who, leg: on, slack }) => `${on.definition.id} ${who} ${slack === undefined ? '-' : slack / hour}`,
  );
export const projection = (play: Play, when: string): string =>
  worded(projectedFinish(play.engine.look(play.case, at(when))));
