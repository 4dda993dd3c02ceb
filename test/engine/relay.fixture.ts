import type { CaseFact, Decision, Fact, Party, ReferenceFact, Route, StallKind } from '@baton/contracts';
import { type CaseEntry, HandoffEngine } from '@baton/handoff-engine';
import { zoneTransitions } from '@baton/service-kit';
import type { CalendarDefinition } from '@baton/working-time';
import { sampleCalendar } from '../../services/standalone/src/sample/hospital.ts';
import { checkCase } from './checks.fixture.ts';

export const minute = 60_000;
export const hour = 60 * minute;

/** Hospital time, `MM-DD HH:MM` of 2026 at UTC+8, as milliseconds. 09-21 is a Monday, 09-25 and 10-01 … 10-07 are off. */
export const at = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);
export const text = (instant: number): string =>
  new Date(instant + 8 * hour).toISOString().slice(5, 16).replace('T', ' ');

export const calendar: CalendarDefinition = {
  ...sampleCalendar,
  transitions: zoneTransitions('Asia/Shanghai', at('01-01 00:00'), at('12-31 00:00')),
};

const party = (id: string, manager?: string): Party => ({
  ...{ id, name: id, kind: id === 'team' ? ('team' as const) : ('person' as const), calendar: calendar.id },
  ...(manager === undefined ? {} : { manager }),
});
export const parties: readonly Party[] = [
  party('ann', 'boss'),
  party('bob', 'boss'),
  party('bea'),
  party('cid', 'boss'),
  ...['boss', 'dean', 'desk', 'team'].map((id) => party(id)),
];

const budgets = { acceptBudget: 2 * hour, finishBudget: 7.5 * hour, typical: 4 * hour, needs: [] };
/** Three legs, one deputy by policy, one law, three rungs. */
export const relay: Route = {
  id: 'relay',
  version: 1,
  title: 'Relay',
  owner: 'dean',
  legs: [
    { id: 'ask', title: 'Ask', party: 'ann', ...budgets },
    { id: 'sign', title: 'Sign', party: 'bob', ...budgets },
    { id: 'pay', title: 'Pay', party: 'cid', ...budgets },
  ],
  handlings: [
    {
      ...{ id: 'deputy', leg: 'sign', kind: 'deputy', rule: 'P-1', ruleTitle: 'bob signs', class: 'policy' },
      ...{ mayGrant: ['boss'], to: 'bea' },
    },
    { id: 'alone', leg: 'sign', kind: 'skip-rule', rule: 'L-1', ruleTitle: 'two sign', class: 'law', mayGrant: [] },
  ],
  ladder: [
    { after: 0, whom: 'receiver', channel: 'console' },
    { after: 2 * hour, whom: 'manager', channel: 'console' },
    { after: 4 * hour, whom: 'owner', channel: 'console' },
  ],
};

type Body<T> = T extends unknown ? Omit<T, 'id' | 'occurredAt'> : never;
let serial = 0;
/** A fact that occurred then; the id is its own. */
export const fact = (when: string, body: Body<Fact>): Fact =>
  ({ id: `relay ${++serial}`, occurredAt: at(when), ...body }) as Fact;

type Fields = Record<string, unknown>;
const caseFact =
  (type: CaseFact['type'], defaults: Fields = {}) =>
  (when: string, actor: string, fields: Fields = {}): CaseFact =>
    fact(when, { caseId: 'one', actor, type, ...defaults, ...fields } as unknown as Body<Fact>) as CaseFact;

export const opened = caseFact('baton.case.opened.v1', { title: 'One', customer: 'desk', route: 'relay' });
export const amended = caseFact('baton.case.amended.v1');
export const closed = caseFact('baton.case.closed.v1');
export const cancelled = caseFact('baton.case.cancelled.v1');
export const reopened = caseFact('baton.case.reopened.v1');
export const offered = caseFact('baton.handoff.offered.v1', { leg: 'sign', to: 'bob' });
export const accepted = caseFact('baton.handoff.accepted.v1', { leg: 'sign' });
export const declined = caseFact('baton.handoff.declined.v1', { leg: 'sign' });
export const withdrawn = caseFact('baton.handoff.withdrawn.v1', { leg: 'sign' });
export const returned = caseFact('baton.handoff.returned.v1', { leg: 'sign' });
export const progressed = caseFact('baton.handoff.progressed.v1', { leg: 'sign' });
export const paused = caseFact('baton.handoff.paused.v1', { leg: 'sign', cause: 'supplier' });
export const resumed = caseFact('baton.handoff.resumed.v1', { leg: 'sign' });
export const completed = caseFact('baton.handoff.completed.v1', { leg: 'sign' });
export const granted = caseFact('baton.special-handling.granted.v1', {
  ...{ leg: 'sign', handling: 'deputy', reason: 'urgent' },
});

export const absence = (when: string, who: string, span: { from: string; until: string; id?: string }): ReferenceFact =>
  fact(when, {
    ...{ type: 'baton.people.absence-declared.v1', absence: span.id ?? 'leave', party: who, actor: 'hr' },
    ...{ from: at(span.from), until: at(span.until) },
  }) as ReferenceFact;
export const absenceEnded = (when: string, who: string): ReferenceFact =>
  fact(when, { type: 'baton.people.absence-ended.v1', absence: 'leave', party: who, actor: 'hr' }) as ReferenceFact;
export const calendarPublished = (when: string, change: Partial<CalendarDefinition> = {}): ReferenceFact =>
  fact(when, {
    ...{ type: 'baton.rules.calendar-published.v1', actor: 'hr', calendar: { ...calendar, ...change } },
  }) as ReferenceFact;
export const rosterChanged = (when: string, who: readonly Party[] = parties): ReferenceFact =>
  fact(when, { type: 'baton.people.roster-changed.v1', actor: 'hr', parties: who }) as ReferenceFact;
export const routePublished = (when: string, route: Route = relay): ReferenceFact =>
  fact(when, { type: 'baton.rules.route-published.v1', actor: 'hr', route }) as ReferenceFact;

export const rules = (): ReferenceFact[] => [
  calendarPublished('09-21 00:00'),
  rosterChanged('09-21 00:00'),
  routePublished('09-21 00:00'),
];

/** One engine, its decisions, and what must hold after each of them. */
export class Play {
  engine = new HandoffEngine();
  readonly decisions: Decision[] = [];

  constructor(facts: readonly Fact[] = rules()) {
    for (const each of facts) this.apply(each);
  }

  /** Recorded at once, or at the instant given. Answers what came of it, overdue clocks included. */
  apply(given: Fact, recorded?: string): Decision[] {
    const now = recorded === undefined ? given.occurredAt : at(recorded);
    return this.note([...this.engine.apply(given, now), ...this.passed(now)]);
  }

  all(...facts: readonly Fact[]): this {
    for (const each of facts) this.apply(each);
    return this;
  }

  until(when: string): Decision[] {
    return this.note(this.passed(at(when)));
  }

  get case(): CaseEntry {
    return this.engine.entry('one')!;
  }

  leg(id = 'sign') {
    return this.case.state.legs.find((leg) => leg.definition.id === id);
  }

  due(kind: string): string | undefined {
    const due = this.case.state.clocks.find((clock) => clock.kind === kind)?.due;
    return due === undefined ? undefined : text(due);
  }

  /** No case is set aside on the way. */
  private passed(to: number): readonly Decision[] {
    const { decisions, failed } = this.engine.advance(to);
    if (failed !== undefined) throw new Error(failed.map(({ caseId, because }) => `${caseId}: ${because}`).join());
    return decisions;
  }

  private note(decisions: readonly Decision[]): Decision[] {
    this.decisions.push(...decisions);
    for (const entry of this.engine.entries()) checkCase(entry);
    return [...decisions];
  }
}

/** The stalls of a list of decisions, in words. */
export const stalls = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((one) => {
    if (one.type === 'stall-raised') {
      const known = one.knownAt === one.dueAt ? '' : ` known ${text(one.knownAt)}`;
      return [`${one.kind} ${one.party ?? '-'} raised ${text(one.dueAt)}${known}`];
    }
    if (one.type === 'stall-cleared') return [`${one.kind} cleared ${text(one.dueAt)} ${one.because}`];
    return one.type === 'stall-retracted' ? [`${one.kind} retracted ${text(one.dueAt)}`] : [];
  });

/** Refusals and flags, in words. */
export const answers = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((one) => {
    if (one.type === 'fact-refused') return [`${one.refusal}: ${one.detail}`];
    return one.type === 'fact-flagged' ? [one.flag] : [];
  });

export const holders = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((one) => (one.type === 'accountability-moved' ? [`${text(one.dueAt)} ${one.to}`] : []));

/** The stalls of some kinds, in words: for stories that are not about the others. */
export const stallsOf =
  (...kinds: readonly StallKind[]) =>
  (decisions: readonly Decision[]): string[] =>
    stalls(decisions.filter((one) => !('kind' in one) || kinds.includes(one.kind as StallKind)));
