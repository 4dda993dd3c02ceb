import type { Instant } from '@baton/contracts';
import type { KeptPlace, KeptRule } from '@baton/handoff-engine';
import type { ClosedLedger } from './closed-ledger.ts';

/** The rules of one ledger as cases of one origin saw them: the instants in the order of the merged rules. */
type Instants = readonly Instant[];

/**
 * One ledger's rules out of those of several, which all have the same ones. A place in a ledger says which rules came
 * before it, so each place gets one in the new order behind as many rules; and each case keeps the instants at which
 * its own ledger recorded them.
 */
export class MergedRules {
  readonly rules: readonly KeptRule[];
  /** Where each rule stands: before the first, 0. */
  private readonly places: readonly number[];
  private readonly sequences: ReadonlyMap<ClosedLedger, readonly number[]>;
  /** Of the origins 1, 2 and so on. */
  private readonly lists: Instants[] = [];

  constructor(private readonly closed: readonly ClosedLedger[]) {
    const [first] = closed as readonly [ClosedLedger];
    const order = first.engine.reference.facts.map(({ fact }) => fact.id);
    this.sequences = new Map(closed.map((one) => [one, one.engine.reference.facts.map(({ sequence }) => sequence)]));
    this.places = placesOf([...this.sequences.values()]);
    const own = instantsOf(first, 0, order);
    for (const { ledger, origin } of this.origins()) this.note(instantsOf(ledger, origin, order), own);
    this.rules = first.engine.reference.facts.map(({ fact }, index) => ({
      fact,
      ...{ sequence: this.places[index + 1]!, recordedAt: own[index]! },
      ...(this.lists.length === 0 ? {} : { elsewhere: this.lists.map((list) => list[index]!) }),
    }));
  }

  /** Where the new ledgers stand: behind everything that the closed ones say. */
  get place(): KeptPlace {
    const places = this.closed.map(({ engine }) => engine.place);
    const latest = (instants: readonly (Instant | undefined)[]): Instant | undefined => {
      const known = instants.filter((at) => at !== undefined);
      return known.length === 0 ? undefined : Math.max(...known);
    };
    return {
      now: latest(places.map(({ now }) => now)),
      knownAt: latest(places.map(({ knownAt }) => knownAt)),
      sequence: Math.max(...this.closed.map((one) => this.placeOf(one, one.engine.place.sequence))),
    };
  }

  /** Of a fact. */
  placeOf(ledger: ClosedLedger, sequence: number): number {
    const sequences = this.sequences.get(ledger)!;
    const before = countBelow(sequences, sequence);
    return this.places[before]! + sequence - (sequences[before - 1] ?? 0);
  }

  /** Of a rule; 0: of none. */
  ruleAt({ engine }: ClosedLedger, sequence: number): number {
    const id = engine.reference.facts.find((rule) => rule.sequence === sequence)?.fact.id;
    return this.rules.find(({ fact }) => fact.id === id)?.sequence ?? 0;
  }

  /** As whose cases the case sees the rules; 0: as those of the new ledger. */
  originOf(ledger: ClosedLedger, origin: number): number {
    const order = this.rules.map(({ fact }) => fact.id);
    return this.indexOf(instantsOf(ledger, origin, order)) + 1;
  }

  private *origins(): Generator<{ readonly ledger: ClosedLedger; readonly origin: number }> {
    for (const ledger of this.closed) {
      const most = Math.max(0, ...ledger.engine.reference.facts.map(({ elsewhere = [] }) => elsewhere.length));
      for (let origin = 0; origin <= most; origin++) yield { ledger, origin };
    }
  }

  private note(list: Instants, own: Instants): void {
    if (isSame(list, own) || this.indexOf(list) >= 0) return;
    this.lists.push(list);
  }

  private indexOf(list: Instants): number {
    return this.lists.findIndex((known) => isSame(known, list));
  }
}

const isSame = (one: Instants, other: Instants): boolean => one.every((at, index) => at === other[index]);

/** Of ascending numbers. */
const countBelow = (numbers: readonly number[], limit: number): number => {
  let [from, to] = [0, numbers.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (numbers[middle]! < limit) from = middle + 1;
    else to = middle;
  }
  return from;
};

/** Behind each rule there is room for what any of the ledgers has there. */
const placesOf = (ledgers: readonly (readonly number[])[]): readonly number[] => {
  const places = [0];
  for (let index = 0; index < ledgers[0]!.length; index++) {
    const steps = ledgers.map((sequences) => sequences[index]! - (sequences[index - 1] ?? 0));
    places.push(places.at(-1)! + Math.max(...steps));
  }
  return places;
};

/** Two ledgers may have recorded two rules in different orders; the order is the merged one, so time waits. */
const instantsOf = ({ engine }: ClosedLedger, origin: number, order: readonly string[]): Instants => {
  const known = new Map(engine.reference.facts.map((rule) => [rule.fact.id, atOrigin(rule, origin)]));
  let latest = -Infinity;
  return order.map((id) => (latest = Math.max(latest, known.get(id)!)));
};

const atOrigin = ({ recordedAt, elsewhere = [] }: KeptRule, origin: number): Instant =>
  elsewhere[origin - 1] ?? recordedAt;
