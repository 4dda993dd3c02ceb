import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type BlindSpotsView, type Fact, type ReferenceFact, eventOf, formatInstant } from '@baton/contracts';
import { eventsTopic } from '@baton/bus';
import type { ReadModels } from '@baton/read-model';
import {
  type Clock,
  EmbeddedAdapters,
  ManualClock,
  createServiceApp,
  silentLogger,
  stopServiceApp,
} from '@baton/service-kit';
import { HandoffModule } from '../handoff.module.ts';
import { calendar, hour, offered, opened, roster, route } from '../ledger/ledger.fixture.ts';

const start = Date.parse('2026-03-02T00:00:00Z');
const minute = 60_000;
const week = 168 * hour;

/** Wakes who waits five minutes late. */
class SleepyClock implements Clock {
  private readonly clock = new ManualClock(start);

  now(): number {
    return this.clock.now();
  }

  at(at: number, callback: () => void): () => void {
    return this.clock.at(at + 5 * minute, callback);
  }

  set(now: number): Promise<void> {
    return this.clock.set(now);
  }
}

const clock = new SleepyClock();
let folder: string;
let adapters: EmbeddedAdapters;
let app: NestFastifyApplication;
let isAway = false;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baton-blind-'));
  adapters = await EmbeddedAdapters.open({ directory: join(folder, 'real'), clock, shards: 2 });
  const own = await adapters.for('handoff');
  const { readModels: kept } = own;
  const readModels: ReadModels = {
    collection: (definition) =>
      isAway ? Promise.reject(new Error('the server is away')) : kept.collection(definition),
    apply: (...asked) => (isAway ? Promise.reject(new Error('the server is away')) : kept.apply(...asked)),
    checkpoint: (reader) => kept.checkpoint(reader),
    reset: (...asked) => kept.reset(...asked),
    close: () => kept.close(),
  };
  const module = HandoffModule.register({ ...own, readModels }, adapters);
  app = await createServiceApp(module, { host: '127.0.0.1', port: 0, logger: silentLogger() });
});
afterAll(async () => {
  await stopServiceApp(app);
  await adapters.close();
  rmSync(folder, { recursive: true });
});

const publish = async (facts: readonly Fact[], source = '/x'): Promise<void> => {
  const headers = { 'content-type': 'application/cloudevents-batch+json' };
  const payload = JSON.stringify(facts.map((fact) => ({ ...eventOf(fact), source })));
  const response = await app.inject({ method: 'POST', url: '/v1/events', headers, payload });
  expect(response.statusCode).toBe(202);
  await (await adapters.for('handoff')).bus.barrier();
};

const seen = async (language = 'en'): Promise<BlindSpotsView['blindSpots']> =>
  (await app.inject(`/v1/blind-spots?language=${language}`)).json<BlindSpotsView>().blindSpots;

/** What there is once it is so: Baton looks every few seconds. */
const seenOnce = async (isSo: (kinds: readonly string[]) => boolean): Promise<BlindSpotsView['blindSpots']> => {
  for (const until = performance.now() + 60_000; performance.now() < until; await pause(200)) {
    const spots = await seen();
    if (isSo(spots.map(({ kind }) => kind))) return spots;
  }
  throw new Error(`in the end there are ${JSON.stringify(await seen())}`);
};

interface Readiness {
  readonly status: string;
  readonly notices?: readonly { readonly part: string; readonly notice: string }[];
}
const ready = async (): Promise<Readiness> => (await app.inject('/health/ready')).json<Readiness>();

const ending = (id: string, validThrough: string): Fact => {
  const fact = calendar(start, '00:00', '24:00') as Extract<
    ReferenceFact,
    { type: 'baton.rules.calendar-published.v1' }
  >;
  return { ...fact, calendar: { ...fact.calendar, id, validThrough } };
};

it('there is none in the beginning', async () => {
  expect([await seen(), await ready()]).toEqual([[], { status: 'ready' }]);
});

it('a calendar at its end is one, and the readiness is told without being changed', async () => {
  await publish([ending('old', '2026-02-28'), ending('soon', '2026-03-20'), calendar(start, '00:00', '24:00')]);
  const spots = await seenOnce((kinds) => kinds.length > 0);
  expect(spots.map(({ kind, calendar: id, validThrough }) => [kind, id, validThrough])).toEqual([
    ['calendar-past', 'old', '2026-02-28'],
    ['calendar-ending', 'soon', '2026-03-20'],
  ]);
  const { status, notices } = await ready();
  expect(status).toBe('ready');
  expect(notices?.map(({ notice }) => notice)).toEqual([
    'The calendar old ended with 2026-02-28.',
    'The calendar soon ends with 2026-03-20.',
  ]);
  expect((await seen('zh-CN'))[0]!.title).toBe('日历 **old** 到 **2026-02-28** 为止，已经用完。');
});

it('a deadline that is noticed late is one', async () => {
  await publish([roster(start), route(start), opened('a', start), offered('a', start)]);
  await clock.set(start + hour + 2 * minute);
  const [spot] = await seenOnce((kinds) => kinds[0] === 'late-sweep');
  expect(spot).toMatchObject({ since: formatInstant(start + hour) });
  await clock.set(start + hour + 6 * minute);
  await publish([opened('b', start)]);
  await seenOnce((kinds) => kinds[0] === 'late-sweep');
});

it('a source that does not publish as it did a week before is one, until it publishes again', async () => {
  for (let at = start + 9 * hour; at < start + 14 * hour; at += hour) {
    await clock.set(at);
    await publish([opened(`his-${at}`, at)], '/his');
  }
  await clock.set(start + week + 8 * hour);
  await publish([opened('his-last', start + week + 8 * hour)], '/his');
  await clock.set(start + week + 13 * hour);
  const spots = await seenOnce((kinds) => kinds.includes('silent-source'));
  expect(spots.find(({ kind }) => kind === 'silent-source')).toMatchObject({
    ...{ source: '/his', since: formatInstant(start + week + 8 * hour) },
    detail: expect.stringContaining('4 hours'),
  });
  expect((await app.inject('/metrics')).body).toContain('baton_blind_spots{kind="silent-source"} 1\n');
  await publish([opened('his-again', start + week + 13 * hour)], '/his');
  await seenOnce((kinds) => !kinds.includes('silent-source'));
});

it('read models that do not follow are one, and it is said without them', async () => {
  isAway = true;
  await adapters.for('handoff').then(({ bus }) => bus.publish(eventsTopic, [eventOf(opened('unseen', clock.now()))]));
  const [spot] = await seenOnce((kinds) => kinds[0] === 'stale-read-models');
  expect(spot).toMatchObject({ since: formatInstant(clock.now()) });
  isAway = false;
  await seenOnce((kinds) => !kinds.includes('stale-read-models'));
}, 120_000);

it('what there is is in the description of the interface', async () => {
  const { paths } = (await app.inject('/docs-json')).json<{ paths: Record<string, unknown> }>();
  expect(JSON.stringify(paths['/v1/blind-spots'])).toContain('stale-read-models');
});
