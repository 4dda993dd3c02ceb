import type { CaseFact, Decision, Fact, Instant, LedgerAppend, ReferenceFact } from '@baton/contracts';
import { append } from './append.ts';
import { take } from './arrival.ts';
import { CaseEntry, nextDueOf } from './case-entry.ts';
import type { CaseFolder } from './case-folder.ts';
import { CaseWork } from './case-work.ts';
import { concerns } from './concerns.ts';
import { FactLog, hashOf } from './fact-log.ts';
import { DueQueue } from './due-queue.ts';
import type { Advanced, Engine, FailedCase } from './engine.ts';
import { adopt } from './meaning.ts';
import { Reference } from './reference/reference.ts';
import { type EngineSnapshot, restoreCase, snapshotOf } from './snapshot.ts';

interface Firing {
  readonly out: Decision[] | undefined;
  readonly limit?: number;
  readonly failed?: FailedCase[];
}

export class HandoffEngine implements Engine {
  readonly reference = new Reference();
  private readonly log = new FactLog();
  private readonly cases = new Map<string, CaseEntry>();
  /** Those that a change of the rules may concern. */
  private readonly open = new Set<CaseEntry>();
  private readonly queue = new DueQueue<CaseEntry>();
  private readonly work = new CaseWork(this.reference);
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
      const entry = restoreCase(kept, engine.reference, engine.log);
      engine.cases.set(entry.id, entry);
      engine.settle(entry);
    }
    return engine;
  }

  snapshot(): EngineSnapshot {
    const { now, knownAt, sequence } = this;
    return snapshotOf({ now, knownAt, sequence }, this.reference, this.cases.values());
  }

  apply(fact: Fact, recordedAt: Instant): readonly Decision[] {
    const out: Decision[] = [];
    this.fold(fact, recordedAt, out);
    return out;
  }

  replay(facts: readonly Fact[], recordedAt: Instant): void {
    for (const fact of facts) this.fold(fact, recordedAt, undefined);
    this.fireUpTo(recordedAt, { out: undefined });
    this.now = Math.max(this.now, recordedAt);
  }

  advance(to: Instant, limit = Infinity): Advanced {
    const decisions: Decision[] = [];
    const failed: FailedCase[] = [];
    const done = this.fireUpTo(to, { out: decisions, limit, failed });
    if (done) this.now = Math.max(this.now, to);
    return failed.length === 0 ? { decisions, done } : { decisions, done, failed };
  }

  nextDue(): Instant | undefined {
    const at = this.queue.nextAt();
    return at === Infinity ? undefined : at;
  }

  adopt(append: LedgerAppend): void {
    this.now = Math.max(this.now, append.recordedAt);
    this.knownAt = this.now;
    for (const fact of append.facts) {
      this.sequence++;
      if (isCaseFact(fact)) this.caseOf(fact.caseId).keep(take(fact, this.now, this.sequence));
      else this.reference.apply(fact, this.sequence, this.now);
    }
    adopt(append, (caseId) => this.caseOf(caseId));
  }

  changeMeaning(at: Instant): readonly Decision[] {
    this.now = Math.max(this.now, at);
    this.knownAt = this.now;
    const decisions: Decision[] = [];
    for (const entry of this.cases.values()) {
      this.work.foldAnew(entry, { now: this.now, knownAt: this.knownAt, out: decisions });
      this.settle(entry);
    }
    return decisions;
  }

  /** Whether this very fact has been folded before. */
  has(fact: Fact): boolean {
    if (!isCaseFact(fact)) return this.reference.has(fact.id);
    const entry = this.cases.get(fact.caseId);
    return entry !== undefined && entry.has(fact.id, hashOf(fact.id));
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

  private fold(fact: Fact, recordedAt: Instant, out: Decision[] | undefined): void {
    this.fireUpTo(recordedAt, { out });
    this.now = Math.max(this.now, recordedAt);
    this.knownAt = this.now;
    this.sequence++;
    if (isCaseFact(fact)) this.applyCaseFact(fact, out);
    else this.applyReferenceFact(fact);
  }

  /**
   * At most `limit` things are done, and no more is begun once there are `limit` decisions. A case at which the engine
   * throws waits for its next fact, which folds it anew, and holds up no other.
   */
  private fireUpTo(to: Instant, { out, limit = Infinity, failed }: Firing): boolean {
    let due = this.queue.peek(to);
    if (due === undefined) return true;
    const moment = { now: this.now, knownAt: this.knownAt, out };
    for (let fired = 0; due !== undefined; fired++) {
      if (fired >= limit || (out !== undefined && out.length >= limit)) return false;
      try {
        this.work.fire(due, this.queue.nextAt(), moment);
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
    const change = this.reference.apply(fact, this.sequence, this.now);
    if (change === undefined) return;
    for (const entry of this.open) {
      if (!concerns(entry, change, this.reference)) continue;
      entry.pending = append(entry.pending, change);
      this.enqueue(entry);
    }
  }

  private applyCaseFact(fact: CaseFact, out: Decision[] | undefined): void {
    const entry = this.caseOf(fact.caseId);
    const taken = take(fact, this.now, this.sequence);
    if (out !== undefined && entry.has(fact.id, taken.hash)) return;
    this.work.fold(entry, taken, { now: this.now, knownAt: this.knownAt, out });
    this.settle(entry);
  }

  private caseOf(id: string): CaseEntry {
    let entry = this.cases.get(id);
    if (entry === undefined) this.cases.set(id, (entry = new CaseEntry(id, this.log)));
    return entry;
  }

  private settle(entry: CaseEntry): void {
    const isOpen = entry.state.status === 'open';
    if (isOpen !== entry.isListed) {
      entry.isListed = isOpen;
      if (isOpen) this.open.add(entry);
      else this.open.delete(entry);
    }
    this.enqueue(entry);
  }

  private enqueue(entry: CaseEntry): void {
    this.queue.schedule(entry, nextDueOf(entry));
  }
}

const isCaseFact = (fact: Fact): fact is CaseFact => (fact as Partial<CaseFact>).caseId !== undefined;
