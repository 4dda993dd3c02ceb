import type { Handling, Route } from '@baton/contracts';
import { quoted } from '../rule-problem.ts';
import { predecessors } from './circles.ts';
import { namedHere } from './named-here.ts';
import { type Findings, repeated, type RuleSet } from './rule-set.ts';

interface Context {
  readonly route: Route;
  readonly set: RuleSet;
}

/** Whether the handling can be granted, by whom, and whether it would change anything. */
export function* handlingFindings(handling: Handling, at: string, context: Context): Findings {
  const legs = new Set(context.route.legs.map(({ id }) => id));
  yield* namedHere(handling.leg, legs, { pointer: `${at}/leg`, what: 'a leg of this route' });
  yield* authorityFindings(handling, at, context.set);
  yield* takerFindings(handling, at, context);
  yield* besideFindings(handling, at, context.route);
  yield* timeFindings(handling, at, context.route);
}

function* authorityFindings(handling: Handling, at: string, set: RuleSet): Findings {
  const { mayGrant, approval } = handling;
  const pointer = `${at}/mayGrant`;
  yield* repeated(mayGrant, (index) => `${pointer}/${index}`, 'each party once');
  for (const [index, party] of mayGrant.entries()) yield* set.party(party, `${pointer}/${index}`);
  if (handling.class === 'law') {
    const found = `${mayGrant.length === 1 ? quoted(mayGrant[0]) : `${mayGrant.length} parties`}`;
    if (mayGrant.length > 0) yield { pointer, expected: 'nobody, because law is never bent', found };
    if (approval !== undefined)
      yield { pointer: `${at}/approval`, expected: 'none, because law is never bent', found: quoted(approval) };
  }
  if (handling.class === 'policy' && mayGrant.length === 0)
    yield { pointer, expected: 'who may grant it, because a policy is bent by a named authority', found: 'nobody' };
}

/** `deputy` and `other-holder` name who takes the leg; for `escalate` it is the owner, and the others name nobody. */
function* takerFindings({ kind, to, leg }: Handling, at: string, { route, set }: Context): Findings {
  const pointer = `${at}/to`;
  if (kind === 'escalate' && to === route.owner) return;
  if (kind !== 'deputy' && kind !== 'other-holder') {
    if (to !== undefined) yield { pointer, expected: `no key to for ${kind}`, found: quoted(to) };
    return;
  }
  if (to === undefined) {
    yield { pointer, expected: `a key to: who takes the leg`, found: 'none' };
    return;
  }
  yield* set.party(to, pointer);
  if (route.legs.some(({ id, party }) => id === leg && party === to))
    yield { pointer, expected: 'another party than the one that runs the leg', found: quoted(to) };
}

/** A leg can only be let run beside one that it waits for. */
function* besideFindings(handling: Handling, at: string, route: Route): Findings {
  const { kind, with: beside, leg } = handling;
  const pointer = `${at}/with`;
  if (kind !== 'parallel') {
    if (beside !== undefined) yield { pointer, expected: `no key with for ${kind}`, found: quoted(beside) };
    return;
  }
  const waits = awaitedBy(leg, route);
  if (beside === undefined) yield { pointer, expected: 'a key with: the leg that it may run beside', found: 'none' };
  else yield* namedHere(beside, waits, { pointer, what: `a leg that ${leg} waits for` });
}

const awaitedBy = (leg: string, { legs }: Route): ReadonlySet<string> => {
  const before = predecessors(legs);
  const awaited = new Set<string>();
  const next = [...(before.get(leg) ?? [])];
  for (let each = next.pop(); each !== undefined; each = next.pop()) {
    if (awaited.has(each)) continue;
    awaited.add(each);
    next.push(...(before.get(each) ?? []));
  }
  awaited.delete(leg);
  return awaited;
};

function* timeFindings({ kind, typical, leg }: Handling, at: string, route: Route): Findings {
  const pointer = `${at}/typical`;
  const usual = route.legs.find(({ id }) => id === leg)?.typical;
  if (kind === 'expedite' && typical === undefined)
    yield { pointer, expected: 'a key typical: how long the leg takes when expedited', found: 'none' };
  if (typical === undefined) return;
  if (kind !== 'expedite' && kind !== 'skip-rule')
    yield { pointer, expected: `no key typical for ${kind}`, found: 'one' };
  else if (usual !== undefined && typical >= usual)
    yield { pointer, expected: 'less than the leg takes anyway', found: 'as much or more' };
}
