import type { Instant, Party, ReferenceFact } from '@baton/contracts';
import type { Absence, WorkingCalendar } from '@baton/working-time';
import { Changes } from './changes.ts';
import { type Delegate, Delegations } from './delegations.ts';
import { Durations } from './durations.ts';
import { People } from './people.ts';
import { RuleBook } from './rule-book.ts';
import { type Silenced, Silences } from './silences.ts';
import type { View } from './views.ts';

/** What a reference fact touches, and from when. */
export interface ReferenceChange {
  readonly sequence: number;
  readonly at: Instant;
  readonly kind: 'absence' | 'calendar' | 'roster' | 'route' | 'delegation' | 'policy' | 'durations' | 'silence';
  /** The party of an absence or a delegation, the id of a route or a policy; none: whatever is open. */
  readonly subject?: string;
}

export interface KeptRule {
  readonly fact: ReferenceFact;
  readonly sequence: number;
  readonly recordedAt: Instant;
  /** When other ledgers recorded it, from which cases were carried over: of origin 1, 2 and so on. */
  readonly elsewhere?: readonly Instant[];
}

/** Everything that belongs to no case, as it was known at any place in the ledger. */
export class Reference {
  readonly facts: KeptRule[] = [];
  readonly changes = new Changes();
  /** Place in the ledger of the latest change. */
  latest = 0;
  readonly rules = new RuleBook();
  private readonly seen = new Set<string>();
  private readonly people = new People();
  private readonly delegations = new Delegations();
  private readonly durations = new Durations();
  private readonly silences = new Silences();

  has(factId: string): boolean {
    return this.seen.has(factId);
  }

  /** Undefined: the fact was there before. */
  apply(fact: ReferenceFact, sequence: number, recordedAt: Instant): ReferenceChange | undefined {
    return this.keep({ fact, sequence, recordedAt });
  }

  /** Undefined: the fact was there before. */
  keep(rule: KeptRule): ReferenceChange | undefined {
    const { fact, sequence, recordedAt, elsewhere = [] } = rule;
    if (this.seen.has(fact.id)) return undefined;
    this.seen.add(fact.id);
    this.facts.push(rule);
    const change = { sequence, at: recordedAt, ...this.take(fact, sequence) };
    this.changes.add(change, elsewhere);
    this.latest = sequence;
    return change;
  }

  knownParties(): string[] {
    return this.people.known();
  }

  party(id: string, sequence: number): Party | undefined {
    return this.people.party(id, sequence);
  }

  /** Whether the party, or its calendar, was published there for the first time: it counts from each case's opening. */
  becameKnown(party: string, sequence: number): boolean {
    return this.people.becameKnown(party, sequence);
  }

  isVacant(party: string, sequence: number): boolean {
    return this.viewOf(party, sequence).isVacant;
  }

  membersOf(party: string, sequence: number): readonly string[] {
    return this.people.membersOf(party, sequence);
  }

  isOrIsIn(who: string, party: string, sequence: number): boolean {
    return this.people.isOrIsIn(who, party, sequence);
  }

  withTeamsOf(party: string, sequence: number): ReadonlySet<string> {
    return this.people.withTeamsOf(party, sequence);
  }

  zoneOf(party: string): string | undefined {
    return this.people.zoneOf(party);
  }

  absencesOf(party: string, sequence: number): readonly Absence[] {
    return this.viewOf(party, sequence).absences;
  }

  calendarOf(party: string, sequence: number): WorkingCalendar {
    return this.viewOf(party, sequence).calendar;
  }

  presentOf(party: string, sequence: number): WorkingCalendar {
    return this.viewOf(party, sequence).present;
  }

  awayOf(party: string, sequence: number): WorkingCalendar {
    return this.viewOf(party, sequence).away;
  }

  delegatesOf(party: string, route: string, sequence: number): readonly Delegate[] {
    return this.delegations.of(party, route, sequence);
  }

  /** Whether anybody has ever published durations that were learned. */
  get hasLearned(): boolean {
    return !this.durations.isEmpty;
  }

  learned(
    leg: { readonly route: string; readonly id: string; readonly party: string },
    sequence: number,
  ): number | undefined {
    return this.durations.typical(leg, sequence);
  }

  silenceFor(what: Silenced, at: Instant, sequence: number): string | undefined {
    return this.silences.covering(what, at, sequence);
  }

  private viewOf(party: string, sequence: number): View {
    return this.people.viewOf(party, sequence, sequence >= this.latest);
  }

  private take(fact: ReferenceFact, sequence: number): Pick<ReferenceChange, 'kind' | 'subject'> {
    switch (fact.type) {
      case 'baton.people.absence-declared.v1':
        this.people.declareAbsence(fact.party, { id: fact.absence, from: fact.from, until: fact.until }, sequence);
        return { kind: 'absence', subject: fact.party };
      case 'baton.people.absence-ended.v1': {
        const until = fact.endedAt ?? fact.occurredAt;
        this.people.endAbsence(fact.party, { id: fact.absence, until }, sequence);
        return { kind: 'absence', subject: fact.party };
      }
      case 'baton.people.roster-changed.v1':
        this.people.changeRoster(fact.parties, sequence);
        return { kind: 'roster' };
      case 'baton.people.delegation-appointed.v1':
        return { kind: 'delegation', subject: this.delegations.appoint(fact, sequence) };
      case 'baton.people.delegation-accepted.v1':
        return delegation(this.delegations.accept(fact.delegation, fact.actor, sequence));
      case 'baton.people.delegation-revoked.v1':
        return delegation(this.delegations.revoke(fact.delegation, sequence));
      default:
        return this.takeRule(fact, sequence);
    }
  }

  private takeRule(fact: RuleFact, sequence: number): Pick<ReferenceChange, 'kind' | 'subject'> {
    switch (fact.type) {
      case 'baton.rules.calendar-published.v1':
        this.people.publishCalendar(fact.calendar, sequence);
        return { kind: 'calendar' };
      case 'baton.rules.route-published.v1':
        this.rules.publishRoute(fact.route, sequence);
        return { kind: 'route', subject: fact.route.id };
      case 'baton.rules.policy-published.v1':
        this.rules.publishPolicy(fact.policy, sequence);
        return { kind: 'policy', subject: fact.policy.id };
      case 'baton.rules.durations-learned.v1':
        this.durations.publish(fact.durations, sequence);
        return { kind: 'durations' };
      case 'baton.rules.silence-set.v1':
        this.silences.begin({ id: fact.silence, matcher: fact.matcher, until: fact.until }, sequence);
        return { kind: 'silence', subject: fact.silence };
      case 'baton.rules.silence-ended.v1':
        this.silences.end(fact.silence, sequence);
        return { kind: 'silence', subject: fact.silence };
    }
  }
}

type RuleFact = Extract<ReferenceFact, { type: `baton.rules.${string}` }>;

/** One that counts for nobody is a change all the same: the ledger has it. */
const delegation = (party: string | undefined): Pick<ReferenceChange, 'kind' | 'subject'> =>
  party === undefined ? { kind: 'delegation' } : { kind: 'delegation', subject: party };
