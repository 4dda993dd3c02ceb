import type { CaseFact, Fact, Party, ReferenceFact, StallKind } from '@baton/contracts';
import { type WorkingCalendar, compileCalendar } from '@baton/working-time';
import { hour } from './relay.fixture.ts';
import { isCaseFact } from './rulebook.fixture.ts';

type StallAct = Extract<CaseFact, { type: `baton.stall.${string}` }>;

/** An episode as those who read the decisions know it. */
export interface Known {
  readonly caseId: string;
  readonly kind: StallKind;
  readonly leg: string | undefined;
  readonly raisedAt: number;
  isOpen: boolean;
  /** Nothing may be sent for what falls due in between. */
  quiet: { readonly from: number; readonly until: number } | undefined;
}

const window = 7 * 24 * hour;

/** When a fact counts. */
const takenAt = (fact: Fact, recordedAt: number): number =>
  fact.occurredAt < recordedAt - window ? recordedAt : Math.min(fact.occurredAt, recordedAt);

/**
 * Until when at least an acknowledgement or a snooze keeps an episode quiet. Where the hours, the budget or the person
 * leave more than one reading, or change afterwards, the earliest end counts: what breaks this is wrong by any reading.
 */
export class Quiet {
  private readonly parties = new Map<string, Party>();
  private readonly calendars = new Map<string, WorkingCalendar>();
  private readonly absences = new Map<string, number[]>();
  private readonly quieted = new Set<Known>();
  private shortest = 4 * hour;

  /** Takes a fact that the engine has folded, was not refused and is not a repetition; and the episodes of its case. */
  take(fact: Fact, recordedAt: number, ofCase: Iterable<Known>): void {
    if (!isCaseFact(fact)) return this.takeReference(fact, recordedAt);
    switch (fact.type) {
      case 'baton.stall.acknowledged.v1':
      case 'baton.stall.snoozed.v1':
        return this.begin(fact, takenAt(fact, recordedAt), ofCase);
      case 'baton.stall.acknowledgement-ended.v1':
      case 'baton.fact.voided.v1':
      case 'baton.case.reopened.v1':
      case 'baton.case.migrated.v1':
        for (const known of ofCase) known.quiet = undefined;
        return;
      default:
    }
  }

  private begin(fact: StallAct, from: number, ofCase: Iterable<Known>): void {
    const until = this.endOf(fact, from);
    for (const known of ofCase) {
      const isMeant = known.isOpen && known.raisedAt < from && fits(fact, known);
      if (!isMeant) continue;
      known.quiet = { from, until: Math.min(until, known.quiet?.until ?? until) };
      this.quieted.add(known);
    }
  }

  private endOf(fact: StallAct, from: number): number {
    if (fact.type === 'baton.stall.snoozed.v1') return fact.until;
    const by = (fact.type === 'baton.stall.acknowledged.v1' ? fact.by : undefined) ?? fact.actor;
    const party = this.parties.get(by);
    const calendar = party?.members === undefined ? this.calendars.get(party?.calendar ?? '') : undefined;
    if (calendar === undefined || fact.type !== 'baton.stall.acknowledged.v1') return from;
    const shift = calendar.intervals(from, from + 2 * 24 * hour)[0];
    const shiftEnd = shift?.from === from ? shift.until : from;
    const expiry = fact.until ?? calendar.add(from, this.shortest) ?? from;
    return Math.min(shiftEnd, expiry, ...(this.absences.get(by) ?? []).map((away) => Math.max(away, from)));
  }

  private takeReference(fact: ReferenceFact, recordedAt: number): void {
    switch (fact.type) {
      case 'baton.people.roster-changed.v1':
        for (const party of fact.parties) this.parties.set(party.id, party);
        break;
      case 'baton.rules.calendar-published.v1':
        this.calendars.set(fact.calendar.id, compileCalendar(fact.calendar));
        break;
      case 'baton.people.absence-declared.v1':
        this.absences.set(fact.party, [...(this.absences.get(fact.party) ?? []), fact.from]);
        break;
      case 'baton.rules.policy-published.v1':
        this.shortest = Math.min(this.shortest, fact.policy.acknowledgeFor ?? this.shortest);
        break;
      default:
        return;
    }
    for (const known of this.quieted) {
      const { quiet } = known;
      if (quiet !== undefined) known.quiet = { from: quiet.from, until: Math.min(quiet.until, recordedAt) };
    }
    this.quieted.clear();
  }
}

const fits = (fact: StallAct, known: Known): boolean =>
  (fact.leg === undefined || fact.leg === known.leg) && (fact.kind === undefined || fact.kind === known.kind);

export const isQuietAt = ({ quiet }: Known, at: number): boolean =>
  quiet !== undefined && quiet.from < at && at < quiet.until;
