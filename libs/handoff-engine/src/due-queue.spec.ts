import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DueQueue, type Waiting } from './due-queue.ts';

interface Thing extends Waiting {
  readonly name: string;
}

const thing = (id: string): Thing => ({ id, name: `thing ${id}`, place: -1 });

const things = (count: number): Thing[] => Array.from({ length: count }, (_, n) => thing(`t${n}`));

/** What a sorted list would say is first: by instant, then by id. */
class NaiveList {
  private readonly dues = new Map<Thing, number>();

  schedule(of: Thing, at: number | undefined): void {
    if (at === undefined) this.dues.delete(of);
    else this.dues.set(of, at);
  }

  first(): readonly [Thing, number] | undefined {
    const sorted = [...this.dues].sort(([one, at], [other, otherAt]) => at - otherAt || (one.id < other.id ? -1 : 1));
    return sorted[0];
  }
}

/** Takes all that waits, one after the other. */
const drain = (queue: DueQueue<Thing>): string[] => {
  const taken: string[] = [];
  for (let first = queue.peek(); first !== undefined; first = queue.peek()) {
    taken.push(`${first.id} at ${queue.nextAt()}`);
    queue.schedule(first, undefined);
  }
  return taken;
};

describe('the queue of what is due', () => {
  it('gives what waits by instant, then by id', () => {
    const queue = new DueQueue<Thing>();
    const [a, b, c, d] = [thing('a'), thing('b'), thing('c'), thing('d')];
    for (const [one, at] of [
      [d, 5],
      [c, 7],
      [b, 7],
      [a, 9],
    ] as const)
      queue.schedule(one, at);
    expect(drain(queue)).toEqual(['d at 5', 'b at 7', 'c at 7', 'a at 9']);
  });

  it('has nothing due when nothing waits', () => {
    const queue = new DueQueue<Thing>();
    const one = thing('a');
    expect([queue.peek(), queue.nextAt()]).toEqual([undefined, Infinity]);
    queue.schedule(one, undefined);
    expect([queue.peek(), queue.nextAt(), one.place]).toEqual([undefined, Infinity, -1]);
  });

  it('gives what is due at an instant, not what comes after it', () => {
    const queue = new DueQueue<Thing>();
    const one = thing('a');
    queue.schedule(one, 10);
    expect(queue.peek(9)).toBeUndefined();
    expect(queue.peek(10)).toBe(one);
    queue.schedule(one, 20);
    expect(queue.peek(10)).toBeUndefined();
    expect(queue.nextAt()).toBe(20);
  });

  it('takes instants before 1970, fractions of a millisecond, and many at one instant', () => {
    const queue = new DueQueue<Thing>();
    const all = things(300);
    for (const one of all.toReversed()) queue.schedule(one, -1.5);
    queue.schedule(all[7]!, -1.75);
    const rest = all.filter((one) => one !== all[7]).map(({ id }) => `${id} at -1.5`);
    expect(drain(queue)).toEqual(['t7 at -1.75', ...rest.sort()]);
  });

  it('gives a place to another once its owner waits for nothing, and lets go of the owner', () => {
    const queue = new DueQueue<Thing>();
    const all = things(200);
    for (let round = 0; round < 5; round++) {
      for (const [n, one] of all.entries()) queue.schedule(one, n);
      expect(Math.max(...all.map(({ place }) => place))).toBe(199);
      for (const one of all) queue.schedule(one, undefined);
      expect(queue.peek()).toBeUndefined();
      expect(all.every(({ place }) => place === -1)).toBe(true);
    }
  });
});

type Act = { readonly kind: 'schedule' | 'cancel' | 'fire' | 'look'; readonly who: number; readonly by: number };

const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('schedule', 'schedule', 'schedule', 'cancel', 'fire', 'look'),
  who: fc.nat(99),
  by: fc.integer({ min: -12, max: 12 }),
});

/** Few instants for many things, so that most acts meet others at the same instant. */
const play = (acts: readonly Act[], seen: (kind: string) => void): void => {
  const queue = new DueQueue<Thing>();
  const naive = new NaiveList();
  const all = things(100);
  const dues = new Map<Thing, number>();
  const put = (one: Thing, at: number | undefined): void => {
    const old = dues.get(one);
    if (old !== undefined && at !== undefined && at !== old) seen(at < old ? 'earlier' : 'later');
    queue.schedule(one, at);
    naive.schedule(one, at);
    if (at === undefined) dues.delete(one);
    else dues.set(one, at);
  };
  for (const { kind, who, by } of acts) {
    const first = naive.first();
    if (kind === 'schedule') put(all[who]!, (dues.get(all[who]!) ?? 20) + by);
    else if (kind === 'cancel') put(all[who]!, undefined);
    else if (kind === 'look') expect(queue.peek(20 + by)).toBe(first && first[1] <= 20 + by ? first[0] : undefined);
    else {
      expect([queue.peek(), queue.nextAt()]).toEqual(first ?? [undefined, Infinity]);
      if (first === undefined) continue;
      seen('fired');
      put(first[0], by > 0 ? first[1] + by : undefined);
    }
  }
};

describe('whatever is scheduled, moved, cancelled and fired in between', () => {
  it('the first is the one that a sorted list has first', () => {
    const runs = process.env['BATON_DEEP'] === undefined ? 500 : 10_000;
    const counts = new Map<string, number>();
    const seen = (kind: string): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
    fc.assert(
      fc.property(fc.array(act, { maxLength: 120, size: 'max' }), (acts) => play(acts, seen)),
      { numRuns: runs },
    );
    for (const kind of ['earlier', 'later', 'fired']) expect(counts.get(kind)).toBeGreaterThan(runs);
  });
});
