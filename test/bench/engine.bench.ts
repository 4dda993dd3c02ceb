import type { LedgerAppend } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { foldRow, ledgerOf, streamOf } from './engine-stream.ts';
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

/** What a start of the handoff service does with an append: the decisions are in the ledger already. */
const replayRow = (engine: HandoffEngine, { facts, recordedAt }: LedgerAppend): void =>
  engine.replay(facts, recordedAt);

/** Folding facts that are in memory, and parsing the ledger's rows and folding them, against JSON.parse alone. */
const foldBench = (reporter: Reporter, { rows, texts, facts }: Ledger, rounds: number): void => {
  const recorded = rows.reduce((sum, row) => sum + row.decisions.length, 0);
  const times: Record<'fold' | 'parse' | 'both', number[]> = { fold: [], parse: [], both: [] };
  for (let round = -1; round < rounds; round += 1) {
    const parse = secondsOf(() => texts.forEach((text) => void JSON.parse(text)));
    const fold = secondsOf(() => {
      const engine = new HandoffEngine();
      const decisions = rows.reduce((sum, row) => sum + foldRow(engine, row), 0);
      if (decisions !== recorded) throw new Error(`${decisions} decisions instead of ${recorded}`);
    });
    const both = secondsOf(() => {
      const engine = new HandoffEngine();
      for (const text of texts) replayRow(engine, JSON.parse(text) as LedgerAppend);
    });
    if (round >= 0) for (const [name, time] of Object.entries({ parse, fold, both })) times[name as 'fold'].push(time);
  }
  const rate = (name: keyof typeof times): number => median(times[name].map((time) => facts / time));
  const against = (name: 'fold' | 'both') => ({
    ...{ value: rate(name), unit: 'facts/s', limit: rate('parse') },
    ratio: median(times.parse.map((time, round) => time / times[name][round]!)),
  });
  reporter.report({ bench: 'engine fold with all decisions, JSON.parse', ...against('fold') });
  reporter.report({ bench: 'engine parse and replay, JSON.parse', ...against('both') });
};

if (import.meta.main) {
  const reporter = createReporter();
  const ledger = createLedger(smoke ? 1_000 : 20_000);
  const rounds = smoke ? 3 : 5;
  foldBench(reporter, ledger, rounds);
  process.exitCode = reporter.missed.length > 0 ? 1 : 0;
}
