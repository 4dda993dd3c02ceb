import type { CaseFact, Fact, Ladder, Party, Policy, ReferenceFact, Route, RouteLeg } from '@baton/contracts';
import type { CalendarDefinition } from '@baton/working-time';
import { at, calendar, hour } from './relay.fixture.ts';

/** The rules of the stories: three shifts, persons, roles and a vacant one, a relay and a route with two branches. */
export interface FactHead {
  readonly id: string;
  readonly occurredAt: number;
}

export const start = at('09-21 08:00');

const night = [['20:00', '04:00']] as const;
export const nights: CalendarDefinition = {
  ...calendar,
  id: 'nights',
  weekly: { mon: night, tue: night, wed: night, thu: night, fri: night },
  daysOff: [],
  extraWorkdays: {},
};

const party = (id: string, more: Partial<Party> = {}): Party => ({
  ...{ id, name: id, kind: 'person', calendar: calendar.id },
  ...more,
});
/** Nobody knows `eve`, and nobody is on duty as `vacancy`. */
export const parties: readonly Party[] = [
  party('ann', { manager: 'boss' }),
  party('bob', { manager: 'boss' }),
  party('bea', { calendar: nights.id, manager: 'dean' }),
  party('cid', { manager: 'boss' }),
  party('boss', { manager: 'dean' }),
  party('dean'),
  party('desk'),
  party('crew', { kind: 'role', members: ['ann', 'cid'], manager: 'boss' }),
  party('team', { kind: 'team', members: ['bob', 'bea'] }),
  party('vacancy', { kind: 'role', members: [] }),
];

const budgets = { acceptBudget: 2 * hour, finishBudget: 7.5 * hour, typical: 4 * hour };
const leg = (id: string, who: string, more: Partial<RouteLeg> = {}): RouteLeg => ({
  ...{ id, title: id, party: who, needs: [], ...budgets },
  ...more,
});

const ladder: Route['ladder'] = [
  { after: 0, whom: 'receiver', channel: 'console' },
  { after: hour, whom: 'on-duty', group: 'team', channel: 'telephone' },
  { after: 2 * hour, whom: 'manager', channel: 'console' },
  { after: 3 * hour, elapsed: true, whom: 'special-handling', channel: 'console' },
  { after: 6 * hour, whom: 'owner', channel: 'console' },
];

const policyRule = { rule: 'P-1', ruleTitle: 'bob signs', class: 'policy', mayGrant: ['boss'] } as const;
const standardRule = { rule: 'S-1', ruleTitle: 'one after the other', class: 'standard', mayGrant: [] } as const;

export const relayRoute: Route = {
  ...{ id: 'relay', version: 1, title: 'Relay', owner: 'dean' },
  legs: [
    leg('ask', 'ann'),
    leg('sign', 'bob', { needs: ['form', 'amount'], progressInterval: 3 * hour }),
    leg('pay', 'cid'),
  ],
  handlings: [
    { id: 'deputy', leg: 'sign', kind: 'deputy', to: 'bea', ...policyRule },
    { id: 'quick', leg: 'pay', kind: 'expedite', typical: hour, approval: 'after', ...standardRule },
    { id: 'owner', leg: 'pay', kind: 'escalate', to: 'dean', ...policyRule },
    { id: 'alone', leg: 'sign', kind: 'skip-rule', rule: 'L-1', ruleTitle: 'two sign', class: 'law', mayGrant: [] },
  ],
  ladder,
};

export const forkRoute: Route = {
  ...{ id: 'fork', version: 1, title: 'Fork', owner: 'dean', policy: 'strict' },
  legs: [
    leg('ask', 'ann'),
    leg('sign', 'bob', { after: ['ask'], progressInterval: 2 * hour }),
    leg('side', 'crew', { after: ['ask'], elapsed: true }),
    leg('pay', 'cid', { after: ['sign', 'side'], needs: ['form'] }),
    leg('end', 'vacancy', { after: ['pay'] }),
  ],
  handlings: [
    { id: 'deputy', leg: 'sign', kind: 'other-holder', to: 'cid', ...policyRule },
    { id: 'beside', leg: 'pay', kind: 'parallel', with: 'side', ...standardRule },
  ],
  ladder,
};

const ladders: readonly Ladder[] = [
  { kinds: ['missed', 'forecast'], rungs: [{ after: 0, whom: 'holder', channel: 'telephone' }, ...ladder.slice(2)] },
  { impacts: ['critical'], rungs: [{ after: hour, whom: 'giver-manager', channel: 'pager' }, ...ladder.slice(2)] },
];
const strict: Policy = { id: 'strict', version: 1, ladders, budgets: [{ leg: 'sign', acceptBudget: hour }] };

const header = (head: FactHead) => ({ ...head, actor: 'hr' });

/** Edits of the rules, which differ by a number. */
export const edits = {
  calendar: (head: FactHead, edit: number): ReferenceFact => {
    const morning = ['08:00', '12:00'] as const;
    const afternoon = ['13:00', edit % 2 === 0 ? '17:30' : '15:00'] as const;
    const weekly = { ...calendar.weekly, wed: edit % 3 === 0 ? [] : [morning, afternoon] };
    const changed = edit % 5 === 0 ? { ...nights, weekly: {} } : { ...calendar, weekly };
    return { ...header(head), type: 'baton.rules.calendar-published.v1', calendar: changed };
  },
  roster: (head: FactHead, edit: number): ReferenceFact => {
    const changed = parties.map((one, index) => {
      if (index !== edit % parties.length) return one;
      return one.members === undefined ? { ...one, calendar: 'around' } : { ...one, members: ['bob'] };
    });
    const joined = edit % 4 === 0 ? [...changed, party('eve', { calendar: nights.id })] : changed;
    return { ...header(head), type: 'baton.people.roster-changed.v1', parties: joined };
  },
  route: (head: FactHead, edit: number): ReferenceFact => {
    const of = [relayRoute, forkRoute, { ...relayRoute, id: 'later' }][edit % 3]!;
    const legs = edit % 2 === 0 ? of.legs : of.legs.slice(0, 2);
    return { ...header(head), type: 'baton.rules.route-published.v1', route: { ...of, version: edit, legs } };
  },
  policy: (head: FactHead, edit: number): ReferenceFact => {
    const id = edit % 2 === 0 ? 'strict' : 'default';
    const limits = { runaround: { hops: 2 + (edit % 3), returns: 1 + (edit % 2) }, acknowledgeFor: hour };
    const policy = { ...strict, ...limits, id, version: edit, ladders: edit % 4 === 0 ? [] : ladders };
    return { ...header(head), type: 'baton.rules.policy-published.v1', policy };
  },
  durations: (head: FactHead, edit: number): ReferenceFact => {
    const learned = { route: 'relay', leg: 'sign', typical: (edit + 1) * hour, quantile: 0.8, samples: 40 };
    const durations = { id: 'learned', version: edit, entries: [learned, { ...learned, party: 'bob', typical: hour }] };
    return { ...header(head), type: 'baton.rules.durations-learned.v1', durations };
  },
} as const;

const rule = (index: number): FactHead => ({ id: `rule ${index}`, occurredAt: at('09-21 00:00') });
/** What is published before anything happens. */
export const rulebook: readonly ReferenceFact[] = [
  { ...header(rule(0)), type: 'baton.rules.calendar-published.v1', calendar },
  { ...header(rule(1)), type: 'baton.rules.calendar-published.v1', calendar: nights },
  { ...header(rule(2)), type: 'baton.people.roster-changed.v1', parties },
  { ...header(rule(3)), type: 'baton.rules.route-published.v1', route: relayRoute },
  { ...header(rule(4)), type: 'baton.rules.route-published.v1', route: forkRoute },
  { ...header(rule(5)), type: 'baton.rules.policy-published.v1', policy: strict },
];

export const isCaseFact = (fact: Fact): fact is CaseFact => 'caseId' in fact;
