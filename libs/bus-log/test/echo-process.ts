// A process of its own for the specs: echo-process.ts DIRECTORY NAME OTHER answers each odd event of OTHER with the next.
import { eventsTopic } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import { SqliteEventLog, SqliteEventStore } from '@baton/event-store-sqlite';
import { join } from 'node:path';
import { decodeCloudEvent, LogBus, SqliteCheckpoints } from '../src/index.ts';

const [directory = '', name = '', other = ''] = process.argv.slice(2);
const now = (): number => Date.now();

const bus = new LogBus({
  name,
  own: await SqliteEventStore.open({ file: join(directory, `${name}.db`), now }),
  logs: { [other]: await SqliteEventLog.open({ file: join(directory, `${other}.db`) }) },
  topics: { [eventsTopic]: { prefixes: [] } },
  decode: decodeCloudEvent,
  checkpoints: SqliteCheckpoints.open({ directory, name }),
  now,
});

const next = (event: CloudEvent): CloudEvent => {
  const { n } = event.data as { n: number };
  return { ...event, id: String(n + 1), type: 'even', data: { n: n + 1 } };
};

await bus.consume({ group: 'echo', topics: [eventsTopic], types: ['odd'] }, async ({ event }) => {
  await bus.publish(eventsTopic, [next(event)]);
  return { kind: 'done' };
});
process.stdout.write('ready\n');
