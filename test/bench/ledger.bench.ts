import type { LedgerAppend } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { ledgerRows } from './ledger-rows.ts';
import { type Reporter, createReporter } from './report.ts';
import { readBench } from './store.bench.ts';

const purchases = 5_000;

/** What a start of the handoff service does with each append. */
const createFold = () => {
  const engine = new HandoffEngine();
  return ({ data }: { readonly data: unknown }): void => {
    const { facts, recordedAt } = data as LedgerAppend;
    engine.replay(facts, recordedAt);
  };
};

/** A ledger that the handoff service made of generated purchases: read and parsed, and folded again on top. */
export const ledgerBench = async (
  reporter: Reporter,
  options: { readonly cases?: number; readonly rounds?: number } = {},
): Promise<void> => {
  const { cases = purchases, rounds = 5 } = options;
  const rows = await ledgerRows(cases);
  const megabytes = rows.reduce((sum, row) => sum + JSON.stringify(row).length, 0) / 1_000_000;
  const facts = rows.reduce((sum, row) => sum + row.facts.length, 0);
  const decisions = rows.reduce((sum, row) => sum + row.decisions.length, 0);
  const stalls = rows.flatMap((row) => row.decisions).filter(({ type }) => type === 'stall-raised').length;
  const ledger = { megabytes, rounds, row: (n: number) => rows[n] };
  reporter.report({ bench: 'ledger, size', value: megabytes, unit: 'MB' });
  reporter.report({ bench: 'ledger, facts', value: facts, unit: 'facts' });
  reporter.report({ bench: 'ledger, decisions', value: decisions, unit: 'decisions' });
  reporter.report({ bench: 'ledger, stalls', value: stalls, unit: 'stalls' });
  await readBench(reporter, { ...ledger, bench: 'ledger, read and parse, JSON.parse' });
  await readBench(reporter, { ...ledger, bench: 'ledger, read, parse and fold, JSON.parse', goal: 0.35, createFold });
};

if (import.meta.main) {
  const smoke = process.argv.includes('--smoke');
  const reporter = createReporter();
  await ledgerBench(reporter, smoke ? { cases: 200, rounds: 2 } : {});
  process.exitCode = reporter.missed.length > 0 && !smoke ? 1 : 0;
}
