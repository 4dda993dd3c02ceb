import { alertsTopic, eventsTopic } from '@baton/bus';
import { InMemoryEventStore, type NewEvent } from '@baton/event-store';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryCheckpoints } from './checkpoints.ts';
import { decodeCloudEvent } from './inbox.ts';
import { LogBus } from './log-bus.ts';
import { SqliteCheckpoints } from './sqlite-checkpoints.ts';

const now = (): number => 1_000;
const topics = { [eventsTopic]: { prefixes: ['request-'] }, [alertsTopic]: { prefixes: [] } };
const stored = (id: string): NewEvent => ({ id, type: 'request-raised', data: { id } });

let requests: InMemoryEventStore;
let handoff: InMemoryEventStore;
const opened: { close(): Promise<void> }[] = [];

beforeEach(() => {
  requests = new InMemoryEventStore({ now });
  handoff = new InMemoryEventStore({ now });
});

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const open = <T extends { close(): Promise<void> }>(one: T): T => {
  opened.push(one);
  return one;
};

const busOf = (name: 'requests' | 'handoff', checkpoints = new InMemoryCheckpoints()): LogBus => {
  const own = name === 'requests' ? requests : handoff;
  const logs = { requests, handoff };
  return open(new LogBus({ name, own, logs, topics, decode: decodeOwn, checkpoints, now }));
};

const decodeOwn: ConstructorParameters<typeof LogBus>[0]['decode'] = (event) =>
  event.type === 'request-raised'
    ? [{ specversion: '1.0', id: event.id, source: 'urn:requests', type: event.type, partitionkey: event.stream }]
    : decodeCloudEvent(event);

it("hands over a service's own streams as what they stand for, and none of the others", async () => {
  const bus = busOf('handoff');
  const seen: string[] = [];
  await bus.consume({ group: 'all', topics: [eventsTopic] }, async ({ key, event }) => {
    seen.push(`${key} ${event.id}`);
    return { kind: 'done' };
  });
  await requests.append('request-1', -1, [stored('a'), stored('b')]);
  await requests.append('other-1', -1, [stored('c')]);
  await bus.barrier();
  expect(seen).toEqual(['request-1 a', 'request-1 b']);
});

it('the barrier waits for a reader that follows a log by itself', async () => {
  const bus = busOf('handoff');
  const place = bus.track('board', ['handoff']);
  let settled = false;
  await handoff.append('ledger-0', -1, [stored('a')]);
  const barrier = bus.barrier().then(() => {
    settled = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(settled).toBe(false);
  place.moved('handoff', (await handoff.head())!);
  await barrier;
  await requests.append('request-1', -1, [stored('a')]);
  await bus.barrier();
  place.busy(1);
  const busy = bus.barrier();
  place.busy(-1);
  await busy;
});

it.each(['in memory', 'in SQLite'])('buses of one process settle together, checkpoints %s', async (kind) => {
  const directory = mkdtempSync(join(tmpdir(), 'settling-'));
  const shared = new InMemoryCheckpoints();
  const checkpointsOf = (name: string) =>
    kind === 'in memory' ? shared : open(SqliteCheckpoints.open({ directory, name }));
  const one = busOf('requests', checkpointsOf('requests'));
  const two = busOf('handoff', checkpointsOf('handoff'));
  const alerts: string[] = [];
  await two.consume({ group: 'engine', topics: [eventsTopic] }, async ({ event }) => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    await two.publish(alertsTopic, [{ ...event, id: `alert-${event.id}` }]);
    return { kind: 'done' };
  });
  await one.consume({ group: 'alerts', topics: [alertsTopic] }, async ({ event }) => {
    alerts.push(event.id);
    return { kind: 'done' };
  });
  await requests.append('request-1', -1, [stored('a'), stored('b')]);
  await one.barrier();
  expect(alerts).toEqual(['alert-a', 'alert-b']);
  rmSync(directory, { recursive: true });
});

it('a topic that the composition does not know is refused', async () => {
  await expect(busOf('handoff').publish('baton.unknown', [])).rejects.toThrow(/not known/);
});

it('what the decoding throws stops the reader, who says why', async () => {
  const own = handoff;
  const decode = (): never => {
    throw new Error('unreadable');
  };
  const checkpoints = new InMemoryCheckpoints();
  const bus = open(new LogBus({ name: 'handoff', own, logs: { requests }, topics, decode, checkpoints, now }));
  const consumer = await bus.consume({ group: 'all', topics: [eventsTopic] }, async () => ({ kind: 'done' }));
  await requests.append('request-1', -1, [stored('a')]);
  await expect(consumer.failed).rejects.toThrow('unreadable');
  await bus.barrier();
});
