import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DynamicModule, Injectable, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { InMemoryBus, type Outcome } from '@baton/bus';
import { InMemoryEventStore } from '@baton/event-store';
import { pino } from 'pino';
import { type ServiceAdapters, adapterProviders } from '../adapters.ts';
import { CaseReaction } from '../case-reaction.ts';
import { ManualClock } from '../clock.ts';
import { createServiceApp, stopServiceApp } from '../http/service-app.ts';

@Injectable()
class GivesUp extends CaseReaction {
  protected override readonly to = { group: 'gives-up', topics: ['baton.events.v1'] };

  protected override async reactTo(): Promise<Outcome> {
    return { kind: 'park', reason: 'unknown-leg: no such leg' };
  }
}

@Module({ providers: [GivesUp] })
class GivesUpModule {
  static register(adapters: ServiceAdapters): DynamicModule {
    return { module: GivesUpModule, providers: adapterProviders(adapters) };
  }
}

const lines: Record<string, unknown>[] = [];
const logger = pino({ level: 'warn' }, { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) });
const clock = new ManualClock();
const bus = new InMemoryBus({ now: () => 0 });

let app: NestFastifyApplication;
beforeAll(async () => {
  const adapters = { clock, bus, store: new InMemoryEventStore({ now: () => 0 }), readModels: {} as never };
  app = await createServiceApp(GivesUpModule.register(adapters), { host: '127.0.0.1', port: 0, logger });
});
afterAll(async () => {
  await stopServiceApp(app);
  await bus.close();
});

it('counts what is in the quarantine, and names its case, event and trace in the log', async () => {
  const event = { specversion: '1.0', source: '/x', type: 't.v1', traceparent: '00-1' } as const;
  await bus.publish('baton.events.v1', [
    { ...event, id: 'e1', partitionkey: 'c1' },
    { ...event, id: 'e2' },
  ]);
  await bus.barrier();
  expect((await app.inject('/metrics')).body).toContain('baton_quarantined_events{group="gives-up"} 2\n');
  const said = { level: 40, context: 'reaction', msg: 'an event is in the quarantine', traceparent: '00-1' };
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...said, eventId: '/x e1', caseId: 'c1', reason: 'unknown-leg: no such leg' }),
      expect.objectContaining({ ...said, eventId: '/x e2', reason: 'the event belongs to no case' }),
    ]),
  );
  expect(lines).toHaveLength(2);
});
