import type { Instant, Party, ReferenceFact, Route } from '@baton/contracts';
import { type Absence, type WorkingCalendar, compileCalendar, withAbsences } from '@baton/working-time';

/** Every instant is working time: for parties whose calendar nobody has published. */
const alwaysOpen: WorkingCalendar = {
  next: (at) => at,
  add: (at, duration) => at + duration,
  subtract: (at, duration) => at - duration,
  between: (from, until) => Math.max(0, until - from),
  intervals: (from, until) => (until > from ? [{ from, until }] : []),
  isProvisional: () => true,
};

/** What a reference fact touches, and from when. */
export interface ReferenceChange {
  readonly sequence: number;
  readonly at: Instant;
  readonly kind: 'absence' | 'calendar' | 'roster' | 'route';
  /** The party of an absence, the route's id; none: whatever is open. */
  readonly subject?: string;
}

interface Version<T> {
  readonly sequence: number;
  readonly value: T;
}

interface KnownAbsence extends Absence {
  readonly id: string;
  readonly knownFrom: number;
  knownUntil: number;
}

const asOf = <T>(versions: readonly Version<T>[] | undefined, sequence: number): T | undefined =>
  versions?.findLast((version) => version.sequence <= sequence)?.value;

/** Calendars, parties, routes and absences, each as it was known at any place in the ledger. */
export class Reference {
  readonly facts: { readonly fact: ReferenceFact; readonly sequence: number; readonly recordedAt: Instant }[] = [];
  readonly changes: ReferenceChange[] = [];
  private readonly seen = new Set<string>();
  private readonly zones = new Map<string, string>();
  private readonly calendars = new Map<string, Version<WorkingCalendar>[]>();
  private readonly parties = new Map<string, Version<Party>[]>();
  private readonly routes = new Map<string, Version<Route>[]>();
  private readonly absences = new Map<string, KnownAbsence[]>();
  /** As known after the latest change; emptied by each. */
  private readonly current = new Map<string, WorkingCalendar>();
  private readonly currentPresent = new Map<string, WorkingCalendar>();

  has(factId: string): boolean {
    return this.seen.has(factId);
  }

  /** Place in the ledger of the latest change. */
  get latest(): number {
    return this.changes.at(-1)?.sequence ?? 0;
  }

  /** Of the latest change that acted before `at`. */
  latestBefore(at: Instant): number {
    return this.changes.findLast((change) => change.at < at)?.sequence ?? 0;
  }

  /** Whether the party, or its calendar, was published there for the first time: it counts from each case's opening. */
  becameKnown(party: string, sequence: number): boolean {
    const first = this.parties.get(party)?.[0];
    if (first === undefined) return false;
    return first.sequence === sequence || this.calendars.get(first.value.calendar)?.[0]?.sequence === sequence;
  }

  /** Where the ledger published the route; 0: nowhere. */
  sequenceOf(route: Route): number {
    return this.routes.get(route.id)?.find((version) => version.value === route)?.sequence ?? 0;
  }

  knownParties(): string[] {
    return [...this.parties.keys()];
  }

  /** Undefined: the fact was there before. */
  apply(fact: ReferenceFact, sequence: number, recordedAt: Instant): ReferenceChange | undefined {
    if (this.seen.has(fact.id)) return undefined;
    this.seen.add(fact.id);
    this.facts.push({ fact, sequence, recordedAt });
    const change = { sequence, at: recordedAt, ...this.take(fact, sequence) };
    this.changes.push(change);
    this.current.clear();
    this.currentPresent.clear();
    return change;
  }

  party(id: string, sequence: number): Party | undefined {
    return asOf(this.parties.get(id), sequence);
  }

  /** The route that the ledger published there. */
  publishedAt(sequence: number): Route | undefined {
    for (const versions of this.routes.values()) {
      for (const version of versions) if (version.sequence === sequence) return version.value;
    }
    return undefined;
  }

  /** The version in force then, else the first one published after. */
  route(id: string, sequence: number): Route | undefined {
    const versions = this.routes.get(id);
    return asOf(versions, sequence) ?? versions?.[0]?.value;
  }

  calendarOf(party: string, sequence: number): WorkingCalendar {
    if (sequence < this.latest) return this.calendarAsOf(party, sequence);
    let calendar = this.current.get(party);
    if (calendar === undefined) this.current.set(party, (calendar = this.calendarAsOf(party, sequence)));
    return calendar;
  }

  private calendarAsOf(party: string, sequence: number): WorkingCalendar {
    const known = this.parties.get(party);
    const id = (asOf(known, sequence) ?? known?.[0]?.value)?.calendar;
    const versions = id === undefined ? undefined : this.calendars.get(id);
    return asOf(versions, sequence) ?? versions?.[0]?.value ?? alwaysOpen;
  }

  /** IANA name, for people to read: folding never asks for it. */
  zoneOf(party: string): string | undefined {
    const calendar = this.parties.get(party)?.at(-1)?.value.calendar;
    return calendar === undefined ? this.zones.values().next().value : this.zones.get(calendar);
  }

  absencesOf(party: string, sequence: number): readonly Absence[] {
    const known = this.absences.get(party);
    if (known === undefined) return [];
    return known.filter((absence) => absence.knownFrom <= sequence && sequence < absence.knownUntil);
  }

  /** The party's working time without its absences. */
  presentOf(party: string, sequence: number): WorkingCalendar {
    if (!this.absences.has(party)) return this.calendarOf(party, sequence);
    const isCurrent = sequence >= this.latest;
    const kept = isCurrent ? this.currentPresent.get(party) : undefined;
    if (kept !== undefined) return kept;
    const calendar = withAbsences(this.calendarOf(party, sequence), this.absencesOf(party, sequence));
    if (isCurrent) this.currentPresent.set(party, calendar);
    return calendar;
  }

  private take(fact: ReferenceFact, sequence: number): Pick<ReferenceChange, 'kind' | 'subject'> {
    switch (fact.type) {
      case 'baton.people.absence-declared.v1':
        this.endAbsence(fact.party, fact.absence, sequence);
        this.addAbsence(fact.party, { id: fact.absence, from: fact.from, until: fact.until }, sequence);
        return { kind: 'absence', subject: fact.party };
      case 'baton.people.absence-ended.v1': {
        const ended = this.endAbsence(fact.party, fact.absence, sequence);
        const until = fact.endedAt ?? fact.occurredAt;
        if (ended !== undefined && until > ended.from) this.addAbsence(fact.party, { ...ended, until }, sequence);
        return { kind: 'absence', subject: fact.party };
      }
      case 'baton.people.roster-changed.v1':
        for (const party of fact.parties) push(this.parties, party.id, { sequence, value: party });
        return { kind: 'roster' };
      case 'baton.rules.calendar-published.v1':
        this.zones.set(fact.calendar.id, fact.calendar.zone);
        push(this.calendars, fact.calendar.id, { sequence, value: compileCalendar(fact.calendar) });
        return { kind: 'calendar' };
      case 'baton.rules.route-published.v1':
        push(this.routes, fact.route.id, { sequence, value: fact.route });
        return { kind: 'route', subject: fact.route.id };
    }
  }

  private addAbsence(party: string, absence: { id: string } & Absence, sequence: number): void {
    const { id, from, until } = absence;
    push(this.absences, party, { id, from, until, knownFrom: sequence, knownUntil: Infinity });
  }

  private endAbsence(party: string, id: string, sequence: number): KnownAbsence | undefined {
    const known = this.absences.get(party)?.find((absence) => absence.id === id && absence.knownUntil === Infinity);
    if (known !== undefined) known.knownUntil = sequence;
    return known;
  }
}

const push = <T>(into: Map<string, T[]>, key: string, value: T): void => {
  const list = into.get(key);
  if (list === undefined) into.set(key, [value]);
  else list.push(value);
};
