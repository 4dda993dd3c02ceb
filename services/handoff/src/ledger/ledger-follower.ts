import { ledgerStream } from '@baton/contracts';
import type { EventStore, StoredEvent } from '@baton/event-store';
import { type HealthRegistry, persistently } from '@baton/service-kit';
import type { LedgerShard } from './ledger-shard.ts';

/** Appends that are folded at once while there are many to catch up with. */
const mostAtOnce = 100;

export interface FollowerSetting {
  readonly store: Pick<EventStore, 'head' | 'subscribe'>;
  readonly health: HealthRegistry;
}

/**
 * Keeps a shard's engine up with a ledger that others write. While this process owns the shard it reads nothing: the
 * engine is where the ledger comes from.
 */
export class LedgerFollower {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  /** Of what is followed now. */
  private pausing = new AbortController();
  private going: PromiseWithResolvers<void> | undefined;

  constructor(
    private readonly shard: LedgerShard,
    private readonly setting: FollowerSetting,
  ) {
    const failed = (reason: string): void => this.report(reason);
    this.running = persistently(() => this.follow(), { signal: this.stopping.signal, failed });
  }

  pause(): void {
    this.going ??= Promise.withResolvers<void>();
    this.pausing.abort();
  }

  resume(): void {
    if (this.going === undefined) return;
    this.pausing = new AbortController();
    this.going.resolve();
    this.going = undefined;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.going?.resolve();
    await this.running;
  }

  private async follow(): Promise<void> {
    await this.going?.promise;
    const { store } = this.setting;
    const signal = AbortSignal.any([this.stopping.signal, this.pausing.signal]);
    const after = await store.head();
    await this.shard.follow();
    this.report();
    let fresh: StoredEvent[] = [];
    const changes = { prefixes: [ledgerStream(this.number)], signal, ...(after === undefined ? {} : { after }) };
    for await (const item of store.subscribe(changes)) {
      if (item.kind === 'event') fresh.push(item.event);
      if (item.kind === 'event' && fresh.length < mostAtOnce) continue;
      await this.shard.follow(fresh);
      fresh = [];
    }
  }

  private get number(): number {
    return this.shard.writer.ledger;
  }

  private report(trouble?: string): void {
    this.setting.health.report(`following ledger ${this.number}`, trouble);
  }
}
