import type { CaseFact, Instant } from '@baton/contracts';
import { flag } from './arrival.ts';
import type { CaseEntry } from './case-entry.ts';
import { isFromOpening, movesCase } from './concerns.ts';
import { CaseFolder, isLoss } from './case-folder.ts';
import { type Episode, firstDue, nameOf } from './episode.ts';
import type { CaseClock } from './case-state.ts';
import type { Decisions } from './decisions.ts';
import { type Taken, noRow } from './fact-log.ts';
import { clockInstant, firstClock, foldCaseFact, foldChange, foldClock } from './fold-entry.ts';
import { adoptActs, redo } from './ladder/act.ts';
import { release, reviseLadder } from './ladder/hold.ts';
import { fireRung } from './ladder/rungs.ts';
import { LiveSink } from './live-sink.ts';
import { reconcile } from './reconcile.ts';
import { type Refolded, initialState, refold } from './refold.ts';
import type { Reference, ReferenceChange } from './reference/reference.ts';
import { flagUnknown, isAboutAct, isVoided, voidedIn } from './voiding.ts';

/** Where the engine stands in the ledger, and where the decisions of the moment go. */
export interface Moment {
  now: Instant;
  /** When the newest fact was recorded: nothing that follows from it can have been known earlier. */
  knownAt: Instant;
  /** None: nobody asks for the decisions. */
  out: Decisions | undefined;
}

/** What is done to one case: a fact folded, or the one thing fired that is due. */
export class CaseWork {
  readonly folder: CaseFolder;
  private readonly sink = new LiveSink();

  constructor(private readonly reference: Reference) {
    this.folder = new CaseFolder(reference);
  }

  /** The folder set on a case at an instant. */
  look(entry: CaseEntry, at: Instant): CaseFolder {
    const { folder } = this;
    folder.state = entry.state;
    folder.at = at;
    folder.sequence = this.reference.latest;
    return folder;
  }

  fold(entry: CaseEntry, taken: Taken, moment: Moment): void {
    const { fact } = taken;
    const isFirst = entry.lastRow === noRow;
    const voided =
      fact.type === 'baton.fact.voided.v1' ? entry.facts.find((one) => one.fact.id === fact.fact) : undefined;
    const row = entry.keep(taken);
    if (isFirst) entry.state = initialState(entry, this.reference);
    const folder = this.begin(entry, taken.takenAt, moment);
    flag(folder, taken);
    if (fact.type === 'baton.fact.voided.v1') {
      if (voided === undefined) flagUnknown(folder, fact);
    } else if (isVoided(entry, fact)) return;
    if (voided !== undefined || (!isFirst && this.isOutOfOrder(entry, fact, taken.takenAt))) {
      this.refold(entry, moment, row);
      if (voided !== undefined && isAboutAct(entry, voided)) this.redoActs(entry, moment);
      return;
    }
    folder.isLost = false;
    foldCaseFact(folder, fact);
    if (folder.isLost || folder.acceptance !== undefined)
      entry.settle(row, { confirmed: folder.acceptance, lost: folder.isLost });
    entry.foldedUpTo = taken.takenAt;
    if (fact.type === 'baton.case.migrated.v1') this.reviseLadders(entry, 'migrated');
  }

  private redoActs(entry: CaseEntry, moment: Moment): void {
    const voided = voidedIn(entry);
    const counting = entry.facts.filter(({ fact }) => !voided.has(fact.id));
    redo(this.begin(entry, moment.now, moment), this.sink.desk, counting);
  }

  /** Does the one thing of the case that is due at `at`: a change of the rules, then clocks and rungs by (leg, kind). */
  fire(entry: CaseEntry, at: Instant, moment: Moment): void {
    const folder = this.begin(entry, at, moment);
    const change = entry.pending[0];
    if (change !== undefined && change.at <= at) {
      entry.pending = entry.pending.length === 1 ? nothing : entry.pending.slice(1);
      this.take(entry, change, moment);
      return;
    }
    const clock = firstClock(entry.state);
    const episode = firstDue(entry.episodes, at);
    if (
      clock === undefined ||
      clockInstant(clock) !== at ||
      (episode !== undefined && nameOf(episode) < clockName(clock))
    ) {
      this.climbOn(folder, episode!);
      return;
    }
    foldClock(folder, clock);
    entry.firedUpTo = Math.max(entry.firedUpTo, at);
  }

  private climbOn(folder: CaseFolder, episode: Episode): void {
    const { desk } = this.sink;
    if (episode.hold === undefined) fireRung(folder, desk, episode);
    else release(folder, desk, { episode, because: episode.hold.ends });
  }

  private begin(entry: CaseEntry, at: Instant, { knownAt, out }: Moment): CaseFolder {
    const folder = this.look(entry, at);
    folder.sink = this.sink;
    const { desk } = this.sink;
    desk.record = entry;
    desk.knownAt = knownAt;
    desk.out = out;
    folder.isHeard = out !== undefined;
    return folder;
  }

  /** Whether something that counts after this fact has been folded already. */
  private isOutOfOrder(entry: CaseEntry, fact: CaseFact, takenAt: Instant): boolean {
    if (takenAt < entry.foldedUpTo || takenAt <= entry.firedUpTo) return true;
    if (fact.type === 'baton.case.opened.v1' && entry.state.implicit) return true;
    return this.reference.changes.latestAt(entry.origin) > takenAt;
  }

  private take(entry: CaseEntry, change: ReferenceChange, moment: Moment): void {
    if (isFromOpening(entry, change, this.reference) || entry.firedUpTo >= change.at) {
      const before = [...entry.state.clocks];
      this.refold(entry, moment, undefined);
      this.sayMoved(entry, before, { at: change.at, because: because[change.kind] });
      this.reviseLadders(entry, because[change.kind]);
      return;
    }
    if (movesCase(entry.state, change, this.reference)) foldChange(this.folder, change, because[change.kind]);
    entry.foldedUpTo = Math.max(entry.foldedUpTo, change.at);
    this.reviseLadders(entry, because[change.kind]);
  }

  private reviseLadders(entry: CaseEntry, why: string): void {
    for (const episode of entry.episodes) {
      if (episode.status !== 'open') continue;
      reviseLadder(this.folder, this.sink.desk, { episode, because: why });
    }
  }

  /** Folds the case anew and brings its record into line; notes what the late fact was, if an acceptance. */
  private refold(entry: CaseEntry, moment: Moment, late: number | undefined): void {
    const refolded = this.foldFromNothing(entry, moment.now, late);
    reconcile(entry, this.begin(entry, moment.now, moment), { refolded, desk: this.sink.desk });
    if (late === undefined) return;
    const lost = refolded.tellings.some(isLoss);
    entry.settle(late, { confirmed: refolded.acceptance, lost });
  }

  private foldFromNothing(entry: CaseEntry, now: Instant, because: number | undefined): Refolded {
    const refolded = refold(entry, this.folder, { now, because });
    entry.state = refolded.state;
    entry.pending = nothing;
    entry.foldedUpTo = Math.max(entry.lastTakenAt, this.reference.changes.latestAt(entry.origin));
    entry.firedUpTo = refolded.firedUpTo;
    return refolded;
  }

  /** Of a case whose record was adopted: what is closed only gets its state, what is open is put right in its record. */
  foldAnew(entry: CaseEntry, moment: Moment): void {
    if (entry.lastRow === noRow) return;
    const refolded = this.foldFromNothing(entry, moment.now, undefined);
    if (entry.state.status !== 'open') return;
    const folder = this.begin(entry, moment.now, moment);
    adoptActs(folder, this.sink.desk, entry.facts);
    reconcile(entry, folder, { refolded, desk: this.sink.desk });
  }

  /** Folding anew moves deadlines without a word; a change of the rules says which. */
  private sayMoved(entry: CaseEntry, before: readonly CaseClock[], what: { at: Instant; because: string }): void {
    this.folder.at = what.at;
    for (const { kind, leg, due } of entry.state.clocks) {
      const old = before.find((clock) => clock.kind === kind && clock.leg?.definition.id === leg?.definition.id);
      if (kind === 'absent' || kind === 'lapse' || old === undefined || old.due === due) continue;
      const moved = { leg: leg?.definition.id, clock: kind, old: old.due, new: due, because: what.because };
      this.folder.tell({ type: 'deadline-moved', ...moved });
    }
  }
}

const because: Record<ReferenceChange['kind'], string> = {
  absence: 'absence-changed',
  calendar: 'calendar-published',
  roster: 'roster-changed',
  route: 'route-published',
  delegation: 'delegation-changed',
  policy: 'policy-published',
  durations: 'durations-learned',
  silence: 'silence-changed',
};

const nothing: readonly never[] = [];

const clockName = ({ leg, kind }: CaseClock): string => `${leg?.definition.id ?? ''} ${kind}`;
