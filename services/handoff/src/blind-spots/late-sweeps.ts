import type { BlindSpot, Instant, LedgerAppend } from '@baton/contracts';

/** Whoever is called so much later has been called late. */
const lateMs = 60_000;
/** So long afterwards it is still worth knowing. */
const saidForMs = 3_600_000;

export type LateSweep = Extract<BlindSpot, { readonly kind: 'late-sweep' }>;

/** Whether deadlines are noticed when they are due. */
export class LateSweeps {
  private newest: { readonly since: Instant; readonly until: Instant } | undefined;

  appended({ decisions, recordedAt }: Pick<LedgerAppend, 'decisions' | 'recordedAt'>): void {
    const earliest = decisions.reduce((least, { knownAt }) => Math.min(least, knownAt), Infinity);
    if (recordedAt - earliest > lateMs) this.newest = { since: earliest, until: recordedAt };
  }

  /** `nextDue`: the earliest deadline that has not been looked at. */
  at(now: Instant, nextDue: Instant | undefined): LateSweep | undefined {
    if (nextDue !== undefined && now - nextDue > lateMs) return { kind: 'late-sweep', since: nextDue };
    if (this.newest === undefined || now - this.newest.until > saidForMs) return undefined;
    return { kind: 'late-sweep', ...this.newest };
  }
}
