import type { Fact, Instant, LedgerAppend, ReferenceFact } from '@baton/contracts';

/** What a back-test reads of a ledger: the facts, in their order, and when they were recorded. */
export type FactsRecorded = Pick<LedgerAppend, 'facts' | 'recordedAt'>;

/** What the fact publishes; another version of the same is replaced by it. */
const subjectsOf = (fact: Fact): readonly string[] => {
  switch (fact.type) {
    case 'baton.rules.policy-published.v1':
      return [`policy ${fact.policy.id}`];
    case 'baton.rules.route-published.v1':
      return [`route ${fact.route.id}`];
    case 'baton.rules.calendar-published.v1':
      return [`calendar ${fact.calendar.id}`];
    case 'baton.rules.durations-learned.v1':
      return [`durations ${fact.durations.id}`];
    case 'baton.people.roster-changed.v1':
      return fact.parties.map(({ id }) => `party ${id}`);
    default:
      return [];
  }
};

const versionOf = (fact: ReferenceFact): string => {
  switch (fact.type) {
    case 'baton.rules.policy-published.v1':
      return ` version ${fact.policy.version}`;
    case 'baton.rules.route-published.v1':
      return ` version ${fact.route.version}`;
    case 'baton.rules.calendar-published.v1':
      return ` revision ${fact.calendar.revision}`;
    case 'baton.rules.durations-learned.v1':
      return ` version ${fact.durations.version}`;
    default:
      return '';
  }
};

/**
 * Rules in the place of all that the ledger has published of the same subjects: from its beginning, so that every case
 * runs under them, or from an instant on. What publishes no rule of its own is added there.
 */
export class Replacement {
  private readonly subjects: ReadonlySet<string>;
  private isIn = false;

  constructor(
    private readonly rules: readonly ReferenceFact[],
    private readonly from: Instant = -Infinity,
  ) {
    this.subjects = new Set(rules.flatMap(subjectsOf));
  }

  get names(): readonly string[] {
    return this.rules.map((fact) => `${subjectsOf(fact).join(', ')}${versionOf(fact)}`);
  }

  /** One ledger's facts as they would have been; to be asked for each append, in order. */
  of({ facts, recordedAt }: FactsRecorded): FactsRecorded {
    if (recordedAt < this.from) return { facts, recordedAt };
    const kept = facts.flatMap((fact) => this.rest(fact));
    const added = this.isIn ? [] : this.rules.map((fact, index) => publishedAt(fact, index, recordedAt));
    this.isIn = true;
    return { facts: [...added, ...kept], recordedAt };
  }

  private rest(fact: Fact): readonly Fact[] {
    if (fact.type === 'baton.people.roster-changed.v1') {
      const parties = fact.parties.filter(({ id }) => !this.subjects.has(`party ${id}`));
      return parties.length === 0 ? [] : [{ ...fact, parties }];
    }
    return subjectsOf(fact).some((subject) => this.subjects.has(subject)) ? [] : [fact];
  }
}

const publishedAt = (fact: ReferenceFact, index: number, at: Instant): ReferenceFact => ({
  ...fact,
  id: `/baton/back-test ${index}`,
  occurredAt: at,
});
