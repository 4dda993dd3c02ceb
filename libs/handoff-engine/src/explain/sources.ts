import type {
  CalendarVersion,
  Instant,
  LearnedDurations,
  Policy,
  ReferenceFact,
  Route,
  RuleVersion,
} from '@baton/contracts';
import type { Reference } from '../reference/reference.ts';

type FactOf<Type extends ReferenceFact['type']> = Extract<ReferenceFact, { type: Type }>;

/** What is known, and the ids of the facts that say so. */
export interface Sourced<T> {
  readonly value: T;
  readonly facts: readonly string[];
}

export interface KnownAbsence {
  readonly party: string;
  readonly from: Instant;
  readonly until: Instant;
}

export interface KnownDelegation {
  readonly party: string;
  readonly to: string;
  readonly from?: Instant;
  readonly until?: Instant;
}

/** Which facts of the ledger the rules come from that count at one place in it. */
export class Sources {
  private readonly facts: readonly ReferenceFact[];

  constructor(
    private readonly reference: Reference,
    private readonly sequence: number,
  ) {
    this.facts = reference.facts.filter((known) => known.sequence <= sequence).map(({ fact }) => fact);
  }

  /** A team's are those of its members. Empty: nobody has published hours for the party. */
  calendarsOf(party: string): Sourced<readonly CalendarVersion[]> {
    const members = this.reference.membersOf(party, this.sequence);
    const facts = new Set<string>();
    const calendars = new Map<string, CalendarVersion>();
    for (const one of members.length === 0 ? [party] : members) {
      const roster = this.rosterOf(one) ?? this.rosterOf(party);
      const published = roster && this.calendar(roster.calendar);
      if (published === undefined) continue;
      facts.add(published.id).add(roster!.fact);
      const { id, revision, zone, source, hash, validThrough } = published.calendar;
      calendars.set(id, { id, revision, zone, source, hash, validThrough });
    }
    return { value: [...calendars.values()], facts: [...facts] };
  }

  /** Where the roster has the party, or last had it. */
  rosterOf(party: string): { readonly calendar: string; readonly fact: string } | undefined {
    const fact = this.last('baton.people.roster-changed.v1', ({ parties }) => parties.some(({ id }) => id === party));
    return fact && { calendar: fact.parties.findLast(({ id }) => id === party)!.calendar, fact: fact.id };
  }

  /** A team's are those of its members too; in the order of their declaration. */
  absencesOf(party: string): readonly Sourced<KnownAbsence>[] {
    const whose = new Set([party, ...this.reference.membersOf(party, this.sequence)]);
    const known = new Map<string, Sourced<KnownAbsence>>();
    for (const fact of this.facts) {
      if (fact.type === 'baton.people.absence-declared.v1' && whose.has(fact.party)) {
        const { from, until } = fact;
        known.set(keyOf(fact), { value: { party: fact.party, from, until }, facts: [fact.id] });
      } else if (fact.type === 'baton.people.absence-ended.v1' && whose.has(fact.party)) end(known, fact);
    }
    return [...known.values()];
  }

  /** Accepted ones, for the party's legs on a route. */
  delegationsOf(party: string, route: string): readonly Sourced<KnownDelegation>[] {
    return this.reference.delegatesOf(party, route, this.sequence).map(({ to, from, until }) => {
      const appointed = this.last(
        'baton.people.delegation-appointed.v1',
        (fact) => fact.party === party && fact.to === to && (fact.routes ?? [route]).includes(route),
      );
      const accepted = this.last(
        'baton.people.delegation-accepted.v1',
        ({ delegation, actor }) => delegation === appointed?.delegation && actor === to,
      );
      const span = { ...(from === -Infinity ? {} : { from }), ...(until === Infinity ? {} : { until }) };
      return { value: { party, to, ...span }, facts: [appointed, accepted].flatMap((fact) => fact?.id ?? []) };
    });
  }

  route(route: Route): Sourced<RuleVersion> {
    const fact = this.last(
      'baton.rules.route-published.v1',
      (one) => one.route.id === route.id && one.route.version === route.version,
    );
    return { value: versionOf('route', route), facts: fact === undefined ? [] : [fact.id] };
  }

  policy(policy: Policy): Sourced<RuleVersion> {
    const fact = this.last(
      'baton.rules.policy-published.v1',
      (one) => one.policy.id === policy.id && one.policy.version === policy.version,
    );
    return { value: versionOf('policy', policy), facts: fact === undefined ? [] : [fact.id] };
  }

  /** What was learned about a leg when the party runs it, or whoever does. */
  learned(leg: {
    readonly route: string;
    readonly id: string;
    readonly party: string;
  }):
    Sourced<{ readonly durations: LearnedDurations; readonly entry: LearnedDurations['entries'][number] }> | undefined {
    const published = new Map<string, FactOf<'baton.rules.durations-learned.v1'>>();
    for (const fact of this.facts) {
      if (fact.type === 'baton.rules.durations-learned.v1') published.set(fact.durations.id, fact);
    }
    for (const party of [leg.party, undefined]) {
      for (const { id, durations } of published.values()) {
        const entry = durations.entries.findLast(
          (one) => one.route === leg.route && one.leg === leg.id && one.party === party,
        );
        if (entry !== undefined) return { value: { durations, entry }, facts: [id] };
      }
    }
    return undefined;
  }

  silence(id: string): FactOf<'baton.rules.silence-set.v1'> | undefined {
    return this.last('baton.rules.silence-set.v1', ({ silence }) => silence === id);
  }

  private calendar(id: string): FactOf<'baton.rules.calendar-published.v1'> | undefined {
    return this.last('baton.rules.calendar-published.v1', ({ calendar }) => calendar.id === id);
  }

  private last<Type extends ReferenceFact['type']>(
    type: Type,
    fits: (fact: FactOf<Type>) => boolean,
  ): FactOf<Type> | undefined {
    return this.facts.findLast((fact): fact is FactOf<Type> => fact.type === type && fits(fact as FactOf<Type>));
  }
}

const keyOf = ({ party, absence }: { readonly party: string; readonly absence: string }): string =>
  `${party} ${absence}`;

/** One that ends before it began never was. */
const end = (known: Map<string, Sourced<KnownAbsence>>, fact: FactOf<'baton.people.absence-ended.v1'>): void => {
  const declared = known.get(keyOf(fact));
  if (declared === undefined) return;
  const until = fact.endedAt ?? fact.occurredAt;
  if (until <= declared.value.from) known.delete(keyOf(fact));
  else known.set(keyOf(fact), { value: { ...declared.value, until }, facts: [...declared.facts, fact.id] });
};

const versionOf = (rule: RuleVersion['rule'], { id, version, source, hash }: Route | Policy): RuleVersion => ({
  ...{ rule, id, version },
  ...(source === undefined ? {} : { source }),
  ...(hash === undefined ? {} : { hash }),
});
