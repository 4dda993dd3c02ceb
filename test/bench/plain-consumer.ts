// A plain consumer on kafkajs as it is published, in a process of its own: `node plain-consumer.ts BROKERS TOPIC EVENTS [parse]`.
import { randomUUID } from 'node:crypto';
import { Kafka, type KafkaMessage, logLevel } from 'kafkajs';

const [brokers = '', topic = '', events = '', work] = process.argv.slice(2);
const wanted = Number(events);

const withEach = (message: KafkaMessage): void => {
  if (work === 'parse') JSON.parse(message.value!.toString());
};

const consumer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).consumer({
  groupId: `plain-${randomUUID()}`,
  maxWaitTimeInMs: 250,
});
const all = Promise.withResolvers<void>();
let [seen, before, startedAt] = [0, 0, 0];
let cpuBefore = process.cpuUsage();
await consumer.connect();
await consumer.subscribe({ topics: [topic], fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachBatch: async ({ batch }) => {
    for (const message of batch.messages) withEach(message);
    seen += batch.messages.length;
    // Connecting and joining the group come before the first batch.
    if (before === 0) [before, startedAt, cpuBefore] = [seen, performance.now(), process.cpuUsage()];
    if (seen >= wanted) all.resolve();
  },
});
await all.promise;
const seconds = (performance.now() - startedAt) / 1_000;
const { user, system } = process.cpuUsage(cpuBefore);
const counted = seen - before;
process.stdout.write(JSON.stringify({ rate: counted / seconds, cpuMicroseconds: (user + system) / counted }));
await consumer.disconnect();
