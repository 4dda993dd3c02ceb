import fc from 'fast-check';
import type { CaseFact, Ladder, ReferenceFact, Route } from '@baton/contracts';
import { stallKinds } from '@baton/contracts';
import type { ModelRules } from './model.fixture.ts';
import { Relay } from './model-relay.fixture.ts';
import { calendar, hour, minute } from './relay.fixture.ts';
import { nights, parties, relayRoute, rulebook, start } from './rulebook.fixture.ts';

const ladder: Ladder['rungs'] = [
  { after: 0, whom: 'holder', channel: 'console' },
  { after: hour, whom: 'on-duty', group: 'team', channel: 'telephone' },
  { after: 2 * hour, whom: 'holder', channel: 'console' },
  { after: 5 * hour, whom: 'owner', channel: 'console' },
  { after: 96 * hour, elapsed: true, whom: 'owner', channel: 'console' },
];
const route: Route = { ...relayRoute, id: 'model', handlings: [], ladder };
/** One route, no policy, nobody away: what the reference model knows. */
export const modelRules: ModelRules = { route, parties, calendars: [calendar, nights] };
const published = 'baton.rules.route-published.v1';
export const modelRulebook: readonly ReferenceFact[] = [
  ...rulebook.filter(({ type }) => type !== published && type !== 'baton.rules.policy-published.v1'),
  { id: 'rule model', occurredAt: rulebook[0]!.occurredAt, actor: 'hr', type: published, route },
];

const people = ['ann', 'bob', 'bea', 'cid', 'crew', 'team', 'vacancy', 'eve'];
const persons = ['ann', 'bob', 'bea', 'cid', 'eve'];
const items = ['form', 'amount', 'part'];
const often = (what: string, times: number): string[] => Array.from({ length: times }, () => what);
const acts = [
  ...[...often('offered', 7), ...often('accepted', 6), ...often('completed', 4), 'declined', 'declined', 'withdrawn'],
  ...[
    'returned',
    'returned',
    ...often('referred', 3),
    'progressed',
    'progressed',
    'paused',
    'resumed',
    'amended',
    'amended',
  ],
  ...['closed', 'reopened', 'reopened', 'acknowledged', 'acknowledged', 'acknowledgement-ended', 'snoozed'],
];

const act = fc.record({
  what: fc.constantFrom(...acts),
  who: fc.constantFrom(...people),
  /** Whether the one does it whose turn it is. */
  isDue: fc.integer({ min: 0, max: 5 }).map((dice) => dice > 0),
  far: fc.integer({ min: 1, max: 60 }),
  /** Multiples of five minutes. */
  gap: fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 48 }).map((steps) => steps * 5) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 20 }).map((hours) => hours * 60) },
  ),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const isOfStall = ({ what }: Act): boolean => ['acknowledged', 'acknowledgement-ended', 'snoozed'].includes(what);
const isOfCase = ({ what }: Act): boolean => ['amended', 'closed', 'reopened'].includes(what);

const fieldsOf = ({ what, who, far }: Act, at: number): object => {
  const kind = stallKinds[far % 20];
  const meant = kind === undefined ? {} : { kind };
  const supplied = far % 3 === 0 ? {} : { items: items.slice(far % 2, 1 + (far % 3)) };
  const needBy = at + far * hour;
  const fields: Record<string, object> = {
    offered: { to: who, ...supplied, ...(far > 45 ? { validUntil: at + ((far - 44) * 20 + 2) * minute } : {}) },
    returned: far % 2 === 0 ? { missing: items.slice(far % 3, (far % 3) + 1) } : {},
    referred: { to: people[far % people.length] },
    ...{ progressed: supplied, completed: supplied, amended: far % 2 === 0 ? { needBy } : supplied },
    paused: { cause: 'wait', ...(far > 20 ? { until: at + far * 10 * minute } : {}) },
    reopened: far % 2 === 0 ? { needBy } : {},
    acknowledged: { ...meant, ...(far % 3 === 0 ? { until: at + far * 20 * minute } : {}) },
    ...{ 'acknowledgement-ended': meant, snoozed: { ...meant, until: at + far * 15 * minute } },
  };
  return fields[what] ?? {};
};

/** By the party whose turn it is, mostly, on the leg that the case has come to. */
const factOf = (one: Act, relay: Relay, head: { readonly id: string; readonly occurredAt: number }): CaseFact => {
  const leg = relay.current() ?? relay.legs.at(-1)!;
  const mover = leg.state === 'offered' ? leg.receiver : leg.state === 'held' ? leg.holder : relay.accountable;
  const group = isOfStall(one) ? 'stall' : isOfCase(one) ? 'case' : 'handoff';
  return {
    ...{ ...head, caseId: 'one', actor: group === 'stall' ? persons[one.far % 5]! : one.isDue ? mover : one.who },
    ...{ type: `baton.${group}.${one.what}.v1` as never },
    ...(group === 'handoff' ? { leg: leg.definition.id } : {}),
    ...fieldsOf(one, head.occurredAt),
  };
};

/** Ends of acknowledgements and of offers fall between everything else: what came first would be a matter of taste. */
const aside = (one: Act): number => (isOfStall(one) ? minute : 0);

/** One case on a sequential route, every fact recorded when it occurs. */
export const modelStories: fc.Arbitrary<CaseFact[]> = fc
  .array(act, { minLength: 1, maxLength: 32, size: 'max' })
  .map((chosen) => {
    const opening = { id: 'm', occurredAt: start, caseId: 'one', actor: 'ann', title: 't', customer: 'desk' } as const;
    const facts: CaseFact[] = [
      { ...opening, type: 'baton.case.opened.v1', route: route.id, needBy: start + 50 * hour },
    ];
    const relay = new Relay(route, parties);
    relay.fold(facts[0]!);
    let at = start;
    chosen.forEach((one, index) => {
      at += Math.max(one.gap, aside(chosen[index - 1] ?? one) > 0 ? 5 : 0) * minute;
      relay.lapse(at - minute);
      const fact = factOf(one, relay, { id: `m${index}`, occurredAt: at + aside(one) });
      facts.push(fact);
      relay.fold(fact);
    });
    return facts;
  });
