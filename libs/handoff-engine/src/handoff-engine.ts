import type { CaseFact, Decision, Fact, Instant, ReferenceFact } from '@baton/contracts';
import { take } from './arrival.ts';
import { type CaseEntry, newEntry, nextDueOf } from './case-entry.ts';
import type { CaseFolder } from './case-folder.ts';
import { CaseWork, concerns } from './case-work.ts';
import { DueQueue } from './due-queue.ts';
import type { Advanced, Engine } from './engine.ts';
import { Reference } from './reference.ts';
import { type EngineSnapshot, restoreCase, snapshotOf } from './snapshot.ts';

export class HandoffEngine implements Engine {
  readonly reference = new Reference();
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
      const entry = restoreCase(kept, engine.reference);
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
    this.fireUpTo(recordedAt, undefined, Infinity);
    this.now = Math.max(this.now, recordedAt);
  }

  advance(to: Instant, limit = Infinity): Advanced {
    const decisions: Decision[] = [];
    const done = this.fireUpTo(to, decisions, limit);
    if (done) this.now = Math.max(this.now, to);
    return { decisions, done };
  }

  nextDue(): Instant | undefined {
    return this.queue.peek()?.dueAt;
  }

  /** Whether this very fact has been folded before. */
  has(fact: Fact): boolean {
    if (!isCaseFact(fact)) return this.reference.has(fact.id);
    const entry = this.cases.get(fact.caseId);
    return entry !== undefined && isFolded(entry, fact.id);
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
    this.fireUpTo(recordedAt, out, Infinity);
    this.now = Math.max(this.now, recordedAt);
    this.knownAt = this.now;
    this.sequence++;
    if (isCaseFact(fact)) this.applyCaseFact(fact, out);
    else this.applyReferenceFact(fact);
  }

  /** At most `limit` things are done, and no more is begun once there are `limit` decisions. */
  private fireUpTo(to: Instant, out: Decision[] | undefined, limit: number): boolean {
    let due = this.queue.peek();
    if (due === undefined || due.dueAt! > to) return true;
    const moment = { now: this.now, knownAt: this.knownAt, out };
    for (let fired = 0; ; fired++) {
      if (due === undefined || due.dueAt! > to) return true;
      if (fired >= limit || (out !== undefined && out.length >= limit)) return false;
      this.work.fire(due, due.dueAt!, moment);
      this.enqueue(due);
      due = this.queue.peek();
    }
  }

  private applyReferenceFact(fact: ReferenceFact): void {
    const change = this.reference.apply(fact, this.sequence, this.now);
    if (change === undefined) return;
    for (const entry of this.open) {
      if (!concerns(entry, change)) continue;
      entry.pending.push(change);
      this.enqueue(entry);
    }
  }

  private applyCaseFact(fact: CaseFact, out: Decision[] | undefined): void {
    const entry = this.cases.get(fact.caseId) ?? this.newCase(fact.caseId);
    if (out !== undefined && isFolded(entry, fact.id)) return;
    this.work.fold(entry, take(fact, this.now, this.sequence), { now: this.now, knownAt: this.knownAt, out });
    this.settle(entry);
  }

  private newCase(id: string): CaseEntry {
    const entry = newEntry(id);
    this.cases.set(id, entry);
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
    this.queue.compact(this.open.size);
  }
}

const isFolded = (entry: CaseEntry, factId: string): boolean => {
  for (const { fact } of entry.facts) if (fact.id === factId) return true;
  return false;
};

const isCaseFact = (fact: Fact): fact is CaseFact => (fact as Partial<CaseFact>).caseId !== undefined;
