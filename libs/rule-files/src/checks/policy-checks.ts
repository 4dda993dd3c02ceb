import type { LearnedDurations, Policy, Route } from '@baton/contracts';
import { coverAll, rungFindings, shadowedLadders } from './ladder-checks.ts';
import { type Findings, repeated, type RuleSet } from './rule-set.ts';

const defaultPolicy = 'default';

const governedBy = (policy: Policy, set: RuleSet): readonly Route[] =>
  set
    .of('route')
    .map(({ value }) => value)
    .filter((route) => (route.policy ?? defaultPolicy) === policy.id);

export function* policyFindings(policy: Policy, set: RuleSet): Findings {
  const routes = governedBy(policy, set);
  const legs = routes.flatMap((route) => route.legs.map(({ id }) => id));
  const budgets = policy.budgets ?? [];
  yield* repeated(
    budgets.map(({ leg }) => leg),
    (index) => `/budgets/${index}/leg`,
    'each leg once',
  );
  if (routes.length > 0) {
    for (const [index, { leg }] of budgets.entries())
      yield* set.named(leg, legs, { pointer: `/budgets/${index}/leg`, what: 'a leg of a route that it governs' });
  }
  const handlings = routes.length === 0 ? undefined : routes.flatMap((route) => route.handlings);
  for (const [index, { rungs }] of policy.ladders.entries())
    yield* rungFindings(rungs, `/ladders/${index}/rungs`, { set, handlings });
  yield* shadowedLadders(policy.ladders);
}

/** The ladder of a route whose policy has one for whatever may stall. */
export function* unusedLadder(route: Route, set: RuleSet): Findings {
  const policy = set.of('policy').find(({ value }) => value.id === (route.policy ?? defaultPolicy))?.value;
  if (route.ladder.length === 0 || policy === undefined || !coverAll(policy.ladders)) return;
  const expected = `stalls for which the policy ${policy.id} has no ladder`;
  yield { pointer: '/ladder', expected, found: 'none: it is never climbed', severity: 'warning' };
}

export function* durationsFindings(durations: LearnedDurations, set: RuleSet): Findings {
  const routes = set.of('route').map(({ value }) => value);
  const keys = durations.entries.map(({ route, leg, party }) => JSON.stringify([route, leg, party]));
  yield* repeated(keys, (index) => `/entries/${index}/leg`, 'each route, leg and party once');
  for (const [index, { route, leg, party }] of durations.entries.entries()) {
    const at = `/entries/${index}`;
    const ofRoute = routes.filter(({ id }) => id === route);
    const ids = routes.map(({ id }) => id);
    yield* set.named(route, ids, { pointer: `${at}/route`, what: 'a route that is checked with it' });
    const legs = ofRoute.flatMap((each) => each.legs.map(({ id }) => id));
    if (legs.length > 0) yield* set.named(leg, legs, { pointer: `${at}/leg`, what: `a leg of the route ${route}` });
    if (party !== undefined) yield* set.party(party, `${at}/party`);
  }
}
