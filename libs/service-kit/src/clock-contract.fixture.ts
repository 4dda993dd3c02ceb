import { expect } from '@jest/globals';
import type { Clock } from './clock.ts';

/** A clock under test, and how its time goes on: by waiting, by being set, by a stream. */
export interface ClockHarness {
  readonly clock: Clock;
  /** Resolves once `now()` is at or past `to`, and whatever is due by then has been called back. */
  pass(to: number): Promise<void>;
  close(): Promise<void>;
}

export interface ClockCheck {
  readonly name: string;
  run(harness: ClockHarness): Promise<void>;
}

const stepMs = 20;

/** What every clock promises, whoever moves it. */
export const clockChecks: readonly ClockCheck[] = [
  {
    name: 'never goes back',
    async run({ clock, pass }) {
      const seen = [clock.now()];
      for (let step = 1; step <= 3; step++) {
        await pass(seen[0]! + step * stepMs);
        seen.push(clock.now());
      }
      await pass(seen[0]!);
      seen.push(clock.now());
      expect(seen).toEqual(seen.toSorted((one, other) => one - other));
    },
  },
  {
    name: 'calls back at its instant or after it, never before, and once',
    async run({ clock, pass }) {
      const start = clock.now();
      const fired: number[] = [];
      clock.at(start + 2 * stepMs, () => fired.push(clock.now()));
      await pass(start + stepMs / 2);
      await pass(start + 4 * stepMs);
      await pass(start + 6 * stepMs);
      expect(fired).toHaveLength(1);
      expect(fired[0]).toBeGreaterThanOrEqual(start + 2 * stepMs);
    },
  },
  {
    name: 'calls back in the order of the instants',
    async run({ clock, pass }) {
      const start = clock.now();
      const fired: string[] = [];
      clock.at(start + 3 * stepMs, () => fired.push('second'));
      clock.at(start + stepMs, () => fired.push('first'));
      await pass(start + 5 * stepMs);
      expect(fired).toEqual(['first', 'second']);
    },
  },
  {
    name: 'calls back soon for an instant that has passed',
    async run({ clock, pass }) {
      const fired: number[] = [];
      clock.at(clock.now() - stepMs, () => fired.push(clock.now()));
      await pass(clock.now() + stepMs);
      expect(fired).toHaveLength(1);
    },
  },
  {
    name: 'does not call back what was cancelled',
    async run({ clock, pass }) {
      const start = clock.now();
      const fired: string[] = [];
      const cancel = clock.at(start + stepMs, () => fired.push('cancelled'));
      clock.at(start + stepMs, () => fired.push('kept'));
      cancel();
      await pass(start + 3 * stepMs);
      expect(fired).toEqual(['kept']);
    },
  },
];
