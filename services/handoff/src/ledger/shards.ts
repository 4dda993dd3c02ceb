import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Bus } from '@baton/bus';
import { shardOf } from '@baton/contracts';
import type { EventStore } from '@baton/event-store';
import type { FailedCase, HandoffEngine } from '@baton/handoff-engine';
import { BUS, CLOCK, type Clock, HealthRegistry } from '@baton/service-kit';
import { LedgerShard } from './ledger-shard.ts';
import { LedgerWriter } from './ledger-writer.ts';

/** One ledger store a shard, in order. */
export const LEDGERS = Symbol('ledgers');

const logger = new Logger('ledger');
const say = ({ caseId, because }: FailedCase): void =>
  logger.error(`Case ${caseId} is left alone until its next fact: ${because}`);

/** The shards that this process runs. */
@Injectable()
export class Shards implements OnModuleInit, OnApplicationShutdown {
  private readonly shards: readonly LedgerShard[];

  constructor(
    @Inject(LEDGERS) private readonly ledgers: readonly EventStore[],
    @Inject(BUS) bus: Bus,
    @Inject(CLOCK) private readonly clock: Clock,
    health: HealthRegistry,
  ) {
    const setting = { bus, clock, health, shards: ledgers.length };
    this.shards = ledgers.map((store, shard) => new LedgerShard(new LedgerWriter(shard, store, say), setting));
  }

  async onModuleInit(): Promise<void> {
    for (const shard of this.shards) await shard.start();
  }

  async onApplicationShutdown(): Promise<void> {
    for (const shard of this.shards) await shard.stop();
  }

  now(): number {
    return this.clock.now();
  }

  /** Any shard's engine: each has all calendars, parties and absences. */
  get reference(): HandoffEngine['reference'] {
    return this.shards[0]!.writer.engine.reference;
  }

  /** The one that folds the case. Read it, never change it. */
  engineOf(caseId: string): HandoffEngine {
    return this.shards[this.shardOf(caseId)]!.writer.engine;
  }

  shardOf(caseId: string): number {
    return shardOf(caseId, this.shards.length);
  }

  ledger(shard: number): EventStore {
    return this.ledgers[shard]!;
  }
}
