import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BusPosition } from '@baton/bus';
import type { Decision, Fact, LedgerAppend, SetAside } from '@baton/contracts';
import type { StoredEvent } from '@baton/event-store';
import { type FailedCase, type HandoffEngine, meaning } from '@baton/handoff-engine';
import { isCaseFact } from '../ledger-reader/ledger-row.ts';
import { FencedLedger, type LedgerStore } from './fenced-ledger.ts';
import type { Unit } from './ledger-units.ts';
import { LedgerCopy, thingsPerStep } from './ledger-copy.ts';
import { isOlder } from './replay.ts';
import { poisonOf } from './set-aside.ts';

/** What comes from outside at one time. */
export interface LedgerInput {
  readonly facts: readonly Fact[];
  /** Events that say no facts. */
  readonly setAside?: readonly SetAside[];
  readonly now: number;
  readonly position: BusPosition;
}

/** Hears what a writer does. */
export interface WriterWatch {
  /** A case at which the engine threw when time passed: it is left alone until its next fact. */
  failed?(failed: FailedCase): void;
  /** On disk. */
  appended?(append: LedgerAppend): void;
}

/** Decisions of one append, about; more go on in the next. */
const maxDecisions = 1_500;

/**
 * The engine of one shard and the ledger that it is a function of: facts, their decisions and the input position go
 * into one append. Where that is too much at a time it is several, and others have a turn between them; the position
 * moves with the last. After a fault the engine may be ahead of the ledger: it is then folded from the beginning.
 */
export class LedgerWriter {
  position: BusPosition = {};
  recordedAt = -Infinity;
  private readonly fenced: FencedLedger;
  /** Read it, never change it. */
  copy = new LedgerCopy();
  /** The engine may know what the ledger does not. */
  private isAhead = false;
  /** Made, and not yet written. */
  private units: Unit[] = [];
  private decided = 0;
  /** The newest append says that more follows. */
  private isUnfinished = false;
  private meaningChanged: LedgerAppend['meaningChanged'];

  constructor(
    /** Its number. */
    readonly ledger: number,
    store: LedgerStore,
    private readonly watch: WriterWatch = {},
  ) {
    this.fenced = new FencedLedger(ledger, store, (append) => {
      this.copy.wrote(append);
      watch.appended?.(append);
    });
  }

  get engine(): HandoffEngine {
    return this.copy.engine;
  }

  /** Of the newest append; -1: there is none. */
  get revision(): number {
    return this.fenced.revision;
  }

  /** Folds the ledger as far as it goes and is not folded yet; it is not read where `fresh` goes on from there. */
  async follow(fresh: readonly StoredEvent[] = []): Promise<void> {
    if (this.isAhead) this.forget();
    this.isAhead = true;
    for await (const appends of this.fenced.pages(fresh)) {
      // The engine that owned the shard before may have been let further in time than its last append says.
      if (appends[0]!.recordedAt < this.recordedAt) return this.follow();
      await this.copy.take(appends);
      this.recordedAt = appends.at(-1)!.recordedAt;
    }
    this.isAhead = false;
  }

  /**
   * Follows to the end and begins to write: finishes what a crash has cut off. A ledger of an older meaning is taken as
   * it is, and the new meaning begins at `now` with the differences.
   */
  async load(now = -Infinity): Promise<void> {
    await this.follow();
    const { last, unrecorded } = this.copy;
    this.position = last?.input ?? {};
    this.isUnfinished = last?.unfinished === true;
    this.isAhead = true;
    if (last !== undefined && isOlder(last)) await this.changeMeaning(last.meaning, now);
    else if (this.isUnfinished) await this.finish(unrecorded);
    this.isAhead = false;
  }

  /**
   * Folds the facts that are new, and time up to `now`. Nothing is written when nothing came of it. A fact at which the
   * engine throws is set aside, so that it holds up nothing else. Answers the revision of the last append.
   */
  async append({ facts, setAside = [], now, position }: LedgerInput): Promise<number> {
    const at = Math.max(now, this.recordedAt);
    const poison: SetAside[] = [];
    while (!(await this.fold(facts, at, poison))) await this.load();
    const aside = [...setAside, ...poison];
    if (aside.length > 0) this.gather({ setAside: aside });
    if (this.units.length > 0 || this.isUnfinished) await this.close(position);
    this.isAhead = false;
    return this.fenced.revision;
  }

  private forget(): void {
    this.copy = new LedgerCopy();
    this.fenced.rewind();
    this.recordedAt = -Infinity;
    this.units = [];
    this.decided = 0;
    this.meaningChanged = undefined;
  }

  /** False: one more fact is poison, and the engine good for nothing. Throws when it is time at which it throws. */
  private async fold(facts: readonly Fact[], at: number, poison: SetAside[]): Promise<boolean> {
    this.recordedAt = at;
    this.isAhead = true;
    await this.fire();
    const bad = new Set(poison.map(({ event }) => event));
    for (const fact of facts) {
      if (bad.has(fact.id) || this.engine.has(fact)) continue;
      try {
        this.gather({ facts: [fact], decisions: this.engine.apply(fact, at) });
      } catch (fault) {
        poison.push(poisonOf(fact, fault));
        return false;
      }
      if (this.decided >= maxDecisions) await this.goOn();
      if (!isCaseFact(fact)) await this.fire();
    }
    await this.fire();
    return true;
  }

  /** Does what is due, in steps. */
  private async fire(): Promise<void> {
    for (;;) {
      const { decisions, done, failed = [] } = this.engine.advance(this.recordedAt, thingsPerStep);
      for (const one of failed) this.watch.failed?.(one);
      if (decisions.length > 0) this.gather({ decisions });
      if (done) return;
      if (this.units.length > 0 || !this.isUnfinished) await this.goOn();
      await nextTurn();
    }
  }

  private async changeMeaning(from: number, now: number): Promise<void> {
    this.recordedAt = Math.max(now, this.recordedAt);
    this.meaningChanged = { from };
    await this.finish(this.engine.changeMeaning(this.recordedAt));
  }

  /** Writes decisions that are made, and what is due besides. */
  private async finish(decisions: readonly Decision[]): Promise<void> {
    for (let from = 0; from < decisions.length; from += maxDecisions) {
      this.gather({ decisions: decisions.slice(from, from + maxDecisions) });
      if (from + maxDecisions < decisions.length) await this.goOn();
    }
    await this.fire();
    await this.close(this.position);
  }

  private gather(unit: Unit): void {
    this.units.push(unit);
    this.decided += unit.decisions?.length ?? 0;
  }

  /** More of the same input follows. */
  private async goOn(): Promise<void> {
    await this.write({ input: this.position, unfinished: true });
    this.isUnfinished = true;
  }

  private async close(position: BusPosition): Promise<void> {
    await this.write({ input: position });
    this.position = position;
    this.isUnfinished = false;
  }

  private async write(how: Pick<LedgerAppend, 'input' | 'unfinished'>): Promise<void> {
    const { units, recordedAt, meaningChanged } = this;
    this.units = [];
    this.decided = 0;
    this.meaningChanged = undefined;
    const changed = meaningChanged === undefined ? {} : { meaningChanged };
    await this.fenced.write({ meaning, recordedAt, ...how, ...changed, units }, this.position);
  }
}
