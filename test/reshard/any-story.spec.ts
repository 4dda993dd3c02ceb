import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endOf } from '../engine/laws.fixture.ts';
import { rulebook } from '../engine/rulebook.fixture.ts';
import { chosenRuns, sayRuns } from '../engine/runs.fixture.ts';
import { type Arrival, arrivals } from '../engine/stories.fixture.ts';
import { SmallWorld, standingOf } from './small-world.fixture.ts';

const second = 1_000;
const limitMs = 900_000;

interface Plan {
  readonly story: readonly Arrival[];
  /** After how many facts, and into how many shards. */
  readonly cuts: ReadonlyMap<number, number>;
  /** By how much a shard is later than the one before it at the rules, as long as nothing was resharded. */
  readonly lateBy: number;
}

const plans: fc.Arbitrary<Plan> = fc
  .record({
    story: arrivals({ late: 'perhaps' }),
    at: fc.tuple(fc.nat(), fc.nat()),
    shards: fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 })),
    lateBy: fc.constantFrom(0, 0, second, 90 * second),
  })
  .map(({ story, at, shards, lateBy }) => {
    const [one, other] = at.map((cut) => cut % (story.length + 1)).sort((left, right) => left - right);
    return { story, lateBy, cuts: new Map([[one!, shards[0]] as const, [other!, shards[1]] as const]) };
  });

/** `check` is what happens at each cut. */
const played = async ({ story, cuts, lateBy }: Plan, check: (world: SmallWorld, shards: number) => Promise<void>) => {
  const world = new SmallWorld(3);
  for (const fact of rulebook) await world.record(fact, fact.occurredAt, lateBy);
  for (const [index, { fact, recordedAt }] of story.entries()) {
    const shards = cuts.get(index);
    if (shards !== undefined) await check(world, shards);
    const isCut = [...cuts.keys()].some((cut) => cut <= index);
    await world.record(fact, recordedAt, isCut ? 0 : lateBy);
  }
  const last = cuts.get(story.length);
  if (last !== undefined) await check(world, last);
  await world.advance(endOf(story));
  return world;
};

const withoutDifferences = async (world: SmallWorld): Promise<void> => {
  for (const { ledger, differences } of await world.verify())
    expect({ ledger, differences }).toEqual({ ledger, differences: [] });
};

describe('whatever has happened before the cases go to other ledgers', () => {
  beforeAll(() => sayRuns('other ledgers'));

  it(
    'every case stands as it stood, and goes on as if nothing had been',
    async () => {
      let moved = 0;
      const property = fc.asyncProperty(plans, async (plan) => {
        const resharded = await played(plan, async (world, shards) => {
          await world.level();
          const before = standingOf(world.entries());
          await world.reshard(shards);
          expect(standingOf(world.entries())).toEqual(before);
          moved += before.length;
        });
        // All that is late comes to the instant of the newest, as it does before the cases go.
        const twin = await played(plan, (world) => world.level());
        expect(await resharded.decisions()).toEqual(await twin.decisions());
        expect(standingOf(resharded.entries())).toEqual(standingOf(twin.entries()));
        await withoutDifferences(resharded);
      });
      await fc.assert(property, chosenRuns({ few: 60, many: 1_000 }));
      expect(moved).toBeGreaterThan(0);
    },
    limitMs,
  );
});
