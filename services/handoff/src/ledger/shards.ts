import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Bus } from '@baton/bus';
import { shardOf } from '@baton/contracts';
import type { EventStore } from '@baton/event-store';
import type { FailedCase, HandoffEngine } from '@baton/handoff-engine';
import { BUS, CLOCK, type Clock, HealthRegistry, type SaidOf } from '@baton/service-kit';
import { LedgerMetrics } from '../ledger-metrics/ledger-metrics.ts';
import { LedgerShard } from './ledger-shard.ts';
import { LedgerWriter, type WriterWatch } from './ledger-writer.ts';

/** One ledger store a shard, in order. */
export const LEDGERS = Symbol('ledgers');

const logger = new Logger('ledger');
const say = ({ caseId, because }: FailedCase): void => {
  const line: SaidOf = { text: 'a case is left alone until its next fact', caseId, reason: because };
  logger.error(line);
};

/** The shards that this process runs. */
@Injectable()
export class Shards implements OnModuleInit, OnApplicationShutdown {
  readonly running: readonly LedgerShard[];

  constructor(
    @Inject(LEDGERS) private readonly ledgers: readonly EventStore[],
    @Inject(BUS) bus: Bus,
    @Inject(CLOCK) private readonly clock: Clock,
    health: HealthRegistry,
    metrics: LedgerMetrics,
  ) {
    const setting = { bus, clock, health, metrics, shards: ledgers.length };
    const watch: WriterWatch = {
      failed: (failed) => {
        metrics.caseFailed();
        say(failed);
      },
      appended: (append) => metrics.appended(append),
    };
    this.running = ledgers.map((store, shard) => new LedgerShard(new LedgerWriter(shard, store, watch), setting));
  }

  async onModuleInit(): Promise<void> {
    for (const shard of this.running) await shard.start();
  }

  async onApplicationShutdown(): Promise<void> {
    for (const shard of this.running) await shard.stop();
  }

  now(): number {
    return this.clock.now();
  }

  /** Any shard's engine: each has all calendars, parties and absences. */
  get reference(): HandoffEngine['reference'] {
    return this.running[0]!.writer.engine.reference;
  }

  /** The one that folds the case. Read it, never change it. */
  engineOf(caseId: string): HandoffEngine {
    return this.running[this.shardOf(caseId)]!.writer.engine;
  }

  shardOf(caseId: string): number {
    return shardOf(caseId, this.running.length);
  }

  ledger(shard: number): EventStore {
    return this.ledgers[shard]!;
  }
}
