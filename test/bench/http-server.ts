// One of the two servers that http.bench.ts compares, in a process of its own: `http-server.ts baton|bare FOLDER`.
import { SqliteEventStore } from '@baton/event-store-sqlite';
import { startStandalone } from '@baton/standalone';
import fastify from 'fastify';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

/** What the fewest lines would do: the body on disk as one event, then the answer. */
const startBare = async (folder: string): Promise<string> => {
  const store = await SqliteEventStore.open({ file: join(folder, 'bare.db'), now: Date.now });
  const server = fastify();
  server.post('/v1/events', async (request, reply) => {
    const id = randomUUID();
    await store.append(`inbox-${id}`, -1, [{ id, type: 'cloud-event', data: request.body }]);
    return reply.code(202).send({ stored: [{ id }] });
  });
  return server.listen({ port: 0, host: '127.0.0.1' });
};

const startBaton = async (folder: string): Promise<string> => {
  const setting = { host: '127.0.0.1', port: 0, speed: 1, shards: 1, help: false };
  return (await startStandalone({ ...setting, data: folder, empty: true })).url;
};

const [kind, folder] = process.argv.slice(2);
const url = await (kind === 'baton' ? startBaton : startBare)(folder!);
process.send!({ url });
process.on('message', () => process.send!({ cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit(0));
