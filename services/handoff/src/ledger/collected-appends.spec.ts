import { InMemoryEventStore, type NewEvent } from '@baton/event-store';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CollectedAppends } from './collected-appends.ts';

const event = (n: number, text = ''): NewEvent => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  type: 't',
  data: { n, text },
});

let store: InMemoryEventStore;
let collected: CollectedAppends;
let heard: number[];
beforeEach(() => {
  store = new InMemoryEventStore({ now: () => 0, maxAppendBytes: 1_000 });
  heard = [];
  collected = new CollectedAppends(
    store,
    's',
    async (events, first) => void heard.push(...events.map((_, index) => first + index)),
  );
});

const pages = async (): Promise<number> => {
  let events = 0;
  for await (const page of collected.readStreamPages('s')) events += page.length;
  return events;
};

const stored = async (): Promise<number[]> => {
  const numbers: number[] = [];
  for await (const { data } of store.readStream('s')) numbers.push((data as { n: number }).n);
  return numbers;
};

describe('collected appends', () => {
  it('are answered at once and stored together, in order', async () => {
    expect(await collected.append('s', -1, [event(0), event(1)])).toMatchObject({ kind: 'appended', revision: 1 });
    expect(await collected.append('s', 1, [event(2)])).toMatchObject({ revision: 2 });
    expect([await stored(), heard]).toEqual([[], []]);
    await collected.flush();
    await collected.flush();
    expect([await stored(), heard]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  it('are stored before they are read', async () => {
    await collected.append('s', -1, [event(0)]);
    expect(await pages()).toBe(1);
  });

  it('are divided when they are too large together', async () => {
    for (let n = 0; n < 7; n += 1) await collected.append('s', n - 1, [event(n, 'x'.repeat(300))]);
    await collected.flush();
    expect(await stored()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    await collected.append('s', 6, [event(7, 'x'.repeat(2_000))]);
    await expect(collected.flush()).rejects.toMatchObject({ code: 'too-large' });
  });

  it('fail when somebody else writes', async () => {
    await store.append('s', -1, [event(9)]);
    await collected.append('s', -1, [event(0)]);
    await expect(collected.flush()).rejects.toThrow('somebody else');
  });
});
