import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { alertsTopic, eventsTopic, InMemoryBus } from '@baton/bus';
import { type CloudEvent, cloudEventOf, type DomainEvent, type Metadata } from '@baton/contracts';
import { InMemoryEventStore, type Position } from '@baton/event-store';
import { InMemoryReadModels } from '@baton/read-model';
import { ManualClock, createServiceApp, silentLogger, stopServiceApp } from '@baton/service-kit';
import { ApprovalsModule } from './approvals.module.ts';
import type { InboxPage } from './inbox/inbox.query.ts';

export const department = 'department-signs';
export const vice = 'vice-president-signs';

interface Said {
  readonly type: string;
  readonly data: unknown;
}

/** The service in memory, with the other services played by `said`. Commands go to the case r-1. */
export class ApprovalsStage {
  readonly #clock = new ManualClock(Date.parse('2026-09-22T06:05:00Z'));
  readonly store = new InMemoryEventStore({ now: () => this.#clock.now() });
  readonly bus = new InMemoryBus({ now: () => this.#clock.now() });
  #readModels = new InMemoryReadModels();
  #app: NestFastifyApplication;
  #published = 0;
  #relayed: Position | undefined;

  static async open(): Promise<ApprovalsStage> {
    const stage = new ApprovalsStage();
    await stage.#start();
    return stage;
  }

  async #start(): Promise<void> {
    const adapters = { store: this.store, bus: this.bus, readModels: this.#readModels, clock: this.#clock };
    const settings = { host: '127.0.0.1', port: 0, logger: silentLogger() };
    this.#app = await createServiceApp(ApprovalsModule.register(adapters), settings);
  }

  async restart(readModels: 'kept' | 'lost'): Promise<void> {
    await stopServiceApp(this.#app);
    if (readModels === 'lost') this.#readModels = new InMemoryReadModels();
    await this.#start();
    await this.bus.barrier();
  }

  async close(): Promise<void> {
    await stopServiceApp(this.#app);
    await this.bus.close();
  }

  /** Puts what the service has stored on the bus, as its relay does, and waits until everybody has seen it. */
  async #settle(): Promise<void> {
    await this.bus.barrier();
    const after = this.#relayed === undefined ? {} : { after: this.#relayed };
    const { events, position } = await this.store.readAll({ prefixes: ['approval-'], ...after });
    this.#relayed = position;
    const envelopes = events.map((event) =>
      cloudEventOf({ ...event, metadata: event.metadata as Metadata }, 'approvals'),
    );
    await this.bus.publish(eventsTopic, envelopes);
    await this.bus.barrier();
  }

  /** Another service says it, and says it again. */
  async publish(topic: string, said: Said, caseId = 'r-1'): Promise<void> {
    const id = `e-${(this.#published += 1)}`;
    const envelope: CloudEvent = { specversion: '1.0', id, source: '/baton/others', partitionkey: caseId, ...said };
    await this.bus.publish(topic, [envelope, envelope]);
    await this.#settle();
  }

  said(event: DomainEvent, caseId = 'r-1'): Promise<void> {
    return this.publish(eventsTopic, event, caseId);
  }

  submitted(caseId = 'r-1'): Promise<void> {
    const data = { title: `Door gasket ${caseId}`, kind: 'purchase', amount: 480, items: [] };
    return this.said({ type: 'baton.request.submitted.v1', data }, caseId);
  }

  headsUp(caseId: string, latestFinish: string): Promise<void> {
    const data = { type: 'heads-up', caseId, leg: department, party: 'H', latestFinish: Date.parse(latestFinish) };
    return this.publish(alertsTopic, { type: 'baton.decision.heads-up.v1', data }, caseId);
  }

  deputyOrdered(more: object = {}): Promise<void> {
    const who = { kind: 'deputy', to: 'V2', grantedBy: 'A', reason: 'V is away' };
    const data = { type: 'special-handling-ordered', leg: vice, handling: 'deputy-signs', ...who, ...more };
    return this.publish(alertsTopic, { type: 'baton.decision.special-handling-ordered.v1', data });
  }

  get(path: string) {
    return this.#app.inject({ method: 'GET', url: path });
  }

  approval() {
    return this.get('/v1/approvals/r-1');
  }

  async post(action: string, payload: object, sender: { readonly actor: string; readonly key?: string }) {
    const { actor, key } = sender;
    const headers = { 'baton-actor': actor, ...(key !== undefined && { 'idempotency-key': `"${key}"` }) };
    const url = `/v1/approvals/r-1/${action}`;
    const response = await this.#app.inject({ method: 'POST', url, headers, payload });
    await this.#settle();
    return response;
  }

  async inbox(party: string, more = ''): Promise<InboxPage> {
    return (await this.get(`/v1/approvals?party=${party}${more}`)).json<InboxPage>();
  }

  async casesOf(party: string): Promise<readonly string[]> {
    return (await this.inbox(party)).items.map(({ caseId }) => caseId);
  }

  async typesIn(): Promise<readonly string[]> {
    const { events } = await this.store.readAll({ prefixes: ['approval-'] });
    return events.map(({ type }) => type.split('.')[2]!);
  }
}
