import { setTimeout as pause } from 'node:timers/promises';
import type { ShardHandler } from '@baton/bus';
import type { EventRelay, Relayed } from './event-relay.ts';
import type { Stores } from './stores.module.ts';

const lookEveryMs = 100;

export interface Relays {
  start(relayed: Relayed): EventRelay;
  /** Whether all that the log holds is on the bus. */
  isComplete(relayed: Relayed): Promise<boolean>;
}

/**
 * Whoever owns a shard also puts its ledger on the bus, behind all that the ledgers before this generation say: their
 * rest is put there by the owner of the first shard.
 */
export class RelayedShards implements ShardHandler {
  readonly #relaying = new Map<number, Relaying>();

  constructor(
    private readonly handler: ShardHandler,
    private readonly stores: Pick<Stores, 'relayedLedger' | 'olderLedgers'>,
    private readonly relays: Relays,
  ) {}

  async assigned(shard: number): Promise<void> {
    await this.handler.assigned(shard);
    const older = this.stores.olderLedgers();
    const relaying = new Relaying(this.relays);
    this.#relaying.set(shard, relaying);
    relaying.start(shard === 0 ? older : [], { before: older, own: this.stores.relayedLedger(shard) });
  }

  async revoked(shard: number): Promise<void> {
    await this.handler.revoked(shard);
    await this.#relaying.get(shard)?.stop();
    this.#relaying.delete(shard);
  }

  settled(): void {
    this.handler.settled();
  }
}

/** What the owner of one shard puts on the bus. */
class Relaying {
  readonly #stopping = new AbortController();
  readonly #running: EventRelay[] = [];
  #begun: Promise<void> = Promise.resolve();

  constructor(private readonly relays: Relays) {}

  start(rest: readonly Relayed[], { before, own }: { readonly before: readonly Relayed[]; own: Relayed }): void {
    for (const older of rest) this.#running.push(this.relays.start(older));
    if (before.length === 0) this.#running.push(this.relays.start(own));
    else this.#begun = this.#startBehind(before, own);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#begun;
    await Promise.all(this.#running.map((relay) => relay.stop()));
  }

  async #startBehind(before: readonly Relayed[], own: Relayed): Promise<void> {
    const { signal } = this.#stopping;
    for (const older of before)
      while (!signal.aborted && !(await this.relays.isComplete(older).catch(() => false)))
        await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) this.#running.push(this.relays.start(own));
  }
}
