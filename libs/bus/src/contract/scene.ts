import type { CloudEvent } from '@baton/contracts';
import type { Bus, Delivery, Outcome } from '../bus.ts';
import type { RetryPolicy } from '../feeds/retry-policy.ts';

export interface BusHarness {
  readonly bus: Bus;
  /** A new instance over the same storage, as after a crash: the one before is used no more, but was never closed. */
  restart(): Promise<Bus>;
  close(): Promise<void>;
  /** Each topic has a log of its own, so that a reader never passes by what lies in the others. */
  readonly topicsApart?: boolean;
  /** How long anything may take before it counts as never (default 3 s). */
  readonly patienceMs?: number;
  /** How long a barrier may take when there is nothing to wait for (default 50 ms). */
  readonly idleBarrierMs?: number;
}

/** Gives an empty bus with the topics `eventsTopic` and `referenceTopic` that retries as `contractRetry` says. */
export type BusFactory = () => Promise<BusHarness>;

export interface BusCheck {
  readonly name: string;
  run(factory: BusFactory): Promise<void>;
}

export const contractRetry: RetryPolicy = { maxAttempts: 3, delayMs: () => 2 };

export const done: Outcome = { kind: 'done' };

/** The n-th event of a case. */
export const eventOf = (caseId: string, n: number): CloudEvent => ({
  specversion: '1.0',
  id: `${caseId}-${n}`,
  source: 'urn:contract',
  type: n % 2 === 0 ? 'contract.even.v1' : 'contract.odd.v1',
  partitionkey: caseId,
  data: { n },
});

export const eventsOf = (caseId: string, count: number): readonly CloudEvent[] =>
  Array.from({ length: count }, (_, n) => eventOf(caseId, n));

/** A harness that is closed in any case, with a promise's deadline. */
export interface Scene extends BusHarness {
  /** What a handler waits for that hangs until its process dies: it ends when the scene is over. */
  readonly hanging: Promise<never>;
  within<T>(what: string, promise: Promise<T>): Promise<T>;
}

export const check = (name: string, play: (scene: Scene) => Promise<void>): BusCheck => ({
  name,
  run: async (factory) => {
    const harness = await factory();
    const patienceMs = harness.patienceMs ?? 3_000;
    const hanging = Promise.withResolvers<never>();
    hanging.promise.catch(() => undefined);
    const scene: Scene = {
      ...harness,
      hanging: hanging.promise,
      restart: () => harness.restart(),
      close: () => harness.close(),
      within: (what, promise) => within(patienceMs, what, promise),
    };
    try {
      await play(scene);
    } finally {
      await harness.close();
      // An instance that plays dead waits for its handlers, and would never let the process end.
      hanging.reject(new Error('The scene is over.'));
    }
  },
});

const within = async <T>(patienceMs: number, what: string, promise: Promise<T>): Promise<T> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`Waited ${patienceMs} ms for ${what}.`)), patienceMs);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

/** Remembers what arrived and lets a check wait for it. */
export class Arrivals {
  readonly deliveries: Delivery[] = [];
  readonly #waiting = new Set<() => void>();

  /** As a handler: notes the delivery and says done. */
  readonly note = async (delivery: Delivery): Promise<Outcome> => {
    this.add(delivery);
    return done;
  };

  add(delivery: Delivery): void {
    this.deliveries.push(delivery);
    for (const look of this.#waiting) look();
  }

  ids(caseId?: string): readonly string[] {
    return this.deliveries.filter(({ key }) => caseId === undefined || key === caseId).map(({ event }) => event.id);
  }

  /** Resolves once an event with each of these ids has arrived. */
  all(...ids: readonly string[]): Promise<void> {
    return this.#until(() => ids.every((id) => this.ids().includes(id)));
  }

  twice(id: string): Promise<void> {
    return this.#until(() => this.ids().filter((one) => one === id).length >= 2);
  }

  #until(arrived: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!arrived()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** A promise that something else resolves. */
export class Gate {
  readonly #opened = Promise.withResolvers<void>();
  readonly passed: Promise<void> = this.#opened.promise;
  readonly open = (): void => this.#opened.resolve();
}
