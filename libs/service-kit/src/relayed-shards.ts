import type { ShardHandler } from '@baton/bus';
import type { EventRelay, Relayed } from './event-relay.ts';
import type { Stores } from './stores.module.ts';

/** Whoever owns a shard also puts its ledger on the bus. */
export class RelayedShards implements ShardHandler {
  readonly #relays = new Map<number, EventRelay>();

  constructor(
    private readonly handler: ShardHandler,
    private readonly stores: Pick<Stores, 'relayedLedger'>,
    private readonly relay: (relayed: Relayed) => EventRelay,
  ) {}

  async assigned(shard: number): Promise<void> {
    await this.handler.assigned(shard);
    this.#relays.set(shard, this.relay(this.stores.relayedLedger(shard)));
  }

  async revoked(shard: number): Promise<void> {
    await this.handler.revoked(shard);
    await this.#relays.get(shard)?.stop();
    this.#relays.delete(shard);
  }

  settled(): void {
    this.handler.settled();
  }
}
