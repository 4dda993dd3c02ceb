import type { Instant, Party } from '@baton/contracts';
import { type Absence, type CalendarDefinition, type WorkingCalendar, compileCalendar } from '@baton/working-time';
import { MadeCalendars } from './made-calendars.ts';
import { Spans } from './spans.ts';
import { type Version, asOf, asOfOrFirst, push } from './versions.ts';
import { type View, Views } from './views.ts';

/** Every instant is working time: elapsed budgets, and parties whose calendar nobody has published. */
export const elapsedTime: WorkingCalendar = {
  next: (at) => at,
  add: (at, duration) => at + duration,
  subtract: (at, duration) => at - duration,
  between: (from, until) => Math.max(0, until - from),
  intervals: (from, until) => (until > from ? [{ from, until }] : []),
  isProvisional: () => true,
};

/** Parties, their calendars and absences, each as it was known at any place in the ledger. */
export class People {
  private readonly calendars = new Map<string, Version<WorkingCalendar>[]>();
  private readonly zones = new Map<string, string>();
  private readonly parties = new Map<string, Version<Party>[]>();
  private readonly absences = new Spans<Absence>();
  private readonly made = new MadeCalendars();
  private readonly views = new Views((party, sequence) => this.viewAsOf(party, sequence));
  private latestTeams: { party: string; sequence: number; names: ReadonlySet<string> } | undefined;
  private firstRoster = Infinity;

  /** With a party change all teams that it is in. */
  private change(party: string, sequence: number): void {
    this.views.change((one) => this.isOrIsIn(party, one, sequence));
  }

  publishCalendar(definition: CalendarDefinition, sequence: number): void {
    this.views.forget();
    this.zones.set(definition.id, definition.zone);
    push(this.calendars, definition.id, { sequence, value: compileCalendar(definition) });
  }

  changeRoster(parties: readonly Party[], sequence: number): void {
    this.views.forget();
    this.latestTeams = undefined;
    this.firstRoster = Math.min(this.firstRoster, sequence);
    for (const party of parties) push(this.parties, party.id, { sequence, value: party });
  }

  declareAbsence(party: string, absence: Absence & { readonly id: string }, sequence: number): void {
    const { id, from, until } = absence;
    this.change(party, sequence);
    this.absences.begin(party, { id, value: { from, until }, sequence });
  }

  endAbsence(party: string, what: { readonly id: string; readonly until: Instant }, sequence: number): void {
    this.change(party, sequence);
    const ended = this.absences.end(party, what.id, sequence);
    if (ended !== undefined && what.until > ended.from) {
      this.absences.begin(party, { id: what.id, value: { from: ended.from, until: what.until }, sequence });
    }
  }

  known(): string[] {
    return [...this.parties.keys()];
  }

  party(id: string, sequence: number): Party | undefined {
    return asOf(this.parties.get(id), sequence);
  }

  /** Whether the party, or its calendar, was published there for the first time. */
  becameKnown(party: string, sequence: number): boolean {
    const first = this.parties.get(party)?.[0];
    if (first === undefined) return false;
    return first.sequence === sequence || this.calendars.get(first.value.calendar)?.[0]?.sequence === sequence;
  }

  /** Whether nobody is behind the name. As long as nobody has published a roster, every party is taken at its word. */
  private isVacant(id: string, sequence: number): boolean {
    if (this.firstRoster > sequence) return false;
    const party = asOfOrFirst(this.parties.get(id), sequence);
    return party === undefined || party.members?.length === 0;
  }

  /** A team's or a role's, as far as anybody says. */
  membersOf(id: string, sequence: number): readonly string[] {
    return asOfOrFirst(this.parties.get(id), sequence)?.members ?? [];
  }

  /** Whether one is the other, or a member of it. */
  isOrIsIn(who: string, party: string, sequence: number): boolean {
    return who === party || this.membersOf(party, sequence).includes(who);
  }

  /** The party, and every team and role that it is in. A change that concerns it is held against all open cases. */
  withTeamsOf(party: string, sequence: number): ReadonlySet<string> {
    if (this.latestTeams?.party === party && this.latestTeams.sequence === sequence) return this.latestTeams.names;
    const names = new Set([party]);
    for (const one of this.parties.keys()) if (this.membersOf(one, sequence).includes(party)) names.add(one);
    this.latestTeams = { party, sequence, names };
    return names;
  }

  /** IANA name, for people to read: folding never asks for it. */
  zoneOf(party: string): string | undefined {
    const calendar = this.parties.get(party)?.at(-1)?.value.calendar;
    return calendar === undefined ? this.zones.values().next().value : this.zones.get(calendar);
  }

  /** As known there; `isCurrent`: nothing has changed since. */
  viewOf(party: string, sequence: number, isCurrent: boolean): View {
    return isCurrent ? this.views.ofNow(party, sequence) : this.views.asOf(party, sequence);
  }

  private viewAsOf(party: string, sequence: number): View {
    const calendar = this.calendarAsOf(party, sequence);
    const absences = this.absencesOf(party, sequence);
    return {
      party,
      calendar,
      absences,
      present: this.presentAsOf(party, sequence, calendar),
      away: this.made.without(calendar, absences),
      isVacant: this.isVacant(party, sequence),
    };
  }

  /** A team or a role is away when it says so itself, and when all its members are. */
  private absencesOf(party: string, sequence: number): readonly Absence[] {
    const members = this.membersOf(party, sequence);
    const own = this.absences.of(party, sequence);
    if (members.length === 0) return own;
    return [...own, ...members.map((member) => this.absences.of(member, sequence)).reduce(whenBoth)];
  }

  /** Working hours, absences left out. A team has those of any member. */
  private calendarAsOf(id: string, sequence: number): WorkingCalendar {
    const members = this.membersOf(id, sequence);
    if (members.length === 0) return this.ownCalendar(id, sequence) ?? elapsedTime;
    return this.made.anyOf(members.map((member) => this.memberCalendar(id, member, sequence)));
  }

  /** Working time without its absences. */
  private presentAsOf(id: string, sequence: number, calendar: WorkingCalendar): WorkingCalendar {
    const members = this.membersOf(id, sequence);
    if (!members.some((member) => this.absences.of(member, sequence).length > 0)) {
      return this.without(id, sequence, calendar);
    }
    const present = members.map((member) => this.without(member, sequence, this.memberCalendar(id, member, sequence)));
    return this.without(id, sequence, this.made.anyOf(present));
  }

  private without(id: string, sequence: number, calendar: WorkingCalendar): WorkingCalendar {
    return this.made.without(calendar, this.absences.of(id, sequence));
  }

  /** A member of whose hours nobody says anything works when the team or the role does. */
  private memberCalendar(id: string, member: string, sequence: number): WorkingCalendar {
    return this.ownCalendar(member, sequence) ?? this.ownCalendar(id, sequence) ?? elapsedTime;
  }

  private ownCalendar(id: string, sequence: number): WorkingCalendar | undefined {
    const party = asOfOrFirst(this.parties.get(id), sequence);
    return party === undefined ? undefined : this.published(party.calendar, sequence);
  }

  private published(calendar: string, sequence: number): WorkingCalendar | undefined {
    return asOfOrFirst(this.calendars.get(calendar), sequence);
  }
}

/** The spans that lie in both. */
const whenBoth = (these: readonly Absence[], those: readonly Absence[]): readonly Absence[] =>
  these.flatMap((one) =>
    those.flatMap((other) => {
      const [from, until] = [Math.max(one.from, other.from), Math.min(one.until, other.until)];
      return from < until ? [{ from, until }] : [];
    }),
  );
