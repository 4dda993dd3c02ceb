import type { Route, RouteLeg } from '@baton/contracts';
import { circlesIn } from './circles.ts';
import { quoted } from '../rule-problem.ts';
import { handlingFindings } from './handling-checks.ts';
import { namedHere } from './named-here.ts';
import { rungFindings } from './ladder-checks.ts';
import { type Findings, repeated, type RuleSet } from './rule-set.ts';

/** Whether a case on the route can reach its end, and whether everybody whom the route names is known. */
export function* routeFindings(route: Route, set: RuleSet): Findings {
  const { legs, handlings, owner, policy } = route;
  yield* repeated(
    legs.map(({ id }) => id),
    (index) => `/legs/${index}/id`,
    'an id that no leg before has',
  );
  yield* repeated(
    handlings.map(({ id }) => id),
    (index) => `/handlings/${index}/id`,
    'an id that no handling before has',
  );
  yield* set.party(owner, '/owner');
  yield* vacant(owner, '/owner', set);
  if (policy !== undefined) {
    const known = set.of('policy').map(({ value }) => value.id);
    yield* set.named(policy, known, { pointer: '/policy', what: 'a policy that is checked with it' });
  }
  for (const [index, leg] of legs.entries()) yield* legFindings(leg, `/legs/${index}`, { route, set });
  yield* orderFindings(route);
  for (const [index, handling] of handlings.entries())
    yield* handlingFindings(handling, `/handlings/${index}`, { route, set });
  yield* rungFindings(route.ladder, '/ladder', { set, handlings });
}

function* legFindings(leg: RouteLeg, at: string, { route, set }: { route: Route; set: RuleSet }): Findings {
  const ids = route.legs.map(({ id }) => id);
  const others = new Set(ids.filter((id) => id !== leg.id));
  for (const [index, before] of (leg.after ?? []).entries())
    yield* namedHere(before, others, { pointer: `${at}/after/${index}`, what: 'another leg of this route' });
  yield* repeated(leg.needs, (index) => `${at}/needs/${index}`, 'each item once');
  yield* set.party(leg.party, `${at}/party`);
  yield* vacant(leg.party, `${at}/party`, set);
  if (leg.elapsed !== true) yield* neverWorking(leg, at, set);
  yield* unusualBudgets(leg, at);
}

function* neverWorking({ party }: RouteLeg, at: string, set: RuleSet): Findings {
  const works = set.worksEver(party);
  if (works === 'yes') return;
  const expected = 'a party whose calendar has working time that is known';
  yield { pointer: `${at}/party`, expected, found: `${quoted(party)}, who works ${works}` };
}

function* vacant(party: string, pointer: string, set: RuleSet): Findings {
  const { kind, members } = set.parties.get(party) ?? {};
  if (kind === undefined || kind === 'person' || members?.length !== 0) return;
  const found = `the ${kind} ${quoted(party)} without any: the stall unowned will be raised`;
  yield { pointer, expected: 'a party with members', found, severity: 'warning' };
}

function* unusualBudgets({ typical, finishBudget, progressInterval }: RouteLeg, at: string): Findings {
  if (finishBudget === undefined) return;
  const expected = 'no longer than finishBudget';
  if (typical !== undefined && typical > finishBudget)
    yield { pointer: `${at}/typical`, expected, found: 'longer: the leg usually overruns', severity: 'warning' };
  if (progressInterval !== undefined && progressInterval > finishBudget)
    yield { pointer: `${at}/progressInterval`, expected, found: 'longer: overrun comes before', severity: 'warning' };
}

/** Legs that wait for each other never start, and neither does what comes after them. */
function* orderFindings({ legs }: Route): Findings {
  for (const { circle, behind } of circlesIn(legs)) {
    const index = legs.findIndex(({ id }) => id === circle[0]);
    const wait = behind === 0 ? '' : `; ${behind} more ${behind === 1 ? 'leg waits' : 'legs wait'} behind it`;
    const found = `${[...circle, circle[0]].join(' after ')}${wait}`;
    yield { pointer: `/legs/${index}/after`, expected: 'an order in which every leg can start', found };
  }
}
