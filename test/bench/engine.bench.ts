import type { LedgerAppend } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { foldRow, ledgerOf, streamOf } from './engine-stream.ts';
import { MinimalFold } from './minimal-fold.ts';
import { createReporter, median, type Reporter } from './report.ts';

/** At this rate of facts, an append then spans some minutes: no fact is late for its clocks. */
const factsPerAppend = 10;
const smoke = process.argv.includes('--smoke');

const secondsOf = (run: () => void): number => {
  const before = performance.now();
  run();
  return (performance.now() - before) / 1_000;
};

interface Ledger {
  readonly rows: readonly LedgerAppend[];
  readonly texts: readonly string[];
  readonly facts: number;
}

const createLedger = (cases: number): Ledger => {
  const facts = streamOf(cases);
  const rows = ledgerOf(facts, factsPerAppend);
  return { rows, texts: rows.map((row) => JSON.stringify(row)), facts: facts.length };
};

const ofBudgets: ReadonlySet<string | undefined> = new Set(['unaccepted', 'overrun', 'missed']);

/** Raised, of the kinds that both folds look for: that some are taken back later, only the engine knows. */
const budgetStalls = (decisions: readonly { readonly type: string; readonly kind?: string }[]): number =>
  decisions.filter(({ type, kind }) => type === 'stall-raised' && ofBudgets.has(kind)).length;

const foldMinimally = (fold: MinimalFold, { facts, recordedAt }: LedgerAppend): number => {
  let decisions = 0;
  for (const fact of facts) decisions += fold.apply(fact, recordedAt).length;
  return decisions + fold.advance(recordedAt).length;
};

const seconds = ({ rows, texts }: Ledger, recorded: number) => {
  const engine = new HandoffEngine();
  const minimal = new MinimalFold();
  const replayed = new HandoffEngine();
  const parsed = new HandoffEngine();
  const replay = (one: HandoffEngine, { facts, recordedAt }: LedgerAppend): void => one.replay(facts, recordedAt);
  return {
    parse: secondsOf(() => texts.forEach((text) => void JSON.parse(text))),
    minimal: secondsOf(() => rows.forEach((row) => void foldMinimally(minimal, row))),
    fold: secondsOf(() => {
      const decisions = rows.reduce((sum, row) => sum + foldRow(engine, row), 0);
      if (decisions !== recorded) throw new Error(`${decisions} decisions instead of ${recorded}`);
    }),
    replay: secondsOf(() => rows.forEach((row) => replay(replayed, row))),
    both: secondsOf(() => texts.forEach((text) => replay(parsed, JSON.parse(text) as LedgerAppend))),
  };
};

type Times = ReturnType<typeof seconds>;

/** Folding the same facts with all decisions, by hand, and only replaying them; parsing alone, and parse and replay. */
const foldBench = (reporter: Reporter, ledger: Ledger, rounds: number): void => {
  const recorded = ledger.rows.reduce((sum, row) => sum + row.decisions.length, 0);
  const times: Times[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const taken = seconds(ledger, recorded);
    if (round >= 0) times.push(taken);
  }
  const report = (bench: string, name: keyof Times, against: { limit: keyof Times; goal?: number }): void =>
    reporter.report({
      bench,
      value: median(times.map((taken) => ledger.facts / taken[name])),
      unit: 'facts/s',
      limit: median(times.map((taken) => ledger.facts / taken[against.limit])),
      ratio: median(times.map((taken) => taken[against.limit] / taken[name])),
      ...(against.goal === undefined ? {} : { goal: against.goal }),
    });
  report('engine fold with all decisions, minimal', 'fold', { limit: 'minimal', goal: 0.5 });
  report('engine fold with all decisions, JSON.parse', 'fold', { limit: 'parse' });
  report('engine replay, minimal', 'replay', { limit: 'minimal' });
  report('engine parse and replay, JSON.parse', 'both', { limit: 'parse' });
};

/** The minimal fold is a limit only if it does the work that it claims. */
const compareStalls = ({ rows }: Ledger): void => {
  const fold = new MinimalFold();
  const minimal = budgetStalls(
    rows.flatMap(({ facts, recordedAt }) => [
      ...facts.flatMap((fact) => fold.apply(fact, recordedAt)),
      ...fold.advance(recordedAt),
    ]),
  );
  const whole = budgetStalls(rows.flatMap((row) => row.decisions));
  if (Math.abs(whole - minimal) > minimal / 100)
    throw new Error(`${minimal} stalls of the budgets instead of ${whole}`);
};

if (import.meta.main) {
  const reporter = createReporter();
  const ledger = createLedger(smoke ? 1_000 : 20_000);
  compareStalls(ledger);
  foldBench(reporter, ledger, smoke ? 2 : 7);
  process.exitCode = reporter.missed.length > 0 && !smoke ? 1 : 0;
}
