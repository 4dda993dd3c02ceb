import { type Bus, type BusPosition, type Consumer, type Delivery, eventsTopic, referenceTopic } from '@baton/bus';
import { type Fact, type SetAside, caseIdOf, domainMaps, factsOf } from '@baton/contracts';
import { type Clock, type HealthRegistry, clockTopic, stopwatch } from '@baton/service-kit';
import type { LedgerMetrics } from '../ledger-metrics/ledger-metrics.ts';
import { inAppendSpan } from '../ledger-spans/append-span.ts';
import { Fenced } from './fenced-ledger.ts';
import type { LedgerWriter } from './ledger-writer.ts';

const reloadDelayMs = 1_000;

export interface ShardSetting {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly health: HealthRegistry;
  readonly metrics: LedgerMetrics;
  /** Of how many. */
  readonly shards: number;
}

/** Reads its part of the bus into the ledger, and wakes when something is due. One thing at a time. */
export class LedgerShard {
  /** How long folding the ledger took. */
  loadSeconds = 0;
  private consumer: Consumer | undefined;
  private cancelAlarm: () => void = () => undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    readonly writer: LedgerWriter,
    private readonly setting: ShardSetting,
  ) {}

  async start(): Promise<void> {
    const spent = stopwatch();
    await this.writer.load(this.setting.clock.now());
    this.loadSeconds = spent() / 1_000;
    const { bus, shards } = this.setting;
    this.consumer = await bus.consumeBatches(
      {
        reader: this.name,
        topics: [eventsTopic, referenceTopic, clockTopic],
        after: this.writer.position,
        shards: { own: [this.writer.shard], of: shards, everyShard: [referenceTopic, clockTopic] },
      },
      (batch, position) => this.inTurn(() => this.take(batch, position)),
    );
    this.consumer.failed.catch((fault: unknown) => this.recover(fault));
    this.setting.health.report(this.name, undefined);
    this.setAlarm();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.cancelAlarm();
    await this.consumer?.stop();
    await this.turn.catch(() => undefined);
  }

  private get name(): string {
    return `ledger-${this.writer.shard}`;
  }

  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const run = this.turn.then(task);
    this.turn = run.catch(() => undefined);
    return run;
  }

  private async take(batch: readonly Delivery[], position: BusPosition): Promise<void> {
    const written = this.setting.metrics.taken(this.writer.shard, batch);
    const facts: Fact[] = [];
    const setAside: SetAside[] = [];
    let now = this.setting.clock.now();
    for (const { topic, event } of batch) {
      if (topic === clockTopic) now = Math.max(now, (event.data as { readonly now: number }).now);
      else {
        const decoded = decodedOf(event, now);
        if ('facts' in decoded) facts.push(...decoded.facts);
        else setAside.push(decoded);
      }
    }
    await inAppendSpan(this.writer.shard, batch, () => this.writer.append({ facts, setAside, now, position }));
    written(this.setting.clock.now());
    this.setAlarm();
  }

  private setAlarm(): void {
    this.cancelAlarm();
    const due = this.writer.engine.nextDue();
    if (due === undefined || this.stopped) return;
    this.cancelAlarm = this.setting.clock.at(due, () =>
      this.inTurn(() => this.take([], this.writer.position)).catch((fault: unknown) => this.recover(fault)),
    );
  }

  /** A fence is final. After any other fault the engine may be ahead of the ledger: begin again from the ledger. */
  private recover(fault: unknown): void {
    if (this.stopped) return;
    this.cancelAlarm();
    const reason = fault instanceof Error ? fault.message : String(fault);
    this.setting.health.report(this.name, reason);
    if (fault instanceof Fenced) {
      this.stopped = true;
      void this.consumer?.stop();
      return;
    }
    setTimeout(() => void this.restart(), reloadDelayMs).unref();
  }

  private async restart(): Promise<void> {
    try {
      await this.consumer?.stop();
      if (!this.stopped) await this.start();
    } catch (fault) {
      this.recover(fault);
    }
  }
}

/** An event that cannot be read must not hold up those behind it, whoever let it in. */
const decodedOf = (event: Delivery['event'], now: number): { readonly facts: readonly Fact[] } | SetAside => {
  try {
    const decoded = factsOf(event, domainMaps, now);
    return 'facts' in decoded ? decoded : setAside(event, decoded.because);
  } catch (fault) {
    return setAside(event, `cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
};

const setAside = (event: Delivery['event'], because: string): SetAside => {
  const caseId = caseIdOf(event);
  return { event: `${event.source} ${event.id}`, ...(caseId === undefined ? {} : { caseId }), because };
};
