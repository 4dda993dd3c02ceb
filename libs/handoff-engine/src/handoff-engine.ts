import type { CaseFact, ClearedBecause, Decision, Fact, Instant, ReferenceFact } from '@baton/contracts';
import { type CaseEntry, newEntry, newState, nextDueOf, defaultRoute } from './case-entry.ts';
import { CaseFolder, type Sink, type StallDetails, type Telling } from './case-folder.ts';
import { type Desk, recordCleared, recordRaised, recordTelling } from './case-record.ts';
import { type FoldedFact, type OpenStall, moverOf } from './case-state.ts';
import { DueQueue } from './due-queue.ts';
import type { Advanced, Engine } from './engine.ts';
import { clockInstant, firstClock, foldCaseFact, foldChange, foldClock } from './fold-entry.ts';
import { climb, fireRung } from './ladder.ts';
import { reconcile } from './reconcile.ts';
import { initialState, refold } from './refold.ts';
import { Reference, type ReferenceChange } from './reference.ts';
import { type EngineSnapshot, restoreCase, snapshotOf } from './snapshot.ts';

const day = 86_400_000;
/** A publisher's clock may run ahead by this; beyond it a fact is taken as of when it was recorded. */
const futureTolerance = 5 * 60_000;
/** A fact that is late by more than this is folded where it arrives. */
const latenessWindow = 7 * day;

/** Writes what the live fold says into the record of the case at hand. */
class LiveSink implements Sink {
  desk!: Desk;

  raised(folder: CaseFolder, stall: OpenStall, details: StallDetails): void {
    climb(folder, recordRaised(this.desk, folder, { ...stall, details }));
  }

  cleared(folder: CaseFolder, stall: OpenStall, because: ClearedBecause): void {
    const episode = this.desk.record.open(stall.kind, stall.leg?.definition.id);
    if (episode !== undefined) recordCleared(this.desk, episode, { at: folder.at, because });
  }

  tell(folder: CaseFolder, telling: Telling): void {
    recordTelling(this.desk, telling, folder.at);
  }
}

export class HandoffEngine implements Engine {
  readonly reference = new Reference();
  private readonly cases = new Map<string, CaseEntry>();
  private readonly queue = new DueQueue<CaseEntry>();
  private readonly folder = new CaseFolder(this.reference);
  private readonly sink = new LiveSink();
  private now: Instant = -Infinity;
  /** When the newest fact was recorded: nothing that follows from it can have been known earlier. */
  private knownAt: Instant = -Infinity;
  private sequence = 0;

  static restore(snapshot: EngineSnapshot): HandoffEngine {
    const engine = new HandoffEngine();
    engine.now = snapshot.now ?? -Infinity;
    engine.knownAt = snapshot.knownAt ?? -Infinity;
    engine.sequence = snapshot.sequence;
    for (const { fact, sequence, recordedAt } of snapshot.reference) engine.reference.apply(fact, sequence, recordedAt);
    for (const kept of snapshot.cases) {
      const entry = restoreCase(kept, engine.folder, engine.now);
      engine.cases.set(entry.id, entry);
      engine.enqueue(entry);
    }
    return engine;
  }

  snapshot(): EngineSnapshot {
    return snapshotOf({ now: this.now, knownAt: this.knownAt, sequence: this.sequence }, this.reference, this.cases.values());
  }

  apply(fact: Fact, recordedAt: Instant): readonly Decision[] {
    const out: Decision[] = [];
    this.fireUpTo(recordedAt, out, Infinity);
    this.now = Math.max(this.now, recordedAt);
    this.knownAt = this.now;
    this.sequence++;
    if ('caseId' in fact) this.applyCaseFact(fact, out);
    else this.applyReferenceFact(fact);
    return out;
  }

  advance(to: Instant, limit = Infinity): Advanced {
    const decisions: Decision[] = [];
    const done = this.fireUpTo(to, decisions, limit);
    if (done) this.now = Math.max(this.now, to);
    return { decisions, done };
  }

  nextDue(): Instant | undefined {
    return this.queue.peek()?.at;
  }

  /** Whether this very fact has been folded before. */
  has(fact: Fact): boolean {
    if (!('caseId' in fact)) return this.reference.has(fact.id);
    return this.cases.get(fact.caseId)?.facts.some((folded) => folded.fact.id === fact.id) ?? false;
  }

  /** What is known of a case; undefined: nothing. Read it, never change it. */
  entry(caseId: string): CaseEntry | undefined {
    return this.cases.get(caseId);
  }

  entries(): IterableIterator<CaseEntry> {
    return this.cases.values();
  }

  /** The folder set on a case at an instant, for walks and options that a reader asks for. */
  look(entry: CaseEntry, at: Instant): CaseFolder {
    this.folder.state = entry.state;
    this.folder.at = at;
    this.folder.sequence = this.sequence;
    return this.folder;
  }

  private fireUpTo(to: Instant, out: Decision[], limit: number): boolean {
    for (;;) {
      const due = this.queue.peek();
      if (due === undefined || due.at > to) return true;
      if (out.length >= limit) return false;
      this.fire(due.of, due.at, out);
      this.enqueue(due.of);
    }
  }

  /** Does the one thing of the case that is due at `at`: a change of the rules, then clocks, then rungs. */
  private fire(entry: CaseEntry, at: Instant, out: Decision[]): void {
    this.begin(entry, at, out);
    const change = entry.pending[0];
    if (change !== undefined && change.at <= at) {
      entry.pending.shift();
      if (change.kind === 'route') return this.refold(entry, out, undefined);
      foldChange(this.folder, change);
      entry.foldedUpTo = Math.max(entry.foldedUpTo, at);
      return;
    }
    const clock = firstClock(entry.state);
    if (clock !== undefined && clockInstant(clock) === at) {
      foldClock(this.folder, clock);
      entry.firedUpTo = Math.max(entry.firedUpTo, at);
      return;
    }
    const due = entry.record.episodes.filter((episode) => episode.rungDue === at);
    due.sort((one, other) => (`${one.leg ?? ''} ${one.kind}` < `${other.leg ?? ''} ${other.kind}` ? -1 : 1));
    fireRung(this.folder, this.sink.desk, due[0]!);
  }

  private begin(entry: CaseEntry, at: Instant, out: Decision[]): void {
    const { folder, sink } = this;
    folder.state = entry.state;
    folder.at = at;
    folder.sequence = this.sequence;
    folder.sink = sink;
    sink.desk = { record: entry.record, knownAt: this.knownAt, out };
  }

  private applyReferenceFact(fact: ReferenceFact): void {
    const change = this.reference.apply(fact, this.sequence, this.now);
    if (change === undefined) return;
    for (const entry of this.cases.values()) {
      if (entry.state.status !== 'open' || !concerns(entry, change)) continue;
      entry.pending.push(change);
      this.enqueue(entry);
    }
  }

  private applyCaseFact(fact: CaseFact, out: Decision[]): void {
    const entry = this.cases.get(fact.caseId) ?? this.newCase(fact.caseId);
    if (entry.facts.some((folded) => folded.fact.id === fact.id)) return;
    const folded = this.take(fact);
    const isFirst = entry.facts.length === 0;
    insert(entry.facts, folded);
    if (isFirst) entry.state = initialState(entry, this.reference);
    this.begin(entry, folded.takenAt, out);
    this.flag(folded);
    if (!isFirst && this.isOutOfOrder(entry, folded)) this.refold(entry, out, folded);
    else {
      foldCaseFact(this.folder, folded);
      entry.foldedUpTo = folded.takenAt;
    }
    folded.confirmed = fact.type === 'baton.handoff.accepted.v1' && !out.some((one) => one.type === 'fact-refused' && one.fact === fact.id);
    this.enqueue(entry);
  }

  /** Whether something that counts after this fact has been folded already. */
  private isOutOfOrder(entry: CaseEntry, { takenAt, fact }: FoldedFact): boolean {
    if (takenAt < entry.foldedUpTo || takenAt <= entry.firedUpTo) return true;
    if (fact.type === 'baton.case.opened.v1' && entry.state.implicit) return true;
    return (this.reference.changes.at(-1)?.at ?? -Infinity) > takenAt;
  }

  private refold(entry: CaseEntry, out: Decision[], because: FoldedFact | undefined): void {
    const refolded = refold(entry, this.folder, { now: this.now, ...(because === undefined ? {} : { because }) });
    entry.state = refolded.state;
    entry.pending = [];
    entry.foldedUpTo = Math.max(entry.facts.at(-1)!.takenAt, this.reference.changes.at(-1)?.at ?? -Infinity);
    entry.firedUpTo = Math.max(entry.firedUpTo, ...refolded.episodes.map((episode) => episode.dueAt));
    this.begin(entry, because?.takenAt ?? this.now, out);
    reconcile(entry, this.folder, refolded, this.sink.desk);
  }

  private take(fact: CaseFact): FoldedFact {
    const inFuture = fact.occurredAt > this.now + futureTolerance;
    const tooLate = fact.occurredAt < this.now - latenessWindow;
    const takenAt = inFuture || tooLate ? this.now : fact.occurredAt;
    return { fact, recordedAt: this.now, sequence: this.sequence, takenAt, confirmed: false };
  }

  private flag({ fact, takenAt }: FoldedFact): void {
    if (takenAt === fact.occurredAt) return;
    const flag = fact.occurredAt > takenAt ? 'future' : 'late';
    const detail = flag === 'future' ? 'taken as of when it was recorded' : 'folded where it arrived';
    this.folder.tell({ type: 'fact-flagged', fact: fact.id, flag, detail });
  }

  private newCase(id: string): CaseEntry {
    const entry = newEntry(id, newState(id, defaultRoute, this.now));
    this.cases.set(id, entry);
    return entry;
  }

  private enqueue(entry: CaseEntry): void {
    const at = nextDueOf(entry);
    if (at === entry.queuedAt) return;
    entry.version++;
    entry.queuedAt = at;
    if (at !== undefined) this.queue.push({ at, of: entry, version: entry.version });
    this.queue.compact(this.cases.size);
  }
}

const concerns = (entry: CaseEntry, change: ReferenceChange): boolean => {
  if (change.kind === 'route') return entry.state.routeId === change.subject && entry.state.route.version === 0;
  if (change.kind === 'absence') return entry.state.legs.some((leg) => moverOf(leg) === change.subject);
  return true;
};

/** Keeps the order in which facts count; mostly the new one is the last. */
const insert = (facts: FoldedFact[], folded: FoldedFact): void => {
  let at = facts.length;
  while (at > 0 && facts[at - 1]!.takenAt > folded.takenAt) at--;
  facts.splice(at, 0, folded);
};
