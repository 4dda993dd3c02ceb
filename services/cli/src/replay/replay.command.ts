import type { Decision } from '@baton/contracts';
import { verifyLedger } from '@baton/handoff';
import { SystemClock } from '@baton/service-kit';
import { type Command, CommandFailure, commonOptions, done, failed, noPositionals, UsageError } from '../command.ts';
import { dataFolder, dataOptions } from '../data-option.ts';
import { type LedgerFile, ledgersIn } from './ledgers.module.ts';

export const command: Command = {
  help: `baton replay --verify: recompute every decision from the facts and compare

Only reads, so Baton may run meanwhile.

  --verify    the one thing that replay does today; what an older version of Baton decided is counted, not recomputed
  --data DIR  the data folder (default: .baton)
  --json      one report for each ledger

Exit code 1 when a recorded decision differs from the recomputed one.
`,
  options: { ...commonOptions, ...dataOptions, verify: { type: 'boolean' } },
  async run(input, terminal) {
    noPositionals(input);
    if (input.values['verify'] !== true) throw new UsageError('--verify: missing');
    const directory = dataFolder(input);
    const ledgers = ledgersIn(directory);
    if (ledgers.length === 0) throw new CommandFailure(`--data: no ledger in ${directory}`);
    const reports = [];
    for (const ledger of ledgers) reports.push(await verify(ledger));
    const lines = input.values['json'] === true ? [JSON.stringify(reports, null, 2)] : reports.flatMap(describe);
    for (const line of lines) terminal.line(line);
    return reports.every((report) => report.differences.length === 0) ? done : failed;
  },
};

const verify = async (ledger: LedgerFile) => {
  const clock = new SystemClock();
  const startedAt = clock.now();
  const report = await verifyLedger(ledger.rows());
  return { ledger: ledger.name, ...report, seconds: (clock.now() - startedAt) / 1000 };
};

type Report = Awaited<ReturnType<typeof verify>>;

const describe = ({ ledger, appends, facts, decisions, otherMeaning, differences, seconds }: Report): string[] => {
  const speed = Math.round(facts / Math.max(seconds, 0.001));
  const verdict = differences.length === 0 ? 'every decision as recorded' : 'DECISIONS DIFFER; the first ones:';
  const skipped = otherMeaning === 0 ? '' : `, ${otherMeaning} appends of an older meaning not recomputed`;
  return [
    `${ledger}: ${appends} appends, ${facts} facts, ${decisions} decisions${skipped}, ${seconds.toFixed(2)} s (${speed} facts/s): ${verdict}`,
    ...differences.flatMap(({ append, recorded, recomputed }) => [
      `  append ${append}: recorded   ${shown(recorded)}`,
      `  append ${append}: recomputed ${shown(recomputed)}`,
    ]),
  ];
};

const shown = (decision: Decision | undefined): string =>
  decision === undefined ? 'nothing' : JSON.stringify(decision);
