import type { LearnedDurations } from '@baton/contracts';
import { type Version, asOf } from './versions.ts';

/** By route, leg and party; `anyParty`: whoever runs it. */
type Learned = Map<string, Map<string, Map<string, number>>>;

const anyParty = '';

const learnedOf = ({ entries }: LearnedDurations): Learned => {
  const learned: Learned = new Map();
  for (const { route, leg, party = anyParty, typical } of entries) {
    const legs = learned.get(route) ?? new Map<string, Map<string, number>>();
    const parties = legs.get(leg) ?? new Map<string, number>();
    learned.set(route, legs.set(leg, parties.set(party, typical)));
  }
  return learned;
};

/** Typical durations that were learned and published. */
export class Durations {
  private readonly published: { readonly id: string; readonly versions: Version<Learned>[] }[] = [];

  get isEmpty(): boolean {
    return this.published.length === 0;
  }

  publish(durations: LearnedDurations, sequence: number): void {
    const version = { sequence, value: learnedOf(durations) };
    const known = this.published.find(({ id }) => id === durations.id);
    if (known === undefined) this.published.push({ id: durations.id, versions: [version] });
    else known.versions.push(version);
  }

  /** Of the leg when the party runs it; undefined: nothing was learned. */
  typical(
    leg: { readonly route: string; readonly id: string; readonly party: string },
    sequence: number,
  ): number | undefined {
    return this.find(leg, leg.party, sequence) ?? this.find(leg, anyParty, sequence);
  }

  private find(
    leg: { readonly route: string; readonly id: string },
    party: string,
    sequence: number,
  ): number | undefined {
    for (const { versions } of this.published) {
      const typical = asOf(versions, sequence)?.get(leg.route)?.get(leg.id)?.get(party);
      if (typical !== undefined) return typical;
    }
    return undefined;
  }
}
