// What Kafka costs: events through it into ledgers and decisions, against a plain consumer of the same topic and against
// the embedded mode; from publish to ledger; a take-over; what everything costs while nobody does anything.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openEmbedded } from './embedded-ground.ts';
import { idleCpu } from './idle-cpu.ts';
import { type Ingested, ingest, ingestAlone } from './ingest.ts';
import { type Ground, openGround, partitions } from './kafka-ground.ts';
import { followLedgers } from './kafka-ledgers.ts';
import { casesOf, rulesOf } from './kafka-stream.ts';
import { type Reporter, createReporter, median } from './report.ts';
import { takeOver } from './take-over.ts';

const run = promisify(execFile);
const pollMs = 10;

interface Consumed {
  readonly rate: number;
  readonly cpuMicroseconds: number;
}

const consumed = async ({ brokers, topic }: Ground, events: number, work: string): Promise<Consumed> => {
  const script = join(import.meta.dirname, 'plain-consumer.ts');
  const options = ['--disable-warning=ExperimentalWarning', script, brokers, topic, String(events), work];
  return JSON.parse((await run(process.execPath, options)).stdout) as Consumed;
};

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length * part)]!;

/** Milliseconds from the call to publish until an append with the event and its decisions is on disk, seen from outside. */
const delays = async (ground: Ground, { seconds, rate }: { seconds: number; rate: number }): Promise<number[]> => {
  const publishedAt = new Map<string, number>();
  const found: number[] = [];
  const heard = await followLedgers(ground, ({ facts }) => {
    for (const { id } of facts) {
      const at = publishedAt.get(id);
      if (at !== undefined) found.push(performance.now() - at);
    }
    return 0;
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
  await heard.stop();
  return found;
};

export interface KafkaLoad {
  readonly cases: number;
  readonly openCases: number;
  readonly seconds: number;
  readonly idle: { readonly settleSeconds: number; readonly seconds: number };
}

const embedded = async (reporter: Reporter, cases: number): Promise<Ingested> => {
  const what = { rules: rulesOf(Date.now()), events: casesOf(cases) };
  const alone = await ingestAlone(what.rules, what.events);
  reporter.report({ bench: 'no bus, into one ledger and read models', value: alone, unit: 'events/s' });
  const ground = await openEmbedded(partitions, what);
  try {
    const found = await ingest(ground, what.events);
    reporter.report({ bench: 'embedded, into ledgers', value: found.ledgers, unit: 'events/s' });
    reporter.report({ bench: 'embedded, into read models', value: found.shown, unit: 'events/s' });
    reporter.report({ bench: 'embedded, CPU of an event', value: found.cpuMicroseconds, unit: 'µs' });
    return found;
  } finally {
    await ground.close();
  }
};

const throughKafka = async (reporter: Reporter, ground: Ground, cases: number): Promise<Ingested> => {
  const events = casesOf(cases);
  await ground.publish(events);
  const counting = [await consumed(ground, events.length, 'count'), await consumed(ground, events.length, 'count')];
  const parsing = [await consumed(ground, events.length, 'parse'), await consumed(ground, events.length, 'parse')];
  const found = await ingest(ground, events);
  const against = (bench: string, plain: readonly Consumed[], goal?: number): void => {
    const limit = median(plain.map(({ rate }) => rate));
    const ratio = found.ledgers / limit;
    const wanted = goal === undefined ? {} : { goal };
    reporter.report({ bench, value: found.ledgers, unit: 'events/s', limit, ratio, ...wanted });
  };
  against('kafka, into ledgers, plain consumer', counting, 0.2);
  against('kafka, into ledgers, one that parses', parsing);
  reporter.report({ bench: 'kafka, into read models', value: found.shown, unit: 'events/s' });
  const limit = median(counting.map(({ cpuMicroseconds }) => cpuMicroseconds));
  const value = found.cpuMicroseconds;
  reporter.report({ bench: 'kafka, CPU of an event, plain consumer', value, unit: 'µs', limit, ratio: limit / value });
  return found;
};

const taken = async (reporter: Reporter, ground: Ground, openCases: number): Promise<void> => {
  const events = casesOf(openCases, 2);
  await ground.publish(events);
  const own = new Set(events.map(({ source, id }) => `${source} ${id}`));
  const heard = await followLedgers(ground, ({ facts }) => facts.filter(({ id }) => own.has(id)).length);
  const first = await ground.instance();
  await heard.until(own.size);
  await first.stop();
  await heard.stop();
  const { whole, folding } = await takeOver(() => ground.instance(), partitions);
  reporter.report({ bench: `take-over, ${openCases} open cases`, value: whole, unit: 's' });
  reporter.report({ bench: 'take-over, of that folding', value: folding, unit: 's' });
};

export const kafkaBench = async (reporter: Reporter, load: KafkaLoad): Promise<void> => {
  const { cases, openCases, seconds, idle } = load;
  const onOneMachine = await embedded(reporter, cases);
  const ground = await openGround();
  try {
    const found = await throughKafka(reporter, ground, cases);
    const [value, limit] = [found.ledgers, onOneMachine.ledgers];
    reporter.report({ bench: 'kafka, into ledgers, embedded', value, unit: 'events/s', limit, ratio: value / limit });
    const late = await delays(ground, { seconds, rate: 200 });
    reporter.report({ bench: 'kafka, publish to ledger at 200/s, p50', value: percentile(late, 0.5), unit: 'ms' });
    reporter.report({ bench: 'kafka, publish to ledger at 200/s, p99', value: percentile(late, 0.99), unit: 'ms' });
    await taken(reporter, ground, openCases);
    for (const [name, used] of await idleCpu(partitions, idle))
      reporter.report({ bench: `idle, CPU of all ${name}`, value: used, unit: 's a minute' });
  } finally {
    await ground.close();
  }
};

if (import.meta.main) {
  const smoke = process.argv.includes('--smoke');
  const reporter = createReporter();
  await kafkaBench(
    reporter,
    smoke
      ? { cases: 100, openCases: 100, seconds: 1, idle: { settleSeconds: 1, seconds: 2 } }
      : { cases: 20_000, openCases: 100_000, seconds: 20, idle: { settleSeconds: 20, seconds: 60 } },
  );
  process.exitCode = reporter.missed.length > 0 && !smoke ? 1 : 0;
}
