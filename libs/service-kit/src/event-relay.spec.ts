import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { InMemoryBus, InMemoryBusStorage, eventsTopic } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import { InMemoryEventStore } from '@baton/event-store';
import { EventRelay } from './event-relay.ts';
import { RelayBoard, relayTopic } from './relay-board.ts';
import { RelayedBus } from './relayed-bus.ts';

const now = (): number => 1_000;
const prefixes = ['request-'];

let storage: InMemoryBusStorage;
let store: InMemoryEventStore;
let bus: InMemoryBus;
let troubles: (string | undefined)[];
let running: { stop(): Promise<void> }[];

beforeEach(() => {
  storage = new InMemoryBusStorage();
  store = new InMemoryEventStore({ now });
  bus = new InMemoryBus({ now, storage });
  troubles = [];
  running = [];
});
afterEach(async () => {
  for (const one of running) await one.stop();
  await bus.close();
  await store.close();
});

const raise = async (id: string, revision = -1): Promise<void> => {
  const metadata = { caseId: id, tenant: 'main', actor: { id: 'Q' }, commandId: 'k', occurredAt: 1_000 };
  const event = { id: `${id} ${revision}`, type: 'baton.request.raised.v1', data: { title: id }, metadata };
  await store.append(`request-${id}`, revision, [event]);
};

const relayed = () => ({ name: 'requests', log: store, prefixes });

const relay = async (over: Partial<InMemoryBus> = bus, limit: { readonly withinMs?: number } = {}) => {
  const board = await RelayBoard.open(bus, `board-${running.length}`);
  const report = (trouble: string | undefined): void => void troubles.push(trouble);
  running.unshift(new EventRelay(relayed(), { bus: over as InMemoryBus, board, report }));
  return new RelayedBus(bus, board, { relayed: () => [relayed()], ...limit });
};

const published = async (topic: string): Promise<CloudEvent[]> => {
  const seen: CloudEvent[] = [];
  const reader = await bus.consumeBatches({ reader: `test ${topic}`, topics: [topic], after: {} }, async (batch) => {
    seen.push(...batch.map(({ event }) => event));
  });
  await bus.barrier();
  await reader.stop();
  return seen;
};

it('puts on the bus what a log holds and what comes, in order, and the barrier waits for it', async () => {
  await raise('c1');
  const over = await relay();
  await raise('c1', 0);
  await raise('c2');
  await over.barrier();
  expect((await published(eventsTopic)).map(({ id }) => id)).toEqual(['c1 -1', 'c1 0', 'c2 -1']);
});

it('goes on where it was', async () => {
  await raise('c1');
  await (await relay()).barrier();
  await running.shift()!.stop();
  await raise('c2');
  await (await relay()).barrier();
  expect((await published(eventsTopic)).map(({ id }) => id)).toEqual(['c1 -1', 'c2 -1']);
});

it('says that it cannot publish, and loses nothing meanwhile', async () => {
  let refused = 0;
  const failing = {
    publish: (topic: string, events: readonly CloudEvent[]) =>
      topic === eventsTopic && refused++ < 2 ? Promise.reject(new Error('no broker')) : bus.publish(topic, events),
  };
  await raise('c1');
  const over = await relay(failing);
  await raise('c1', 0);
  await over.barrier();
  expect((await published(eventsTopic)).map(({ id }) => id)).toEqual(['c1 -1', 'c1 0']);
  expect(troubles).toContain('not on the bus yet: no broker');
  expect(troubles.at(-1)).toBeUndefined();
});

it('waits so long at most for what does not get on the bus', async () => {
  await raise('c1');
  const over = await relay({ publish: () => Promise.reject(new Error('no broker')) }, { withinMs: 50 });
  await expect(over.barrier()).rejects.toThrow('not settled within 50 ms: requests is not on it yet');
});

it('says where it is once for many events', async () => {
  for (let n = 0; n < 50; n++) await raise('c1', n - 1);
  await (await relay()).barrier();
  const notices = (await published(relayTopic)).filter(({ data }) => (data as { relay: string }).relay === 'requests');
  expect(notices.length).toBeLessThan(5);
});
