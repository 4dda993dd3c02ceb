import type { EventStore } from '@baton/event-store';
import type { EventStoreHarness } from '@baton/event-store/contract';
import { KurrentdbEventStore } from '../kurrentdb-event-store.ts';
import type { KurrentdbEventStoreOptions } from '../store-options.ts';
import { KurrentPeer } from './kurrent-peer.fixture.ts';

/** What makes a failure in a test cost little time. */
export const quickOptions = {
  openPatienceMs: 2_000,
  patienceMs: 2_000,
  callTimeoutMs: 250,
  silenceMs: 100,
} satisfies Partial<KurrentdbEventStoreOptions>;

export const urlOf = (peer: KurrentPeer): string => `kurrentdb://127.0.0.1:${peer.port}?tls=false`;

/** A peer of its own for each check; `wrap` makes of a store what is to be checked. */
export const peerHarness = (wrap: (store: KurrentdbEventStore) => EventStore = (store) => store): EventStoreHarness => {
  const peer = new KurrentPeer();
  const opened: EventStore[] = [];
  let started: Promise<KurrentPeer> | undefined;
  const openStore = async (): Promise<EventStore> => {
    await (started ??= peer.start());
    const store = wrap(await KurrentdbEventStore.open({ url: urlOf(peer) }));
    opened.push(store);
    return store;
  };
  const closeAll = async (): Promise<void> => {
    for (const store of opened.splice(0)) await store.close();
  };
  return {
    async open(now) {
      peer.log.now = now;
      return openStore();
    },
    async reopen() {
      await closeAll();
      return openStore();
    },
    openSecond: openStore,
    openFollower: openStore,
    async close() {
      await closeAll();
      if (started !== undefined) await peer.stop();
    },
  };
};
