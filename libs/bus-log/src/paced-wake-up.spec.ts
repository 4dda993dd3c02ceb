import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PacedWakeUp } from './paced-wake-up.ts';

const { signal } = new AbortController();

let changes: PacedWakeUp;
let wakings: number;

/** Waits again as soon as it was woken, like a reader that is done at once. */
const follow = async (): Promise<void> => {
  for (;;) {
    await changes.after(changes.version, signal);
    wakings += 1;
  }
};

const settle = (): Promise<void> => jest.advanceTimersByTimeAsync(0);

beforeEach(async () => {
  jest.useFakeTimers();
  changes = new PacedWakeUp(10);
  wakings = 0;
  void follow();
  await settle();
});

afterEach(() => void jest.useRealTimers());

describe('a paced wake-up', () => {
  it('wakes at once for the first change, and once for all that follow within its pace', async () => {
    changes.changed();
    await settle();
    expect(wakings).toBe(1);
    for (let change = 0; change < 5; change += 1) changes.changed();
    await jest.advanceTimersByTimeAsync(9);
    expect(wakings).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(wakings).toBe(2);
    await jest.advanceTimersByTimeAsync(100);
    expect(wakings).toBe(2);
    changes.changed();
    await settle();
    expect(wakings).toBe(3);
  });

  it('counts at once, so that a reader who looks anyway misses nothing', () => {
    changes.changed();
    changes.changed();
    expect(changes.version).toBe(2);
  });

  it('does not let anybody wait who missed a waking', async () => {
    const { version } = changes;
    changes.changed();
    await expect(changes.after(version, signal)).resolves.toBeUndefined();
  });

  it('announces without delay when it is told to', async () => {
    changes.changed();
    await settle();
    changes.changed();
    changes.announce();
    await settle();
    expect(wakings).toBe(2);
    await jest.advanceTimersByTimeAsync(100);
    expect(wakings).toBe(2);
  });

  it('lets go of who gives up', async () => {
    const gone = new AbortController();
    const waiting = changes.after(changes.version, gone.signal);
    gone.abort();
    await expect(waiting).resolves.toBeUndefined();
  });
});
