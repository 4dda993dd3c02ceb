import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Decision, LedgerAppend } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { isCaseFact } from '../ledger-reader/ledger-row.ts';
import { isOlder } from './replay.ts';

/** Things that an engine does at a stretch, some milliseconds of them: then others have a turn. */
export const thingsPerStep = 250;

export interface Recovered {
  readonly engine: HandoffEngine;
  readonly last: LedgerAppend | undefined;
  /** What the appends make and none of them has: a crash has cut it off. */
  readonly unrecorded: readonly Decision[];
}

/** Folds a ledger from its beginning. Throws when a newer Baton has written it. */
export const recoverLedger = async (pages: AsyncIterable<readonly LedgerAppend[]>): Promise<Recovered> => {
  const engine = new HandoffEngine();
  let last: LedgerAppend | undefined;
  let unrecorded: Decision[] = [];
  for await (const page of pages) {
    for (const append of page) {
      if (isOlder(append)) engine.adopt(append);
      else if (isPlain(append, last)) engine.replay(append.facts, append.recordedAt);
      else unrecorded = await repeat(engine, append, unrecorded);
      last = append;
    }
    await nextTurn();
  }
  return { engine, last, unrecorded };
};

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
