import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type CloudEvent, eventOf } from '@baton/contracts';
import { Caller, NotSent, Unanswered } from './caller.ts';
import type { HandoffInstance } from './handoff-instance.ts';
import { hurriedHospital } from './hurried-hospital.ts';

const source = '/shower';
const patienceMs = 240_000;
const retryDelayMs = 100;

/** What becomes of each case, in this order. */
const story = [
  { type: 'baton.case.opened.v1', title: 'Gasket', customer: 'Q', route: 'hospital-purchasing' },
  { type: 'baton.handoff.offered.v1', leg: 'diagnose', to: 'E' },
  { type: 'baton.handoff.accepted.v1', leg: 'diagnose' },
  { type: 'baton.handoff.completed.v1', leg: 'diagnose' },
  { type: 'baton.handoff.offered.v1', leg: 'request', to: 'Q' },
  { type: 'baton.handoff.accepted.v1', leg: 'request' },
] as const;

/** Events that keep coming in, at whichever instance answers, each until it was taken. */
export class Shower {
  /** Ids, as the ledger has them, of the facts whose events were taken. */
  readonly taken: string[] = [];
  private readonly callers = new Map<string, Caller>();
  private running: Promise<unknown> = Promise.resolve();
  private isOver = false;

  constructor(private readonly instances: () => readonly HandoffInstance[]) {}

  async open(): Promise<void> {
    for (const event of hurriedHospital(Date.now())) await this.publish(event);
  }

  /** So many cases at a time. */
  start(lanes: number): void {
    const lane = async (): Promise<void> => {
      while (!this.isOver) await this.tellCase(randomUUID());
    };
    this.running = Promise.all(Array.from({ length: lanes }, lane));
    this.running.catch(() => undefined);
  }

  /** Resolves when every case that was begun has been told. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
    for (const caller of this.callers.values()) caller.close();
  }

  private async tellCase(caseId: string): Promise<void> {
    for (const [index, fact] of story.entries()) {
      const header = { id: `${source} ${caseId}-${index}`, caseId, occurredAt: Date.now(), actor: 'E' };
      await this.publish(eventOf({ ...header, ...fact }));
      await pause(randomInt(20));
    }
  }

  private async publish(event: CloudEvent): Promise<void> {
    const until = performance.now() + patienceMs;
    const headers = { 'content-type': 'application/cloudevents+json' };
    for (;;) {
      const instance = this.any();
      if (instance !== undefined && (await this.isTaken(instance.url, { headers, body: JSON.stringify(event) }))) break;
      if (performance.now() > until) throw new Error(`nobody takes ${event.source} ${event.id}`);
      await pause(retryDelayMs);
    }
    this.taken.push(`${event.source} ${event.id}`);
  }

  private async isTaken(url: string, what: { headers: Record<string, string>; body: string }): Promise<boolean> {
    const caller = this.callers.get(url) ?? new Caller(url);
    this.callers.set(url, caller);
    const answer = caller.call({ method: 'POST', path: '/v1/events', ...what });
    const none = new AbortController();
    const late = pause(5_000, undefined, { signal: none.signal }).catch(() => undefined);
    try {
      return (await Promise.race([answer, late]))?.status === 202;
    } catch (fault) {
      if (fault instanceof Unanswered || fault instanceof NotSent) return false;
      throw fault;
    } finally {
      answer.catch(() => undefined);
      none.abort();
    }
  }

  private any(): HandoffInstance | undefined {
    const running = this.instances().filter(({ isRunning }) => isRunning);
    return running[randomInt(Math.max(running.length, 1))];
  }
}
