import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Decision, Fact } from '@baton/contracts';
import { type Kind, plain, real } from './checks.fixture.ts';
import { type Fault, faulty, forgetting } from './faulty.fixture.ts';
import { begun, live, repeatsChangeNothing, replaysAlike, restartsChangeNothing, stepsAlike } from './laws.fixture.ts';
import { followsModel } from './model-law.fixture.ts';
import { modelStories } from './model-stories.fixture.ts';
import { ordersAlike } from './order.fixture.ts';
import { minute } from './relay.fixture.ts';
import { arrivals } from './stories.fixture.ts';

const stories = fc.sample(arrivals({ late: 'perhaps' }), { seed: 3, numRuns: 200 });
const inOrder = fc.sample(arrivals({ late: false }), { seed: 4, numRuns: 60 });
const sequential = fc.sample(modelStories, { seed: 5, numRuns: 40 });

/** Whether one of the stories makes the check throw. */
const isCaught = <Story>(check: (story: Story) => void, told: readonly Story[]): boolean =>
  told.some((story) => {
    try {
      check(story);
      return false;
    } catch {
      return true;
    }
  });

const watched = (kind: Kind): boolean => isCaught((story) => live(kind, story), stories);
const modelled = (kind: Kind): boolean => isCaught((story) => followsModel(kind, story), sequential);
const replayed = (kind: Kind): boolean => isCaught((story) => replaysAlike(kind, story, 7), stories);
const lived = stories.slice(0, 60).map((story) => [story, live(real, story)] as const);
const restarted = (kind: Kind): boolean => isCaught(([story, life]) => restartsChangeNothing(kind, story, life), lived);
const stepped = (kind: Kind): boolean =>
  isCaught((story) => stepsAlike(kind, story, { steps: [5, 50], limit: 2 }), stories);
const repeated = (kind: Kind): boolean => isCaught((story) => repeatsChangeNothing(kind, story, 3), stories);
const reordered = (kind: Kind): boolean => isCaught((story) => ordersAlike(kind, story, [30, 0, 90]), inOrder);

type OfType<Type extends Decision['type']> = Extract<Decision, { type: Type }>;
const isOf =
  <Type extends Decision['type']>(type: Type) =>
  (decision: Decision): decision is OfType<Type> =>
    decision.type === type;
const drops = (isMeant: (decision: Decision) => boolean): Fault => ({
  decisions: (all) => all.filter((one) => !isMeant(one)),
});
const repeats = (type: Decision['type'], change: object): Fault => ({
  decisions: (all) =>
    all.flatMap((one) => (one.type === type ? [one, { ...one, id: `${one.id}'`, ...change } as Decision] : [one])),
});
const ignores = (type: Fact['type']): Fault => ({ fact: (fact) => (fact.type === type ? undefined : fact) });

/** The fifth of a kind and no other. */
const dropsOne = (type: Decision['type']): Fault => {
  let met = 0;
  return drops((one) => one.type === type && ++met === 5);
};
/** Rungs that call for stalls that are over. */
const callsTooLate = (): Fault => {
  let last: OfType<'rung-fired'> | undefined;
  return {
    decisions: (all) => {
      const over = all.find((one) => one.type === 'stall-cleared' && one.episode === last?.episode);
      const again = { ...last, id: `${last?.id}'`, rung: 9, dueAt: over?.dueAt, knownAt: over?.knownAt } as Decision;
      last = all.findLast(isOf('rung-fired')) ?? last;
      return over === undefined ? all : [...all, again];
    },
  };
};
const renumbers = (): Fault => {
  let serial = 0;
  return { fact: (fact) => ({ ...fact, id: `${fact.id} ${serial++}` }) };
};
const aMinuteEarly: Fault = {
  decisions: (all) => all.map((one) => (one.type === 'stall-raised' ? { ...one, dueAt: one.dueAt - minute } : one)),
};
const asTheyArrive: Fault = { fact: (fact, recordedAt) => ({ ...fact, occurredAt: recordedAt }) };

const planted: readonly (readonly [fault: string, isCaughtBy: (kind: Kind) => boolean, fault: () => Fault])[] = [
  ['leaves out the third rung', modelled, () => drops((one) => one.type === 'rung-fired' && one.rung === 2)],
  ['leaves out one escalation', modelled, () => dropsOne('rung-fired')],
  ['leaves out one stall', modelled, () => dropsOne('stall-raised')],
  ['raises a minute early', modelled, () => aMinuteEarly],
  ['counts through pauses', modelled, () => ignores('baton.handoff.paused.v1')],
  ['sends one decision twice', watched, () => ({ decisions: (all) => all.flatMap((one) => [one, one]) })],
  ['fires a rung twice', watched, () => repeats('rung-fired', {})],
  ['looks five minutes ahead', watched, () => ({ recordedAt: (at) => at + 5 * minute })],
  ['moves accountability twice', watched, () => repeats('accountability-moved', {})],
  ['moves accountability to nobody', watched, () => repeats('accountability-moved', { to: '' })],
  ['moves accountability in silence', watched, () => drops(isOf('accountability-moved'))],
  ['does not hear that somebody has it', watched, () => ignores('baton.stall.acknowledged.v1')],
  ['does not let anybody sleep', watched, () => ignores('baton.stall.snoozed.v1')],
  ['calls for what is over', watched, callsTooLate],
  ['says nothing of what is over', watched, () => drops(isOf('stall-cleared'))],
  ['folds less when it replays', replayed, () => ({ replayed: (facts) => facts.slice(1) })],
  ['ends at the limit', stepped, () => ({ forgetsTheRest: true })],
  ['takes a repetition for news', repeated, renumbers],
  ['takes late facts as they arrive', reordered, () => asTheyArrive],
];

type Tree = { readonly [key: string]: unknown };
const pathsIn = (value: unknown, path: string): string[] => {
  if (Array.isArray(value)) return [path, ...value.flatMap((each) => pathsIn(each, path))];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value as Tree).flatMap(([key, each]) => pathsIn(each, path === '' ? key : `${path}.${key}`));
};
/** The next entry of the ledger says what time it is; a case has its id beside its state. */
const saidElsewhere = new Set(['now', 'cases.state.id']);
/** Rules and facts are what was told: each is one thing. */
const isOwn = (path: string): boolean =>
  !/^(reference|cases\.facts)\./.test(path) && path !== 'cases' && !saidElsewhere.has(path);
const fields = [
  ...new Set(
    stories.slice(0, 40).flatMap((story) => {
      const engine = begun(real);
      for (const { fact, recordedAt } of story) engine.apply(fact, recordedAt);
      return pathsIn(plain(engine.snapshot()), '').filter(isOwn);
    }),
  ),
];

/** Each takes a while: all of them in the deep run. */
const telling = new Set(['cases.accountable', 'cases.told', 'cases.legs.holder', 'cases.state.needBy']);
const forgotten = process.env['BATON_DEEP'] === undefined ? fields.filter((field) => telling.has(field)) : fields;

describe('an engine is found out that', () => {
  it.each(planted)('%s', (_, isCaughtBy, fault) => {
    expect(isCaughtBy(faulty(fault))).toBe(true);
  });

  it('has nothing planted: it is not', () => {
    expect(watched(faulty(() => ({}))) || modelled(faulty(() => ({})))).toBe(false);
  });

  it.each(forgotten)('forgets %s in a snapshot', (field) => {
    expect(restarted(forgetting(field))).toBe(true);
  });
});
