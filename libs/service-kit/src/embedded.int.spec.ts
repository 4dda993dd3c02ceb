import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Controller, type DynamicModule, Get, Module } from '@nestjs/common';
import { alertsTopic, eventsTopic } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServiceAdapters, adapterProviders } from './adapters.ts';
import { localBackends } from './backends.ts';
import { advanceClock } from './clock-stream.ts';
import { EmbeddedAdapters, type EmbeddedOptions } from './embedded.module.ts';
import { react } from './reactor.ts';
import { startService } from './run-service.ts';
import { readSettings } from './settings.ts';

let directory: string;
let opened: EmbeddedAdapters[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'baton-embedded-'));
  opened = [];
});
afterEach(async () => {
  for (const adapters of opened) await adapters.close();
  rmSync(directory, { recursive: true });
});

const open = async (options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedAdapters> => {
  const adapters = await EmbeddedAdapters.open({ directory, clock: 'system', shards: 2, ...options });
  opened.push(adapters);
  return adapters;
};

const metadata = { caseId: 'c1', tenant: 'main', actor: { id: 'Q' }, commandId: 'k', occurredAt: 1_000 };
const raise = ({ store }: ServiceAdapters) =>
  store.append('request-c1', -1, [
    { id: 'e1', type: 'baton.request.raised.v1', data: { title: 'Door gasket' }, metadata },
  ]);

const collect = async ({ bus }: ServiceAdapters, topic: string, group = 'seen'): Promise<CloudEvent[]> => {
  const seen: CloudEvent[] = [];
  await react(bus, { group, topics: [topic] }, async (event) => {
    seen.push(event);
    return { kind: 'done' };
  });
  return seen;
};

it('carries what one service stores to the others, in one process', async () => {
  const adapters = await open();
  const requests = await adapters.for('requests');
  expect(await adapters.for('requests')).toBe(requests);
  const seen = await collect(await adapters.for('approvals'), eventsTopic);
  await raise(requests);
  await requests.bus.barrier();
  expect(seen).toEqual([
    expect.objectContaining({ id: 'e1', source: '/baton/requests', partitionkey: 'c1', actor: 'Q' }),
  ]);
});

it('carries it between processes too, in which each owns its own log', async () => {
  const requests = await (await open({ own: ['requests'] })).for('requests');
  const approvals = await (await open({ own: ['approvals'] })).for('approvals');
  const seen = await collect(approvals, eventsTopic);
  await raise(requests);
  await requests.bus.barrier();
  expect(seen.map((event) => event.id)).toEqual(['e1']);
});

it('goes on where it stopped', async () => {
  const first = await open();
  await raise(await first.for('requests'));
  const approvals = await first.for('approvals');
  const before = await collect(approvals, eventsTopic);
  await approvals.bus.barrier();
  expect(before.map((event) => event.id)).toEqual(['e1']);
  await first.close();
  const again = await (await open()).for('approvals');
  const seen = await collect(again, eventsTopic);
  await again.bus.publish(eventsTopic, [
    { specversion: '1.0', id: 'e2', source: '/hr', type: 't.v1', partitionkey: 'c1' },
  ]);
  await again.bus.barrier();
  expect(seen.map((event) => event.id)).toEqual(['e2']);
});

it('hands out the ledgers, whose decisions are alerts', async () => {
  const adapters = await open();
  expect(adapters.ledgers.stores).toHaveLength(2);
  const { bus } = await adapters.for('handoff');
  const seen = await collect({ bus } as ServiceAdapters, alertsTopic);
  const data = {
    meaning: 1,
    recordedAt: 5,
    input: {},
    facts: [],
    decisions: [{ id: 'd1', caseId: 'c1', type: 'heads-up' }],
  };
  await adapters.ledgers.stores[1]!.append('ledger-1', -1, [{ id: 'a1', type: 'ledger-append', data }]);
  await bus.barrier();
  expect(seen.map(({ id, type }) => [id, type])).toEqual([['d1', 'baton.decision.heads-up.v1']]);
});

it('follows the simulated time of the folder, which a barrier waits for', async () => {
  const clock = await (await open({ own: ['clock'] })).for('clock');
  await advanceClock(clock.store, 1_000);
  const requests = await (await open({ own: ['requests'], clock: 'followed' })).for('requests');
  expect(requests.clock.now()).toBe(1_000);
  const woken: number[] = [];
  requests.clock.at(2_000, () => woken.push(requests.clock.now()));
  await advanceClock(clock.store, 3_000);
  await clock.bus.barrier();
  expect([requests.clock.now(), woken]).toEqual([3_000, [3_000]]);
});

it('lets nobody else in who owns the same', async () => {
  const first = await open({ own: ['requests'] });
  await expect(open()).rejects.toMatchObject({ code: 'folder-in-use', exitCode: 75 });
  await first.close();
  await open();
});

@Controller()
class Hello {
  @Get('v1/hello') hello(): string {
    return 'hello';
  }
}

@Module({ controllers: [Hello] })
class HelloModule {
  static register(adapters: ServiceAdapters): DynamicModule {
    return { module: HelloModule, providers: adapterProviders(adapters) };
  }
}

const settingsFor = (port: string) =>
  readSettings({
    environment: { BATON_LOG_LEVEL: 'silent' },
    options: ['--data', directory, '--port', port],
    defaultPort: 0,
  });

it('runs a service as a process of its own, and lets go of everything when it stops or cannot start', async () => {
  const running = await startService({ name: 'requests', module: HelloModule, defaultPort: 0 }, settingsFor('0'));
  expect(await (await fetch(`${running.url}/v1/hello`)).text()).toBe('hello');
  const taken = startService(
    { name: 'payment', module: HelloModule, defaultPort: 0 },
    settingsFor(new URL(running.url).port),
  );
  await expect(taken).rejects.toMatchObject({
    code: 'port-taken',
    message: expect.stringMatching(/^Port \d+ on 127.0.0.1 is taken/),
  });
  await (await startService({ name: 'payment', module: HelloModule, defaultPort: 0 }, settingsFor('0'))).stop();
  await running.stop();
  await expect(fetch(`${running.url}/v1/hello`)).rejects.toThrow('fetch failed');
});

it('keeps the sample and the real world apart wherever the files are', async () => {
  const elsewhere = join(directory, 'elsewhere');
  const backends = {
    ...localBackends,
    eventStore: { kind: 'local', directory: elsewhere },
    readModels: { kind: 'local', directory: join(directory, 'read') },
  } as const;
  for (const world of ['sample', 'real']) {
    const adapters = await open({ directory: join(directory, world), backends });
    await raise(await adapters.for('requests'));
    await (await adapters.for('requests')).bus.barrier();
  }
  expect(readdirSync(elsewhere).sort()).toEqual(['real', 'sample']);
  expect(readdirSync(join(directory, 'read')).sort()).toEqual(['real', 'sample']);
  expect(existsSync(join(directory, 'real'))).toBe(false);
});

it('runs on the real time when its clock’s log holds something else', async () => {
  const before = await open();
  await (await before.for('clock')).store.append('story', -1, [{ id: 'e1', type: 'told', data: {} }]);
  await before.close();
  const after = await open({ clock: 'kept' });
  expect(after.clock.now()).toBeGreaterThan(Date.parse('2026-01-01'));
});
