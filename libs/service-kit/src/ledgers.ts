import type { Consumer, ShardHandler } from '@baton/bus';
import type { Generation } from '@baton/contracts';
import type { EventLog, EventStore } from '@baton/event-store';

/** The ledgers of all shards, and who writes them. */
export interface Ledgers {
  /** One a shard, in order. Everybody may read all of them. */
  readonly stores: readonly EventStore[];
  /** Those of the present one are `stores`; it comes last. */
  readonly generations: readonly Generation[];
  /** Of any generation, by its number. */
  log(ledger: number): EventLog;
  /** Other processes may own some of the shards. */
  readonly isShared: boolean;
  /** Hands out the shards until it is stopped. Where nobody else can have any, all run when it resolves. */
  share(handler: ShardHandler): Promise<Consumer>;
}
