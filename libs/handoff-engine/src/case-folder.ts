import type { CaseFact, ClearedBecause, Decision, Instant, Policy, StallKind, StallRaised } from '@baton/contracts';
import type { WorkingCalendar } from '@baton/working-time';
import { append } from './append.ts';
import {
  type Acceptance,
  type CaseClock,
  type CaseState,
  type ClockKind,
  type LegState,
  type OpenStall,
  instantClock,
  noClocks,
  openEnd,
} from './case-state.ts';
import { elapsedTime } from './reference/people.ts';
import type { Reference } from './reference/reference.ts';

type Told = Exclude<
  Decision,
  { type: 'stall-raised' | 'stall-cleared' | 'stall-retracted' | 'rung-fired' | 'options-proposed' }
>;
type Without<T, Keys extends PropertyKey> = T extends unknown ? Omit<T, Keys> : never;

/** A decision that belongs to no episode, before it has its id and its instants. */
export type Telling = Without<Told, 'id' | 'caseId' | 'dueAt' | 'knownAt'>;

/** The same with room for them: made in one piece, which is several times as fast as copying. */
export type Draft = Told & { id: string; knownAt: Instant };

/** What one kind of stall adds to the alert. */
export type StallDetails = Partial<
  Pick<
    StallRaised,
    | 'party'
    | 'actBy'
    | 'projectedFinish'
    | 'legFinish'
    | 'legFinishPresent'
    | 'away'
    | 'budget'
    | 'lastInside'
    | 'provisional'
    | 'missing'
    | 'returns'
    | 'hops'
    | 'path'
    | 'eater'
  >
> & {
  /** The leg that stands still, when the stall itself has none. */
  readonly standsAt?: string;
};

/** What people do about stalls: it moves ladders, not the case. */
export type StallAct = Extract<CaseFact, { type: `baton.stall.${string}` }>;

/** Where folding says what it decided: into the record when live, into a scratch list when a case is folded anew. */
export interface Sink {
  /** If not, only that something is told counts. */
  readonly isListening: boolean;
  raised(folder: CaseFolder, stall: OpenStall, details: StallDetails): void;
  cleared(folder: CaseFolder, stall: OpenStall, because: ClearedBecause): void;
  tell(folder: CaseFolder, draft: Draft): void;
  act(folder: CaseFolder, act: StallAct): void;
}

export const isLoss = (draft: Draft): boolean => draft.type === 'fact-refused' && draft.refusal === 'already-taken';

/** Whose acceptance was confirmed to its sender before a competing one, that comes late, was known: it stands. */
export type ConfirmedElsewhere = (leg: LegState, by: string) => string | undefined;

const nowhere: ConfirmedElsewhere = () => undefined;

/** One case at one instant, and what a rule may do there. One folder serves all cases, one after the other. */
export class CaseFolder {
  state!: CaseState;
  at: Instant = -Infinity;
  /** Place in the ledger that decides which calendars, absences and routes are known. */
  sequence = 0;
  sink!: Sink;
  confirmedElsewhere: ConfirmedElsewhere = nowhere;
  /** Whether anybody asks what a stall that comes up is like; if not, only that it does counts. */
  isHeard = true;
  /** What the fact at hand was, if it was an acceptance that took effect. */
  acceptance: Acceptance | undefined;

  /** Whether the sender of the fact at hand was told that another had taken what they wanted. */
  isLost = false;

  constructor(readonly reference: Reference) {}

  /** In force for the case. */
  get policy(): Policy | undefined {
    return this.reference.rules.policyOf(this.state.route, this.sequence);
  }

  /** What a leg's budgets are counted in when the party runs it. */
  hoursOf(leg: LegState | undefined, party: string): WorkingCalendar {
    if (leg?.definition.elapsed === true) return elapsedTime;
    return this.reference.calendarOf(party, this.sequence);
  }

  /**
   * Starts a budget in the working time of `party`, or once the pause of the leg is over; a clock of the same kind and
   * leg is replaced. Answers when it is due.
   */
  startBudget(kind: StallKind, leg: LegState, what: { party: string; budget: number }): Instant | undefined {
    this.stopClock(kind, leg);
    const { party, budget } = what;
    const pausedUntil = leg.pausedUntil;
    if (pausedUntil !== undefined && pausedUntil > this.at) {
      const resumesAt = pausedUntil === openEnd ? undefined : pausedUntil;
      const waiting = { kind, leg, party, budget, consumed: 0, runningSince: undefined, due: undefined, resumesAt };
      this.run(waiting);
      return undefined;
    }
    const due = this.hoursOf(leg, party).add(this.at, budget);
    const runningSince = this.at;
    const clock = { kind, leg, party, budget, consumed: 0, runningSince, due, resumesAt: undefined };
    this.run(clock);
    return due;
  }

  /** There is room for as many as ran before. */
  private run(clock: CaseClock): void {
    const { state } = this;
    if (state.legClocks.length === 0 && state.legClocks !== noClocks) state.legClocks.push(clock);
    else state.legClocks = append(state.legClocks, clock);
  }

  /** A clock of a leg that is nothing but an instant; none: it stops. */
  setInstant(kind: 'absent' | 'lapse', leg: LegState, due: Instant | undefined): void {
    if (due === undefined) return this.stopClock(kind, leg);
    const clock = this.clock(kind, leg);
    if (clock !== undefined) clock.due = due;
    else this.run(instantClock(kind, leg, due));
  }

  clock(kind: ClockKind, leg: LegState): CaseClock | undefined {
    for (const clock of this.state.legClocks) if (clock.kind === kind && clock.leg === leg) return clock;
    return undefined;
  }

  stopClock(kind: ClockKind, leg: LegState): void {
    const clocks = this.state.legClocks;
    for (let index = 0; index < clocks.length; index++) {
      const clock = clocks[index]!;
      if (clock.kind !== kind || clock.leg !== leg) continue;
      clocks[index] = clocks[clocks.length - 1]!;
      clocks.pop();
      return;
    }
  }

  stallOf(kind: StallKind, leg: LegState | undefined): OpenStall | undefined {
    for (const stall of this.state.stalls) if (stall.kind === kind && stall.leg === leg) return stall;
    return undefined;
  }

  raise(kind: StallKind, leg: LegState | undefined, details: StallDetails): void {
    if (this.stallOf(kind, leg) !== undefined) return;
    const stall = { kind, leg, dueAt: this.at };
    this.state.stalls = append(this.state.stalls, stall);
    this.sink.raised(this, stall, details);
  }

  clear(kind: StallKind, leg: LegState | undefined, because: ClearedBecause): void {
    const stall = this.stallOf(kind, leg);
    if (stall === undefined) return;
    this.state.stalls.splice(this.state.stalls.indexOf(stall), 1);
    this.sink.cleared(this, stall, because);
  }

  /** Moves the case's accountability; telling it is part of the promise that there is always exactly one. */
  moveAccountability(to: string, leg: LegState | undefined): void {
    const from = this.state.accountable;
    if (from === to) return;
    const { at, state } = this;
    state.accountable = to;
    // prettier-ignore
    this.sink.tell(this, {
      type: 'accountability-moved', id: '', caseId: state.id, dueAt: at, knownAt: at,
      from: from === '' ? undefined : from, to, leg: leg?.definition.id,
    });
  }

  /** The baton of a leg passes; with parallel legs, who answers for the case shows when all is folded. */
  passAccountability(to: string, leg: LegState): void {
    if (this.state.graph.isSequence) this.moveAccountability(to, leg);
  }

  tell(telling: Telling): void {
    const draft: Draft = { ...telling, id: '', caseId: this.state.id, dueAt: this.at, knownAt: this.at };
    if (isLoss(draft)) this.isLost = true;
    this.sink.tell(this, draft);
  }
}
