import type { ClearedBecause, Decision, Instant } from '@baton/contracts';
import { flag, insert } from './arrival.ts';
import { type CaseEntry, defaultRoute } from './case-entry.ts';
import { CaseFolder, type Sink, type StallDetails, type Telling } from './case-folder.ts';
import { type CaseRecord, type Desk, alertOf, recordCleared, recordRaised, recordTelling } from './case-record.ts';
import { type CaseClock, type FoldedFact, type OpenStall, moverOf } from './case-state.ts';
import { clockInstant, firstClock, foldCaseFact, foldChange, foldClock } from './fold-entry.ts';
import { climb, fireRung } from './ladder.ts';
import { reconcile } from './reconcile.ts';
import { initialState, refold } from './refold.ts';
import type { Reference, ReferenceChange } from './reference.ts';

/** Writes what the live fold says into the record of the case at hand. */
class LiveSink implements Sink {
  readonly desk: Desk = { record: undefined as unknown as CaseRecord, knownAt: -Infinity, out: [] };

  raised(folder: CaseFolder, { kind, leg, dueAt }: OpenStall, details: StallDetails): void {
    climb(folder, recordRaised(this.desk, folder, { kind, leg, dueAt, details, alert: alertOf(folder.state, leg) }));
  }

  cleared(folder: CaseFolder, stall: OpenStall, because: ClearedBecause): void {
    const episode = this.desk.record.open(stall.kind, stall.leg?.definition.id);
    if (episode !== undefined) recordCleared(this.desk, episode, { at: folder.at, because });
  }

  tell(folder: CaseFolder, telling: Telling): void {
    recordTelling(this.desk, telling, folder.at);
  }
}

/** Where the engine stands in the ledger, and where the decisions of the moment go. */
export interface Moment {
  readonly now: Instant;
  readonly knownAt: Instant;
  /** None: nobody asks for the decisions. */
  readonly out: Decision[] | undefined;
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

  fold(entry: CaseEntry, folded: FoldedFact, moment: Moment): void {
    const isFirst = entry.facts.length === 0;
    insert(entry.facts, folded);
    if (isFirst) entry.state = initialState(entry, this.reference);
    const folder = this.begin(entry, folded.takenAt, moment);
    flag(folder, folded);
    if (!isFirst && this.isOutOfOrder(entry, folded)) {
      folded.confirmed = this.refold(entry, moment, folded);
      return;
    }
    foldCaseFact(folder, folded);
    folded.confirmed = folder.acceptance;
    entry.foldedUpTo = folded.takenAt;
  }

  /** Does the one thing of the case that is due at `at`: a change of the rules, then clocks, then rungs. */
  fire(entry: CaseEntry, at: Instant, moment: Moment): void {
    const folder = this.begin(entry, at, moment);
    const change = entry.pending[0];
    if (change !== undefined && change.at <= at) {
      entry.pending.shift();
      this.take(entry, change, moment);
      return;
    }
    const clock = firstClock(entry.state);
    if (clock !== undefined && clockInstant(clock) === at) {
      foldClock(folder, clock);
      entry.firedUpTo = Math.max(entry.firedUpTo, at);
      return;
    }
    const due = entry.record.episodes.filter((episode) => episode.rungDue === at);
    due.sort((one, other) => (`${one.leg ?? ''} ${one.kind}` < `${other.leg ?? ''} ${other.kind}` ? -1 : 1));
    fireRung(folder, this.sink.desk, due[0]!);
  }

  private begin(entry: CaseEntry, at: Instant, { knownAt, out }: Moment): CaseFolder {
    const folder = this.look(entry, at);
    folder.sink = this.sink;
    const { desk } = this.sink;
    desk.record = entry.record;
    desk.knownAt = knownAt;
    desk.out = out;
    folder.isHeard = out !== undefined;
    return folder;
  }

  /** Whether something that counts after this fact has been folded already. */
  private isOutOfOrder(entry: CaseEntry, { takenAt, fact }: FoldedFact): boolean {
    if (takenAt < entry.foldedUpTo || takenAt <= entry.firedUpTo) return true;
    if (fact.type === 'baton.case.opened.v1' && entry.state.implicit) return true;
    return (this.reference.changes.at(-1)?.at ?? -Infinity) > takenAt;
  }

  private take(entry: CaseEntry, change: ReferenceChange, moment: Moment): void {
    if (isFromOpening(entry, change, this.reference) || entry.firedUpTo >= change.at) {
      const before = [...entry.state.clocks];
      this.refold(entry, moment, undefined);
      this.sayMoved(entry, before, { at: change.at, because: because[change.kind] });
      return;
    }
    foldChange(this.folder, change, because[change.kind]);
    entry.foldedUpTo = Math.max(entry.foldedUpTo, change.at);
    if (change.kind === 'absence') return;
    for (const episode of entry.record.episodes) if (episode.status === 'open') climb(this.folder, episode);
  }

  /** Folds the case anew and brings its record into line. Answers what the late fact was, if an acceptance. */
  private refold(entry: CaseEntry, moment: Moment, late: FoldedFact | undefined): FoldedFact['confirmed'] {
    const { folder, reference } = this;
    const refolded = refold(entry, folder, { now: moment.now, because: late });
    entry.state = refolded.state;
    entry.pending = [];
    entry.foldedUpTo = Math.max(entry.facts.at(-1)!.takenAt, reference.changes.at(-1)?.at ?? -Infinity);
    entry.firedUpTo = refolded.firedUpTo;
    reconcile(entry, this.begin(entry, moment.now, moment), { refolded, desk: this.sink.desk });
    return refolded.acceptance;
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
};

/** What nobody had published when the case needed it counts from the opening. */
const isFromOpening = (entry: CaseEntry, change: ReferenceChange, reference: Reference): boolean => {
  if (change.kind === 'route') return true;
  if (change.kind === 'absence') return false;
  const isNew = (party: string | undefined): boolean =>
    party !== undefined && reference.becameKnown(party, change.sequence);
  const { legs, route } = entry.state;
  return legs.some((leg) => isNew(leg.receiver) || isNew(leg.holder)) || route.legs.some((leg) => isNew(leg.party));
};

/** Whether the case has to look at the change. */
export const concerns = (entry: CaseEntry, change: ReferenceChange): boolean => {
  const { status, routeId, route, legs } = entry.state;
  if (status !== 'open') return false;
  if (change.kind === 'route') return routeId === change.subject && route === defaultRoute;
  if (change.kind === 'absence') return legs.some((leg) => moverOf(leg) === change.subject);
  return true;
};
