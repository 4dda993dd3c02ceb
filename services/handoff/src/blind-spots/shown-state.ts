import type { BlindSpot, Instant } from '@baton/contracts';
import { stopwatch } from '@baton/service-kit';

/** Revisions of the ledgers by shard. */
export type Revisions = Readonly<Record<string, number>>;

export type StaleReadModels = Extract<BlindSpot, { readonly kind: 'stale-read-models' }>;

interface Mark {
  readonly revisions: Revisions;
  readonly at: Instant;
  readonly ageMs: () => number;
}

/** Real time within which the read models show what the ledgers say. */
const patienceMs = 10_000;

/** Whether the read models follow the ledgers: what was there at one look must be shown soon after. */
export class ShownState {
  private mark: Mark | undefined;

  constructor(private readonly patience = patienceMs) {}

  /** `shown` is undefined when the read models cannot be asked. */
  look(shown: Revisions | undefined, ledgers: Revisions, now: Instant): StaleReadModels | undefined {
    const { mark } = this;
    if (mark === undefined || (shown !== undefined && isAt(shown, mark.revisions))) {
      this.mark = { revisions: ledgers, at: now, ageMs: stopwatch() };
      return undefined;
    }
    return mark.ageMs() > this.patience ? { kind: 'stale-read-models', since: mark.at } : undefined;
  }
}

const isAt = (shown: Revisions, revisions: Revisions): boolean =>
  Object.entries(revisions).every(([shard, revision]) => (shown[shard] ?? -1) >= revision);
