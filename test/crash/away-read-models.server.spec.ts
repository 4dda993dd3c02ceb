import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type LedgerAppend, ledgerStream } from '@baton/contracts';
import { SqliteEventLog } from '@baton/event-store-sqlite';
import { type KafkaServer, startKafka } from '../../tools/servers/kafka.mjs';
import { type MongodServer, startMongod } from '../../tools/servers/mongod.mjs';
import { type Answer, Caller } from './caller.ts';
import { hurriedHospital } from './hurried-hospital.ts';
import { type RunningProgram, startProgram } from './running-program.ts';

const limitMs = 240_000;
const withinMs = 60_000;
/** A minute in the deep run; in any case longer than what counts as following closely. */
const awayMs = process.env['BATON_DEEP'] === undefined ? 15_000 : 60_000;

let folder: string;
let kafka: KafkaServer;
let mongod: MongodServer;
let program: RunningProgram;
let caller: Caller;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-away-'));
  kafka = await startKafka({ folder: join(folder, 'kafka') });
  mongod = await startMongod({ folder: join(folder, 'mongod') });
  process.env['BATON_BUS'] = kafka.url;
  process.env['BATON_READ_MODELS'] = mongod.url;
  process.env['BATON_NAMESPACE'] = `away-${randomUUID().slice(0, 8)}`;
  program = await startProgram(join(folder, 'data'), ['--empty']);
  caller = new Caller(program.url);
}, limitMs);

afterAll(async () => {
  for (const name of ['BATON_BUS', 'BATON_READ_MODELS', 'BATON_NAMESPACE']) delete process.env[name];
  caller.close();
  await program.kill();
  await kafka.stop();
  await mongod.stop();
  await rm(folder, { recursive: true });
}, limitMs);

const get = (path: string): Promise<Answer> => caller.call({ method: 'GET', path });

const publish = async (events: readonly object[]): Promise<void> => {
  const headers = { 'content-type': 'application/cloudevents-batch+json' };
  const body = JSON.stringify(events);
  expect(await caller.call({ method: 'POST', path: '/v1/events', headers, body })).toMatchObject({ status: 202 });
};

const about = (caseId: string, type: string, data: object): object => ({
  ...{ specversion: '1.0', source: '/equipment', id: `${caseId}-${type}` },
  ...{ actor: 'Q', partitionkey: caseId, type: `baton.${type}.v1`, data },
});
const opened = (caseId: string): object =>
  about(caseId, 'case.opened', { title: caseId, customer: 'Q', route: 'hospital-purchasing' });

/** A case whose first leg nobody accepts, although little time is left for it. */
const waiting = (caseId: string): readonly object[] => [
  opened(caseId),
  about(caseId, 'handoff.offered', { leg: 'diagnose', to: 'E' }),
];

const until = async <T>(look: () => Promise<T>, isSo: (found: T) => boolean): Promise<T> => {
  const limit = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (isSo(found)) return found;
    if (performance.now() > limit) throw new Error(`still ${JSON.stringify(found).slice(0, 2_000)}`);
    await pause(100);
  }
};

/** What was decided about a case, as the ledger has it on disk. */
const decided = async (caseId: string): Promise<readonly string[]> => {
  const log = await SqliteEventLog.open({ file: join(folder, 'data/real/ledger-0.db') });
  const found: string[] = [];
  for await (const { data } of log.readStream(ledgerStream(0)))
    for (const decision of (data as LedgerAppend).decisions) if (decision.caseId === caseId) found.push(decision.type);
  await log.close();
  return found;
};
const bothCallsOf = (caseId: string): Promise<unknown> =>
  until(
    () => decided(caseId),
    (types) => types.filter((type) => type === 'rung-fired').length === 2,
  );

/** All that is in the ledger by now: the read models show it in the same order. */
const allIsShown = async (marker: string): Promise<void> => {
  await publish([opened(marker)]);
  await until(
    () => get(`/v1/events/%2Fequipment/${marker}-case.opened`),
    ({ status }) => status === 200,
  );
};

const boardOf = async (caseId: string): Promise<Answer> => get(`/v1/stalls?state=all&case=${caseId}`);
const stallsIn = ({ body }: Answer): readonly object[] =>
  (body as { readonly stalls?: readonly object[] }).stalls ?? [];

it(
  'events are taken and calls go out without read models; the board says since when it is stale, and is rebuilt',
  async () => {
    await publish([...hurriedHospital(Date.now()), ...waiting('before')]);
    await bothCallsOf('before');
    await allIsShown('first');
    const before = await boardOf('before');
    expect(stallsIn(before)).toHaveLength(1);

    await mongod.kill();
    const awayAt = performance.now();
    await publish(waiting('meanwhile'));
    await bothCallsOf('meanwhile');
    const away = await until(
      () => boardOf('before'),
      ({ body }) => /since 20/.test(JSON.stringify(body)),
    );
    expect(away).toMatchObject({ status: 503, body: { title: 'The read models cannot be reached' } });
    const ready = await get('/health/ready');
    expect(ready.status).toBe(503);
    expect(JSON.stringify(ready.body)).toMatch(/nothing since 20.* is shown: ledger 0 was at/);
    await pause(Math.max(0, awayMs - (performance.now() - awayAt)));

    await mongod.wipe();
    await allIsShown('second');
    // Who reads may take a second to notice that the collections are others now.
    const after = await until(
      () => boardOf('before'),
      (answer) => stallsIn(answer).length > 0,
    );
    expect(stallsIn(after)).toEqual(stallsIn(before));
    expect(stallsIn(await boardOf('meanwhile'))).toHaveLength(1);
    await until(
      () => get('/health/ready'),
      ({ status }) => status === 200,
    );
    expect((await boardOf('before')).body).not.toHaveProperty('staleSince');
  },
  limitMs,
);
