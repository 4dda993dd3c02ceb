import { eventsTopic } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import { SqliteEventLog, SqliteEventStore } from '@baton/event-store-sqlite';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeCloudEvent } from './inbox.ts';
import { LogBus } from './log-bus.ts';
import { SqliteCheckpoints } from './sqlite-checkpoints.ts';

const echo = join(import.meta.dirname, '../test/echo-process.ts');
const flags = ['--experimental-transform-types', '--conditions=@baton/source', '--no-warnings'];
const now = (): number => Date.now();
const eventOf = (n: number): CloudEvent => ({
  specversion: '1.0',
  id: String(n),
  source: 'urn:processes',
  type: n % 2 === 0 ? 'even' : 'odd',
  partitionkey: 'case',
  data: { n },
});

let directory: string;
let bus: LogBus;
let close: () => Promise<void>;
let child: ChildProcess | undefined;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'log-bus-'));
  const own = await SqliteEventStore.open({ file: join(directory, 'one.db'), now });
  const log = await SqliteEventLog.open({ file: join(directory, 'two.db') });
  const checkpoints = SqliteCheckpoints.open({ directory, name: 'one' });
  const topics = { [eventsTopic]: { prefixes: [] } };
  bus = new LogBus({ name: 'one', own, logs: { two: log }, topics, decode: decodeCloudEvent, checkpoints, now });
  close = async () => {
    await bus.close();
    await checkpoints.close();
    await own.close();
    await log.close();
  };
});

afterEach(async () => {
  await close();
  await kill();
  rmSync(directory, { recursive: true });
});

const startEcho = async (): Promise<void> => {
  child = spawn(process.execPath, [...flags, echo, directory, 'two', 'one'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await Promise.race([
    once(child.stdout!, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('The other process ended.'))),
  ]);
};

const kill = async (): Promise<void> => {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
};

it('the barrier waits for what goes to and fro between two processes', async () => {
  await startEcho();
  const seen: string[] = [];
  await bus.consume({ group: 'here', topics: [eventsTopic] }, async ({ event }) => {
    seen.push(event.id);
    const { n } = event.data as { n: number };
    if (n % 2 === 0 && n < 8) await bus.publish(eventsTopic, [eventOf(n + 1)]);
    return { kind: 'done' };
  });
  await bus.publish(eventsTopic, [eventOf(0)]);
  await bus.barrier();
  // Of two sources, each is in order; what one says may arrive before what it answers to.
  expect(seen.toSorted()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
});

it('a process that was killed is not waited for, and hands over what it had not done when it is back', async () => {
  await startEcho();
  await bus.barrier();
  await kill();
  await bus.publish(eventsTopic, [eventOf(1)]);
  await bus.barrier();
  const seen: string[] = [];
  await bus.consume({ group: 'here', topics: [eventsTopic] }, async ({ event }) => {
    seen.push(event.id);
    return { kind: 'done' };
  });
  await bus.barrier();
  expect(seen).toEqual(['1']);
  await startEcho();
  await bus.barrier();
  expect(seen).toEqual(['1', '2']);
});

it('a second process of the same name is refused', () => {
  expect(() => SqliteCheckpoints.open({ directory, name: 'one' })).toThrow(/runs already/);
});
