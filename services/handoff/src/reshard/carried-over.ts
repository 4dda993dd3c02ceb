import { shardOf } from '@baton/contracts';
import { type KeptCase, type KeptPlace, type KeptRule, withNames } from '@baton/handoff-engine';
import type { ClosedLedger, Succession } from './closed-ledger.ts';
import { MergedRules } from './merged-rules.ts';

/** What the closed ledgers had come to, as those of the next generation begin with it: a function of the closed ones. */
export class CarriedOver {
  private readonly merged: MergedRules;
  private readonly places = new Map<ClosedLedger, PlacesIn>();

  constructor(private readonly succession: Succession) {
    this.merged = new MergedRules(succession.closed);
    for (const ledger of succession.closed) this.places.set(ledger, new PlacesIn(this.merged, ledger));
  }

  get rules(): readonly KeptRule[] {
    return this.merged.rules;
  }

  get place(): KeptPlace {
    return this.merged.place;
  }

  /** Those that go from the ledger to the shard. */
  *cases(from: ClosedLedger, shard: number): Generator<KeptCase> {
    const places = this.places.get(from)!;
    const isOwn = (caseId: string): boolean => shardOf(caseId, this.succession.next.shards) === shard;
    for (const kept of from.engine.kept(isOwn)) yield places.moved(kept);
  }
}

/** The places of one closed ledger in the new order; asked for again and again. */
class PlacesIn {
  private readonly origins = new Map<number, number>();
  private readonly rules = new Map<number, number>();

  constructor(
    private readonly merged: MergedRules,
    private readonly ledger: ClosedLedger,
  ) {}

  moved(kept: KeptCase): KeptCase {
    const { origin: before = 0, ...rest } = withNames(kept);
    const origin = cached(this.origins, before, () => this.merged.originOf(this.ledger, before));
    return {
      ...rest,
      facts: kept.facts.map((fact) => ({ ...fact, sequence: this.merged.placeOf(this.ledger, fact.sequence) })),
      routeSequence: this.ruleAt(kept.routeSequence),
      pending: kept.pending.map((change) => ({ ...change, sequence: this.ruleAt(change.sequence) })),
      ...(origin === 0 ? {} : { origin }),
    };
  }

  private ruleAt(sequence: number): number {
    return cached(this.rules, sequence, () => this.merged.ruleAt(this.ledger, sequence));
  }
}

const cached = (known: Map<number, number>, key: number, make: () => number): number => {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
};
