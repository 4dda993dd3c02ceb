import type { Instant } from '@baton/contracts';
import type { ReferenceChange } from './reference.ts';

/** What has changed, in order: as this ledger recorded it, and as others did that cases were carried over from. */
export class Changes {
  private readonly own: ReferenceChange[] = [];
  private readonly elsewhere: ReferenceChange[][] = [];

  /** `instants`: when the ledgers of the origins 1, 2 and so on recorded it; the others when this one did. */
  add(change: ReferenceChange, instants: readonly Instant[]): void {
    while (this.elsewhere.length < instants.length) this.elsewhere.push([...this.own]);
    this.own.push(change);
    for (const [index, changes] of this.elsewhere.entries())
      changes.push(index < instants.length ? { ...change, at: instants[index]! } : change);
  }

  /** As cases of that origin saw them; 0: those of this ledger. */
  of(origin: number): readonly ReferenceChange[] {
    return this.elsewhere[origin - 1] ?? this.own;
  }

  /** When the latest one acted. */
  latestAt(origin: number): Instant {
    return this.of(origin).at(-1)?.at ?? -Infinity;
  }

  /** Place in the ledger of the latest one that acted before `at`. */
  latestBefore(at: Instant, origin: number): number {
    return this.of(origin).findLast((change) => change.at < at)?.sequence ?? 0;
  }
}
