import type { LearnedDurations } from '@baton/contracts';
import { type Version, asOf, push } from './versions.ts';

const keyOf = (route: string, leg: string, party = ''): string => `${route} ${leg} ${party}`;

/** Typical durations that were learned and published. */
export class Durations {
  private readonly published = new Map<string, Version<ReadonlyMap<string, number>>[]>();

  get isEmpty(): boolean {
    return this.published.size === 0;
  }

  publish({ id, entries }: LearnedDurations, sequence: number): void {
    const value = new Map(entries.map((entry) => [keyOf(entry.route, entry.leg, entry.party), entry.typical]));
    push(this.published, id, { sequence, value });
  }

  /** Of the leg when the party runs it; undefined: nothing was learned. */
  typical(
    leg: { readonly route: string; readonly id: string; readonly party: string },
    sequence: number,
  ): number | undefined {
    return this.find(keyOf(leg.route, leg.id, leg.party), sequence) ?? this.find(keyOf(leg.route, leg.id), sequence);
  }

  private find(key: string, sequence: number): number | undefined {
    for (const versions of this.published.values()) {
      const typical = asOf(versions, sequence)?.get(key);
      if (typical !== undefined) return typical;
    }
    return undefined;
  }
}
