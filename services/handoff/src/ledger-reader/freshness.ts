import { formatInstant } from '@baton/contracts';
import type { Revisions } from './ledger-projections.ts';

/** The newest append of a ledger. */
export interface LedgerHead {
  readonly shard: number;
  readonly revision: number;
}

export interface FreshnessClock {
  /** Of the system, for people. */
  now(): number;
  /** Of the machine. */
  elapsedMs(): number;
}

interface Look {
  readonly heads: readonly LedgerHead[];
  readonly at: number;
  readonly elapsedMs: number;
}

/** Read models lag by moments all the time: nobody has to be told. */
const graceMs = 10_000;

/** Since when the read models do not show what the ledgers have, and whether they come any further. */
export class Freshness {
  private shown: Revisions = {};
  /** The oldest look at the ledgers whose appends are not all shown yet. */
  private due: Look | undefined;
  private movedAtMs = -Infinity;

  constructor(private readonly clock: FreshnessClock) {}

  /** What the read models show now; less than before when they have started over. */
  shows(revisions: Revisions): void {
    const shards = Object.keys({ ...this.shown, ...revisions });
    if (shards.some((shard) => revisions[shard] !== this.shown[shard])) this.movedAtMs = this.clock.elapsedMs();
    this.shown = { ...revisions };
  }

  /** What the ledgers have now. To be called every second or so. */
  look(heads: readonly LedgerHead[]): void {
    if (this.missing === undefined) this.due = { heads, at: this.clock.now(), elapsedMs: this.clock.elapsedMs() };
  }

  /** What was recorded since then may be missing. Undefined: they are as fresh as can be. */
  get staleSince(): number | undefined {
    if (this.missing === undefined || this.clock.elapsedMs() - this.due!.elapsedMs < graceMs) return undefined;
    return this.due!.at;
  }

  /** In words for operators, when they are behind and come no further. */
  get standstill(): string | undefined {
    const since = this.staleSince;
    if (since === undefined || this.clock.elapsedMs() - this.movedAtMs < graceMs) return undefined;
    const { shard, revision } = this.missing!;
    const shown = this.shown[shard] === undefined ? 'nothing of it' : `it up to ${this.shown[shard]}`;
    return `nothing since ${formatInstant(since)} is shown: ledger ${shard} was at ${revision} then, the read models show ${shown}`;
  }

  private get missing(): LedgerHead | undefined {
    return this.due?.heads.find(({ shard, revision }) => revision > (this.shown[shard] ?? -1));
  }
}
