import type { CaseFact, Decision, Route } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { setImmediate } from 'node:timers/promises';
import { queueBench } from './queue-clocks.ts';
import { type Reporter, createReporter, median } from './report.ts';

const smoke = process.argv.includes('--smoke');
const hour = 3_600_000;
const start = Date.UTC(2026, 0, 5, 9);
const longestBlockMs = 50;
/** So many decisions at most before other work has its turn. */
const decisionsAtOnce = 500;
const legIds = ['a', 'b', 'c', 'd'];
const parties = ['ann', 'ben', 'eve', 'fay', 'owner', 'desk'];

/** So many legs side by side, each with a budget of its own that counts elapsed time. */
const routeOf = (legs: number, ladder: Route['ladder']): Route => ({
  id: 'side-by-side',
  version: 1,
  title: 'Side by side',
  owner: 'owner',
  legs: legIds.slice(0, legs).map((id, n) => ({
    ...{ id, title: id, party: parties[n]!, after: [], needs: [] },
    ...{ acceptBudget: 4 * hour, elapsed: true },
  })),
  handlings: [],
  ladder,
});

const header = (id: string) => ({ id, occurredAt: start, actor: 'desk' });

const openEngine = (legs: number, ladder: Route['ladder']): HandoffEngine => {
  const engine = new HandoffEngine();
  const people = parties.map((id) => ({ id, name: id, kind: 'person' as const, calendar: 'none' }));
  engine.apply({ ...header('roster'), type: 'baton.people.roster-changed.v1', parties: people }, start);
  engine.apply({ ...header('route'), type: 'baton.rules.route-published.v1', route: routeOf(legs, ladder) }, start);
  return engine;
};

const caseIdOf = (n: number): string => `C${String(n).padStart(7, '0')}`;

const opened = (n: number): CaseFact => {
  const what = { caseId: caseIdOf(n), title: 'Case', customer: 'desk', route: 'side-by-side' };
  return { ...header(`open ${n}`), type: 'baton.case.opened.v1', ...what };
};

const offered = (n: number, leg: number, occurredAt: number): CaseFact => {
  const what = { caseId: caseIdOf(n), leg: legIds[leg]!, to: parties[leg]! };
  return { ...header(`offer ${n} ${leg}`), occurredAt, type: 'baton.handoff.offered.v1', ...what };
};

const accepted = (n: number, leg: number, occurredAt: number): CaseFact => {
  const what = { caseId: caseIdOf(n), leg: legIds[leg]!, by: parties[leg]! };
  return { ...header(`accept ${n} ${leg}`), occurredAt, type: 'baton.handoff.accepted.v1', ...what };
};

interface Steps {
  /** The longest time that nothing else had its turn. */
  readonly longestMs: number;
  readonly totalMs: number;
}

/** Everything that is due up to `to`, in bounded steps, other work in between. */
const advanceInSteps = async (
  engine: HandoffEngine,
  to: number,
  take: (decisions: readonly Decision[]) => void,
): Promise<Steps> => {
  const first = performance.now();
  let longestMs = 0;
  for (let isDone = false; !isDone;) {
    const before = performance.now();
    const { decisions, done } = engine.advance(to, decisionsAtOnce);
    take(decisions);
    isDone = done;
    longestMs = Math.max(longestMs, performance.now() - before);
    await setImmediate();
  }
  return { longestMs, totalMs: performance.now() - first };
};

const raisedIn = (decisions: readonly Decision[]): number =>
  decisions.reduce((sum, { type }) => sum + (type === 'stall-raised' ? 1 : 0), 0);

/** Facts are made a case at a time, outside of the measured time. */
const perSecond = (engine: HandoffEngine, cases: number, factsOf: (n: number) => readonly CaseFact[]): number => {
  let [facts, ms] = [0, 0];
  for (let n = 0; n < cases; n++) {
    const some = factsOf(n);
    const before = performance.now();
    for (const fact of some) engine.apply(fact, fact.occurredAt);
    ms += performance.now() - before;
    facts += some.length;
  }
  return (facts * 1_000) / ms;
};

/** A million accept clocks: all offers, half of them accepted in time, the other half not. */
export const engineClocksBench = async (reporter: Reporter, cases: number): Promise<void> => {
  const engine = openEngine(legIds.length, []);
  for (let n = 0; n < cases; n++) engine.apply(opened(n), start);
  // A few cases a millisecond, so that the clocks are due at many instants.
  const at = (n: number): number => start + Math.floor(n / 10);
  const inserted = perSecond(engine, cases, (n) => legIds.map((_, leg) => offered(n, leg, at(n))));
  const later = start + hour;
  const cancelled = perSecond(engine, cases, (n) => [accepted(n, 0, later), accepted(n, 2, later)]);
  let raised = 0;
  const { totalMs } = await advanceInSteps(engine, at(cases) + 4 * hour, (some) => (raised += raisedIn(some)));
  if (raised !== cases * 2) throw new Error(`${raised} stalls raised instead of ${cases * 2}`);
  const what = `engine, ${cases * legIds.length} open clocks`;
  reporter.report({ bench: `${what}, insert`, value: inserted, unit: 'offers/s' });
  reporter.report({ bench: `${what}, cancel`, value: cancelled, unit: 'accepts/s' });
  reporter.report({ bench: `${what}, fire`, value: (raised * 1_000) / totalMs, unit: 'stalls/s' });
};

/** By instant, then case. */
const keyOf = ({ dueAt, caseId }: Decision): string => `${dueAt} ${caseId}`;

/** As many cases as there are clocks, all due at the same instant, with a rung that calls at once. */
const fireOneInstant = async (clocks: number): Promise<Steps> => {
  const engine = openEngine(1, [{ after: 0, elapsed: true, whom: 'receiver', channel: 'console' }]);
  // Not in the order of their ids.
  for (let n = 0; n < clocks; n++) {
    const scattered = (n * 7_919) % clocks;
    engine.apply(opened(scattered), start);
    engine.apply(offered(scattered, 0, start), start);
  }
  let [last, raised, rungs] = ['', 0, 0];
  const steps = await advanceInSteps(engine, start + 4 * hour, (decisions) => {
    for (const decision of decisions) {
      const key = keyOf(decision);
      if (key < last) throw new Error(`${key} came after ${last}`);
      last = key;
      if (decision.type === 'stall-raised') raised++;
      else if (decision.type === 'rung-fired') rungs++;
    }
  });
  if (raised !== clocks || rungs !== clocks) throw new Error(`${raised} stalls, ${rungs} rungs instead of ${clocks}`);
  return steps;
};

/** What the engine itself takes long for, it takes long for in every round; the best one has least of what others do. */
export const oneInstantBench = async (reporter: Reporter, clocks: number, rounds: number): Promise<void> => {
  const runs: Steps[] = [];
  for (let round = 0; round < rounds; round++) runs.push(await fireOneInstant(clocks));
  const longestMs = Math.min(...runs.map((steps) => steps.longestMs));
  const what = `engine, ${clocks} at one instant`;
  const rate = median(runs.map(({ totalMs }) => (clocks * 1_000) / totalMs));
  reporter.report({ bench: `${what}, fire`, value: rate, unit: 'stalls/s' });
  reporter.report({
    bench: `${what}, longest`,
    value: longestMs,
    unit: 'ms',
    limit: longestBlockMs,
    ratio: longestBlockMs / longestMs,
    goal: 1,
  });
};

if (import.meta.main) {
  const reporter = createReporter();
  queueBench(reporter, smoke ? 20_000 : 1_000_000);
  await oneInstantBench(reporter, smoke ? 5_000 : 100_000, smoke ? 1 : 3);
  await engineClocksBench(reporter, smoke ? 2_500 : 250_000);
  process.exitCode = reporter.missed.length > 0 && !smoke ? 1 : 0;
}
