import { beforeEach, expect, it } from '@jest/globals';
import { Freshness } from './freshness.ts';

const noon = Date.parse('2026-03-02T12:00:00Z');
const second = 1_000;

let elapsedMs: number;
let freshness: Freshness;
beforeEach(() => {
  elapsedMs = 0;
  freshness = new Freshness({ now: () => noon + elapsedMs, elapsedMs: () => elapsedMs });
});

/** A look every second, at a ledger that grows by one append in each. */
const grow = (seconds: number, shownOf: (revision: number) => number): void => {
  for (const until = elapsedMs + seconds * second; elapsedMs < until; elapsedMs += second) {
    const revision = elapsedMs / second;
    freshness.look([{ shard: 0, revision }]);
    freshness.shows({ 0: shownOf(revision) });
  }
};

it('are fresh while they follow closely, however busy the ledger is', () => {
  grow(60, (revision) => revision - 3);
  expect([freshness.staleSince, freshness.standstill]).toEqual([undefined, undefined]);
});

it('are stale since what they do not show was recorded, and stand still once they come no further', () => {
  grow(60, (revision) => Math.min(revision, 20));
  expect(freshness.staleSince).toBe(noon + 21 * second);
  expect(freshness.standstill).toBe(
    'nothing since 2026-03-02T12:00:21.000Z is shown: ledger 0 was at 21 then, the read models show it up to 20',
  );
});

it('are stale and do not stand still while they catch up', () => {
  grow(60, (revision) => Math.floor(revision / 2));
  expect(freshness.staleSince).toBeLessThan(noon + 45 * second);
  expect(freshness.standstill).toBeUndefined();
  freshness.shows({ 0: 59 });
  expect(freshness.staleSince).toBeUndefined();
});

it('are stale when they have started over', () => {
  grow(20, (revision) => revision);
  grow(15, () => 2);
  expect(freshness.staleSince).toBe(noon + 20 * second);
  expect(freshness.standstill).toMatch(/up to 2$/);
});

it('stand still when they have never shown anything', () => {
  freshness.look([
    { shard: 0, revision: -1 },
    { shard: 1, revision: 7 },
  ]);
  elapsedMs = 11 * second;
  expect(freshness.standstill).toMatch(/ledger 1 was at 7 then, the read models show nothing of it$/);
});
