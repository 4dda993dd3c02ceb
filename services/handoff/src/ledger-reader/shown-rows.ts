import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer } from '@baton/bus';
import { type LedgerAppend, ledgerStream } from '@baton/contracts';
import type { ReadModels } from '@baton/read-model';
import { type HealthRegistry, persistently } from '@baton/service-kit';
import type { Shards } from '../ledger/shards.ts';
import { type Revisions, shownRevisions } from './ledger-projections.ts';
import type { LedgerRow } from './ledger-row.ts';

export interface ShownRowsSetting {
  readonly readModels: ReadModels;
  readonly shards: Pick<Shards, 'ledger'>;
  readonly health: HealthRegistry;
  readonly tell: (row: LedgerRow) => void;
  /** Told how far the process that keeps them has come. */
  readonly seen: (revisions: Revisions) => void;
}

const lookEveryMs = 250;

/** Which rows were told here, so that a process that begins or ceases to keep the read models tells each of them once. */
export class ShownRows {
  private upTo: Record<string, number> | undefined;

  constructor(private readonly setting: ShownRowsSetting) {}

  /** This process has kept the row itself. */
  told(row: LedgerRow): void {
    if (row.revision <= (this.upTo![row.shard] ?? -1)) return;
    this.upTo![row.shard] = row.revision;
    this.setting.tell(row);
  }

  /** What the read models show when somebody looks for the first time is no news. */
  async tellUpTo(revisions: Revisions): Promise<void> {
    this.upTo ??= { ...revisions };
    for (const [shard, revision] of Object.entries(revisions)) await this.tellOf(Number(shard), revision);
  }

  /** Looks again and again how far another process has come. */
  follow(): Consumer {
    const stopping = new AbortController();
    const { signal } = stopping;
    const { readModels, health, seen } = this.setting;
    const failed = (reason: string): void => health.report('read models', reason);
    const look = async (): Promise<void> => {
      const revisions = await shownRevisions(readModels);
      seen(revisions);
      await this.tellUpTo(revisions);
      health.report('read models', undefined);
      await pause(lookEveryMs, undefined, { signal });
    };
    const looking = persistently(look, { signal, failed });
    return {
      failed: new Promise<never>(() => undefined),
      stop: async () => {
        stopping.abort();
        await looking;
        health.report('read models', undefined);
      },
    };
  }

  private async tellOf(shard: number, revision: number): Promise<void> {
    const from = (this.upTo![shard] ?? -1) + 1;
    if (from > revision) return;
    const { shards, tell } = this.setting;
    const limit = revision - from + 1;
    for await (const stored of shards.ledger(shard).readStream(ledgerStream(shard), { from, limit })) {
      this.upTo![shard] = stored.revision;
      tell({ shard, revision: stored.revision, append: stored.data as LedgerAppend });
    }
  }
}
