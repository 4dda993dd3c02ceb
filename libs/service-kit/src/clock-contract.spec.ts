import { describe, expect, it } from '@jest/globals';
import { InMemoryBus } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import { InMemoryEventStore } from '@baton/event-store';
import { type ClockHarness, clockChecks } from './clock-contract.fixture.ts';
import { FollowedClock, clockTopic } from './clock-stream.ts';
import { type Clock, ManualClock, SystemClock } from './clock.ts';

const nothing = (): Promise<void> => Promise.resolve();

const harnesses: Readonly<Record<string, () => Promise<ClockHarness>>> = {
  'the machine clock': async () => {
    const clock = new SystemClock();
    const pass = async (to: number): Promise<void> => {
      do await new Promise((resolve) => setTimeout(resolve, 2));
      while (clock.now() < to + 2);
      // Timers that are due by then come before this one, however long the machine has paused.
      await new Promise((resolve) => setTimeout(resolve, 20));
    };
    return { clock, pass, close: nothing };
  },
  'a clock that is set': async () => {
    const clock = new ManualClock(1_000);
    return { clock, pass: (to) => clock.set(to), close: nothing };
  },
  'a clock that follows a stream': async () => {
    const bus = new InMemoryBus({ now: () => 0 });
    const clock = await FollowedClock.follow(bus, 'clock-test', new InMemoryEventStore({ now: () => 0 }));
    let serial = 0;
    const pass = async (to: number): Promise<void> => {
      const event: CloudEvent = {
        specversion: '1.0',
        id: `tick-${serial++}`,
        source: '/test',
        type: 'test.tick',
        data: { now: to },
      };
      await bus.publish(clockTopic, [event]);
      await bus.barrier();
    };
    return { clock, pass, close: () => clock.stop().then(() => bus.close()) };
  },
};

describe.each(Object.keys(harnesses))('%s', (name) => {
  it.each(clockChecks.map((check) => [check.name, check] as const))('%s', async (_, check) => {
    const harness = await harnesses[name]!();
    try {
      await check.run(harness);
    } finally {
      await harness.close();
    }
    expect.hasAssertions();
  });
});

/** Each breaks one promise; the check of that promise must see it. */
class BrokenClock extends ManualClock {
  constructor(private readonly fault: string) {
    super(1_000);
  }

  private skew = 0;

  override now(): number {
    return super.now() - (this.fault === 'never goes back' ? (this.skew += 25) : 0);
  }

  override at(at: number, callback: () => void): () => void {
    const { fault } = this;
    if (fault.startsWith('calls back soon') && at < super.now()) return () => undefined;
    if (fault.startsWith('calls back in the order')) return super.at(1_080, callback);
    const cancel = super.at(fault.startsWith('calls back at its instant') ? 0 : at, callback);
    return fault.startsWith('does not call back') ? () => undefined : cancel;
  }
}

describe('a broken clock', () => {
  it.each(clockChecks.map((check) => [check.name, check] as const))('is caught: %s', async (name, check) => {
    const broken = new BrokenClock(name);
    const clock: Clock = { now: () => broken.now(), at: (at, callback) => broken.at(at, callback) };
    const pass = (to: number): Promise<void> => broken.set(to);
    await expect(check.run({ clock, pass, close: nothing })).rejects.toThrow();
  });
});
