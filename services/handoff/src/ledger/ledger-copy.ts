import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Decision, LedgerAppend } from '@baton/contracts';
import { HandoffEngine, type SnapshotPart } from '@baton/handoff-engine';
import { isCaseFact } from '../ledger-reader/ledger-row.ts';
import { isOlder } from './replay.ts';

/** Things that an engine does at a stretch, some milliseconds of them: then others have a turn. */
export const thingsPerStep = 250;

/** What a shard's ledger makes of an engine, from its beginning to the newest append that was taken. */
export class LedgerCopy {
  readonly engine = new HandoffEngine();
  last: LedgerAppend | undefined;
  /** What the appends make and none of them has: more of the newest one's input follows, or a crash has cut it off. */
  unrecorded: readonly Decision[] = [];

  /** In ledger order. Throws when a newer Baton has written it; the copy is then good for nothing. */
  async take(appends: readonly LedgerAppend[]): Promise<void> {
    const { engine } = this;
    for (const append of appends) {
      if (isOlder(append)) engine.adopt(append);
      else if (append.carried !== undefined) engine.take(append.carried.state as SnapshotPart);
      else if (isPlain(append, this.last)) engine.replay(append.facts, append.recordedAt);
      else this.unrecorded = await repeat(engine, append, [...this.unrecorded]);
      this.last = append;
    }
    await nextTurn();
  }

  /** Its own engine has made this append. */
  wrote(append: LedgerAppend): void {
    this.last = append;
    this.unrecorded = [];
  }
}

/** Its writer did all of it in one step, so that it needs no more now. */
const isPlain = (append: LedgerAppend, before: LedgerAppend | undefined): boolean =>
  append.unfinished !== true &&
  before?.unfinished !== true &&
  append.meaningChanged === undefined &&
  append.facts.every(isCaseFact);

/** Folds an append in steps. Answers what it leaves to the next one. */
const repeat = async (engine: HandoffEngine, append: LedgerAppend, unrecorded: Decision[]): Promise<Decision[]> => {
  const { facts, recordedAt, meaningChanged, decisions } = append;
  const made = unrecorded;
  const say = (more: readonly Decision[]): void => {
    for (const decision of more) made.push(decision);
  };
  if (meaningChanged !== undefined) say(engine.changeMeaning(recordedAt));
  for (const fact of facts) {
    say(engine.apply(fact, recordedAt));
    if (!isCaseFact(fact)) await fire(engine, recordedAt, say);
  }
  await fire(engine, recordedAt, say);
  made.splice(0, decisions.length);
  return append.unfinished === true ? made : [];
};

const fire = async (engine: HandoffEngine, to: number, say: (more: readonly Decision[]) => void): Promise<void> => {
  for (;;) {
    const { decisions, done } = engine.advance(to, thingsPerStep);
    say(decisions);
    if (done) return;
    await nextTurn();
  }
};
