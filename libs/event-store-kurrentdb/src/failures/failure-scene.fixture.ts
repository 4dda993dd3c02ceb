import type { EventStore, NewEvent, StoredEvent, SubscriptionItem } from '@baton/event-store';
import { randomUUID } from 'node:crypto';
import { KurrentdbEventStore } from '../kurrentdb-event-store.ts';
import type { KurrentdbEventStoreOptions } from '../store-options.ts';
import { grpcStatus } from '../peer/grpc-server.fixture.ts';
import { KurrentPeer, type PeerFailure, type PeerOptions } from '../peer/kurrent-peer.fixture.ts';
import { quickOptions, urlOf } from '../peer/peer-harness.fixture.ts';

export type OpenStore = (options: KurrentdbEventStoreOptions) => Promise<EventStore>;

/** A server that fails as it is told, and stores that are to bear it. */
export class FailureScene {
  readonly #openStore: OpenStore;
  readonly #ends: (() => Promise<unknown>)[] = [];

  constructor(openStore: OpenStore = KurrentdbEventStore.open) {
    this.#openStore = openStore;
  }

  async peer(options: PeerOptions = {}): Promise<KurrentPeer> {
    const peer = await new KurrentPeer(options).start();
    this.ends(() => peer.stop());
    return peer;
  }

  async open(where: KurrentPeer | string, options: Partial<KurrentdbEventStoreOptions> = {}): Promise<EventStore> {
    const url = typeof where === 'string' ? where : urlOf(where);
    const store = await this.#openStore({ url, ...quickOptions, ...options });
    this.ends(() => store.close());
    return store;
  }

  ends(end: () => Promise<unknown>): void {
    this.#ends.push(end);
  }

  async close(): Promise<void> {
    for (const end of this.#ends.splice(0).toReversed()) await end();
  }
}

export interface FailureCheck {
  readonly name: string;
  run(scene: FailureScene): Promise<void>;
}

export const newEvent = (n = 0): NewEvent => ({ id: randomUUID(), type: 'test.happened.v1', data: { n } });

export const numbersOf = (events: readonly StoredEvent[]): readonly number[] =>
  events.map(({ data }) => (data as { readonly n: number }).n);

export const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

export const streamOf = async (store: EventStore, stream: string): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const event of store.readStream(stream)) events.push(event);
  return events;
};

/** Resolves when `isSo`; after four seconds an error says what was waited for in vain. */
export const until = async (what: string, isSo: () => boolean): Promise<void> => {
  const bound = performance.now() + 4_000;
  while (!isSo()) {
    if (performance.now() > bound) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

const ended = (code: number, message: string, trailers: Record<string, string> = {}): PeerFailure => ({
  play: 'end',
  end: { code, message, trailers },
});

/** What may pass: named as the server's documentation names it. */
export const passingFailures: Readonly<Record<string, PeerFailure>> = {
  'deadline exceeded': ended(grpcStatus.deadlineExceeded, 'Deadline Exceeded'),
  unavailable: ended(grpcStatus.unavailable, 'Server Is Not Ready'),
  'too busy': ended(grpcStatus.unavailable, 'Server Is Too Busy'),
  'no leader': ended(grpcStatus.unknown, 'No leader info available in response'),
  'commit timeout': ended(grpcStatus.aborted, 'Operation timed out: commit'),
  'cancelled by the server': ended(grpcStatus.cancelled, 'shutting down'),
  silence: { play: 'silence' },
  reset: { play: 'reset' },
  'connection cut': { play: 'cut' },
};

export const accessDenied = ended(grpcStatus.permissionDenied, 'Access Denied', { exception: 'access-denied' });

export const unauthenticated = ended(grpcStatus.unauthenticated, 'Not authenticated');

/** Follows a store and keeps what it is told. */
export class Following {
  readonly items: SubscriptionItem[] = [];
  readonly ended: Promise<unknown>;
  readonly #stop = new AbortController();

  constructor(store: EventStore, options: { readonly prefixes: readonly string[]; readonly after?: string }) {
    this.ended = this.#follow(store, options).catch((fault: unknown) => fault);
  }

  get events(): readonly StoredEvent[] {
    return this.items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
  }

  async has(count: number): Promise<void> {
    await until(`there are ${count} events`, () => this.events.length >= count);
  }

  stop(): Promise<unknown> {
    this.#stop.abort();
    return this.ended;
  }

  async #follow(store: EventStore, options: { readonly prefixes: readonly string[] }): Promise<undefined> {
    for await (const item of store.subscribe({ ...options, signal: this.#stop.signal })) this.items.push(item);
    return undefined;
  }
}
