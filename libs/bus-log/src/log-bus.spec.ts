import { eventsTopic, InMemoryGroupRecords, referenceTopic } from '@baton/bus';
import { busContract, type BusHarness, contractRetry } from '@baton/bus/contract';
import { type EventStore, InMemoryEventStore } from '@baton/event-store';
import { SqliteEventStore } from '@baton/event-store-sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Checkpoints, InMemoryCheckpoints } from './checkpoints.ts';
import { decodeCloudEvent } from './inbox.ts';
import { LogBus } from './log-bus.ts';
import { SqliteCheckpoints } from './sqlite-checkpoints.ts';

const now = (): number => 1_000;
const topics = { [eventsTopic]: { prefixes: ['request-'] }, [referenceTopic]: { prefixes: [] } };

interface Ground {
  readonly own: EventStore;
  readonly other: EventStore;
  open(): Checkpoints;
  remove(): void;
}

const harnessOver = async (ground: Ground): Promise<BusHarness> => {
  const { own, other } = ground;
  const opened: { readonly bus: LogBus; readonly checkpoints: Checkpoints }[] = [];
  const open = async (): Promise<LogBus> => {
    await opened.at(-1)?.checkpoints.close();
    const checkpoints = ground.open();
    const decode = decodeCloudEvent;
    const bus = new LogBus({
      name: 'own',
      own,
      logs: { other },
      topics,
      decode,
      checkpoints,
      now,
      retry: contractRetry,
    });
    opened.push({ bus, checkpoints });
    return bus;
  };
  const close = async (): Promise<void> => {
    for (const { bus } of opened.slice(0, -1)) void bus.close();
    await opened.at(-1)!.bus.close();
    await opened.at(-1)!.checkpoints.close();
    await own.close();
    await other.close();
    ground.remove();
  };
  return { bus: await open(), restart: open, close };
};

const inMemory = (): Ground => {
  const records = new InMemoryGroupRecords();
  return {
    own: new InMemoryEventStore({ now }),
    other: new InMemoryEventStore({ now }),
    open: () => new InMemoryCheckpoints(records),
    remove: () => undefined,
  };
};

const onDisk = async (): Promise<Ground> => {
  const directory = mkdtempSync(join(tmpdir(), 'log-bus-'));
  return {
    own: await SqliteEventStore.open({ file: join(directory, 'own.db'), now }),
    other: await SqliteEventStore.open({ file: join(directory, 'other.db'), now }),
    open: () => SqliteCheckpoints.open({ directory, name: 'own' }),
    remove: () => rmSync(directory, { recursive: true }),
  };
};

busContract('logs in memory', () => harnessOver(inMemory()));
busContract('logs in SQLite', async () => harnessOver(await onDisk()));
