import type { CaseFact, Decision, Fact, Instant, LedgerAppend, ReferenceFact } from '@baton/contracts';
import { append } from './append.ts';
import { take } from './arrival.ts';
import { CaseEntry, nextDueOf } from './case-entry.ts';
import type { CaseFolder } from './case-folder.ts';
import { CaseWork, type Moment } from './case-work.ts';
import { concerns } from './concerns.ts';
import { FactLog, hashOf } from './fact-log.ts';
import { Decisions } from './decisions.ts';
import { DueQueue } from './due-queue.ts';
import { type Advanced, type Bounds, type Engine, type FailedCase, unbounded } from './engine.ts';
import { adopt } from './meaning.ts';
import { OpenCases } from './open-cases.ts';
import { Reference } from './reference/reference.ts';
import { adoptPart, momentOf, restorePart } from './restore-part.ts';
import { type EngineSnapshot, type KeptCase, type KeptPlace, type SnapshotPart, keptOf, placeOf } from './snapshot.ts';

export class HandoffEngine implements Engine {
  readonly reference = new Reference();
  private readonly log = new FactLog();
  private readonly cases = new Map<string, CaseEntry>();
  private readonly open = new OpenCases();
  private readonly queue = new DueQueue<CaseEntry>();
  private readonly work = new CaseWork(this.reference);
  private readonly moment: Moment = { now: -Infinity, knownAt: -Infinity, out: undefined };
  private readonly said = new Decisions();
  private sequence = 0;

  static restore(snapshot: EngineSnapshot): HandoffEngine {
    const engine = new HandoffEngine();
    engine.take(snapshot);
    return engine;
  }

  snapshot(): EngineSnapshot {
    return { ...this.place, reference: [...this.reference.facts], cases: [...this.kept()] };
  }

  get place(): KeptPlace {
    return placeOf({ ...this.moment, sequence: this.sequence });
  }

  *kept(isWanted: (caseId: string) => boolean = () => true): Generator<KeptCase> {
    for (const entry of this.cases.values()) if (isWanted(entry.id)) yield keptOf(entry, this.reference);
  }

  take(part: SnapshotPart, into = restorePart): void {
    this.sequence = part.sequence ?? this.sequence;
    Object.assign(this.moment, momentOf(part));
    for (const entry of into(part, this.reference, (id) => this.caseOf(id))) this.settle(entry);
  }

  apply(fact: Fact, recordedAt: Instant): readonly Decision[] {
    this.moment.out = this.said.begin();
    this.fold(fact, recordedAt);
    return this.said.take();
  }

  replay(facts: readonly Fact[], recordedAt: Instant): void {
    this.moment.out = undefined;
    for (const fact of facts) this.fold(fact, recordedAt);
    this.fireUpTo(recordedAt, unbounded);
    this.come(recordedAt);
  }

  advance(to: Instant, limit = Infinity): Advanced {
    this.moment.out = this.said.begin();
    const failed: FailedCase[] = [];
    const done = this.fireUpTo(to, { limit, failed });
    if (done) this.come(to);
    const decisions = this.said.take();
    return failed.length === 0 ? { decisions, done } : { decisions, done, failed };
  }

  nextDue(): Instant | undefined {
    const at = this.queue.nextAt();
    return at === Infinity ? undefined : at;
  }

  adopt(append: LedgerAppend): void {
    this.learn(append.recordedAt);
    if (append.carried !== undefined) this.take(append.carried.state as SnapshotPart, adoptPart);
    for (const fact of append.facts) {
      this.sequence++;
      if (isCaseFact(fact)) this.caseOf(fact.caseId).keep(take(fact, this.moment.now, this.sequence));
      else this.reference.apply(fact, this.sequence, this.moment.now);
    }
    adopt(append, (caseId) => this.caseOf(caseId));
  }

  changeMeaning(at: Instant): readonly Decision[] {
    this.learn(at);
    this.moment.out = this.said.begin();
    for (const entry of this.cases.values()) {
      this.work.foldAnew(entry, this.moment);
      this.settle(entry);
    }
    return this.said.take();
  }

  /** Whether this very fact has been folded before. */
  has(fact: Fact): boolean {
    if (!isCaseFact(fact)) return this.reference.has(fact.id);
    return this.cases.get(fact.caseId)?.has(fact.id, hashOf(fact.id)) ?? false;
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
    return this.work.look(entry, at);
  }

  /** Time never goes back. */
  private come(to: Instant): void {
    if (to > this.moment.now) this.moment.now = to;
  }

  private learn(at: Instant): void {
    this.come(at);
    this.moment.knownAt = this.moment.now;
  }

  private fold(fact: Fact, recordedAt: Instant): void {
    this.fireUpTo(recordedAt, unbounded);
    this.learn(recordedAt);
    this.sequence++;
    if (isCaseFact(fact)) this.applyCaseFact(fact);
    else this.applyReferenceFact(fact);
  }

  /**
   * At most `limit` things are done, and no more is begun once there are `limit` decisions. A case at which the engine
   * throws waits for its next fact, which folds it anew, and holds up no other.
   */
  private fireUpTo(to: Instant, { limit, failed }: Bounds): boolean {
    let due = this.queue.peek(to);
    if (due === undefined) return true;
    const { out } = this.moment;
    for (let fired = 0; due !== undefined; fired++) {
      if (fired >= limit || (out !== undefined && out.count >= limit)) return false;
      try {
        this.work.fire(due, this.queue.nextAt(), this.moment);
        this.enqueue(due);
      } catch (fault) {
        this.setAside(due, fault, failed);
      }
      due = this.queue.peek(to);
    }
    return true;
  }

  private setAside(entry: CaseEntry, fault: unknown, failed: FailedCase[] | undefined): void {
    this.queue.schedule(entry, undefined);
    entry.foldedUpTo = Number.MAX_SAFE_INTEGER;
    failed?.push({ caseId: entry.id, because: fault instanceof Error ? fault.message : String(fault) });
  }

  private applyReferenceFact(fact: ReferenceFact): void {
    const change = this.reference.apply(fact, this.sequence, this.moment.now);
    if (change === undefined) return;
    for (const entry of this.open.entries) {
      if (!concerns(entry, change, this.reference)) continue;
      entry.pending = append(entry.pending, change);
      this.enqueue(entry);
    }
  }

  private applyCaseFact(fact: CaseFact): void {
    const entry = this.caseOf(fact.caseId);
    const taken = take(fact, this.moment.now, this.sequence);
    if (this.moment.out !== undefined && entry.has(fact.id, taken.hash)) return;
    this.work.fold(entry, taken, this.moment);
    this.settle(entry);
  }

  private caseOf(id: string): CaseEntry {
    let entry = this.cases.get(id);
    if (entry === undefined) this.cases.set(id, (entry = new CaseEntry(id, this.log)));
    return entry;
  }

  private settle(entry: CaseEntry): void {
    this.open.note(entry);
    this.enqueue(entry);
  }

  private enqueue(entry: CaseEntry): void {
    this.queue.schedule(entry, nextDueOf(entry));
  }
}

const isCaseFact = (fact: Fact): fact is CaseFact => (fact as Partial<CaseFact>).caseId !== undefined;
