// What Kafka costs: events through it into ledgers and decisions, against a consumer of the same topic that only counts.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type LedgerAppend, ledgerStream } from '@baton/contracts';
import { SqliteEventLog } from '@baton/event-store-sqlite';
import { Kafka, logLevel } from 'kafkajs';
import { join } from 'node:path';
import type { HandoffInstance } from '../crash/handoff-instance.ts';
import { type Ground, casesOf, openGround, partitions } from './kafka-ground.ts';
import { type Reporter, createReporter, median } from './report.ts';

const pollMs = 10;

/** Events a second of a consumer that does nothing with them. */
const countedBare = async ({ brokers, topic }: Ground, events: number): Promise<number> => {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `bare-${randomUUID()}`, maxWaitTimeInMs: 250 });
  const all = Promise.withResolvers<void>();
  let seen = 0;
  let startedAt = 0;
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      if (seen === 0) startedAt = performance.now();
      seen += batch.messages.length;
      if (seen >= events) all.resolve();
    },
  });
  await all.promise;
  const seconds = (performance.now() - startedAt) / 1_000;
  await consumer.disconnect();
  return events / seconds;
};

/** Hears of each append of every shard as it is on disk. */
const followLedgers = async (data: string, hear: (append: LedgerAppend) => void): Promise<() => Promise<void>> => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const logs = await Promise.all(
    Array.from({ length: partitions }, (_, shard) =>
      SqliteEventLog.open({ file: join(data, 'real', `ledger-${shard}.db`) }),
    ),
  );
  const following = logs.map(async (log, shard) => {
    for await (const item of log.subscribe({ prefixes: [ledgerStream(shard)], signal }))
      if (item.kind === 'event') hear(item.event.data as LedgerAppend);
  });
  return async () => {
    stopping.abort();
    await Promise.all(following);
    await Promise.all(logs.map((log) => log.close()));
  };
};

const caseFactsIn = ({ facts }: LedgerAppend): number => facts.filter((fact) => 'caseId' in fact).length;

/** Events a second from a topic that is full already, until all of them are in the ledgers with what they decide. */
const foldedThrough = async (ground: Ground, events: number): Promise<number> => {
  const { promise: all, resolve } = Promise.withResolvers<void>();
  let startedAt = 0;
  let folded = 0;
  const stop = await followLedgers(ground.data, (append) => {
    if (folded === 0) startedAt = performance.now();
    folded += caseFactsIn(append);
    if (folded >= events) resolve();
  });
  const instance = await ground.instance();
  await all;
  const seconds = (performance.now() - startedAt) / 1_000;
  await instance.stop();
  await stop();
  return events / seconds;
};

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length * part)]!;

/** Milliseconds from the call to publish until an append with the event and its decisions is on disk, seen from outside. */
const delays = async (ground: Ground, { seconds, rate }: { seconds: number; rate: number }): Promise<number[]> => {
  const publishedAt = new Map<string, number>();
  const found: number[] = [];
  const stop = await followLedgers(ground.data, ({ facts }) => {
    for (const { id } of facts) {
      const at = publishedAt.get(id);
      if (at !== undefined) found.push(performance.now() - at);
    }
  });
  const instance = await ground.instance();
  await pause(2_000);
  const events = casesOf(seconds * rate, 1);
  const publishing: Promise<void>[] = [];
  for (const event of events) {
    publishedAt.set(`${event.source} ${event.id}`, performance.now());
    publishing.push(ground.publish([event]));
    await pause(1_000 / rate);
  }
  await Promise.all(publishing);
  while (found.length < events.length) await pause(pollMs);
  await instance.stop();
  await stop();
  return found;
};

const until = async (isDone: () => boolean): Promise<number> => {
  const startedAt = performance.now();
  while (!isDone()) await pause(pollMs);
  return (performance.now() - startedAt) / 1_000;
};

const takenOver = ({ log }: HandoffInstance): number => log.match(/is taken over/g)?.length ?? 0;
const givenUp = ({ log }: HandoffInstance): number => log.match(/is given up/g)?.length ?? 0;
const owned = (instance: HandoffInstance): number => takenOver(instance) - givenUp(instance);

/** Seconds from the death of an instance until the other one has all its shards, and of that how long folding took. */
const takeOver = async (ground: Ground): Promise<{ readonly whole: number; readonly folding: number }> => {
  const [one, other] = [await ground.instance(), await ground.instance()];
  await until(() => owned(one) + owned(other) === partitions && owned(one) > 0 && owned(other) > 0);
  await one.kill();
  const whole = await until(() => owned(other) === partitions);
  const folding = [...other.log.matchAll(/is taken over in ([\d.]+) s/g)].map(([, seconds]) => Number(seconds));
  await other.stop();
  return { whole, folding: Math.max(...folding.slice(-partitions / 2)) };
};

export interface KafkaLoad {
  readonly cases: number;
  readonly openCases: number;
  readonly seconds: number;
}

export const kafkaBench = async (reporter: Reporter, { cases, openCases, seconds }: KafkaLoad): Promise<void> => {
  const ground = await openGround();
  try {
    const events = casesOf(cases);
    await ground.publish(events);
    const bare = [await countedBare(ground, events.length), await countedBare(ground, events.length)];
    const through = await foldedThrough(ground, events.length);
    const limit = median(bare);
    reporter.report({
      ...{ bench: 'kafka, into ledgers, bare consumer', value: through, unit: 'events/s' },
      ...{ limit, ratio: through / limit, goal: 0.2 },
    });
    const found = await delays(ground, { seconds, rate: 200 });
    reporter.report({ bench: 'kafka, publish to ledger at 200/s, p50', value: percentile(found, 0.5), unit: 'ms' });
    reporter.report({ bench: 'kafka, publish to ledger at 200/s, p99', value: percentile(found, 0.99), unit: 'ms' });
    await ground.publish(casesOf(openCases, 2));
    const { whole, folding } = await takeOver(ground);
    reporter.report({ bench: `kafka, take-over, ${openCases} open cases`, value: whole, unit: 's' });
    reporter.report({ bench: 'kafka, take-over, of that folding', value: folding, unit: 's' });
  } finally {
    await ground.close();
  }
};

if (import.meta.main) {
  const smoke = process.argv.includes('--smoke');
  const reporter = createReporter();
  await kafkaBench(
    reporter,
    smoke ? { cases: 100, openCases: 100, seconds: 1 } : { cases: 25_000, openCases: 100_000, seconds: 20 },
  );
  process.exitCode = reporter.missed.length > 0 && !smoke ? 1 : 0;
}
