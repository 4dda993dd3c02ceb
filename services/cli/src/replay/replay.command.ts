import { ledgerStream } from '@baton/contracts';
import { type Difference, type LedgerReport, verifyGenerations } from '@baton/handoff';
import { SystemClock } from '@baton/service-kit';
import { type Command, CommandFailure, commonOptions, done, failed, noPositionals, UsageError } from '../command.ts';
import { dataFolder, dataOptions } from '../data-option.ts';
import { type World, worldsIn } from './ledgers.module.ts';

export const command: Command = {
  help: `baton replay --verify: recompute every decision from the facts and compare

Only reads, so Baton may run meanwhile.

  --verify    the one thing that replay does today; what an older version of Baton decided is counted, not recomputed.
              Ledgers of a later generation must begin with what those before had come to
  --data DIR  the data folder (default: .baton)
  --json      one report for each ledger

Exit code 1 when a recorded decision differs from the recomputed one.
`,
  options: { ...commonOptions, ...dataOptions, verify: { type: 'boolean' } },
  async run(input, terminal) {
    noPositionals(input);
    if (input.values['verify'] !== true) throw new UsageError('--verify: missing');
    const directory = dataFolder(input);
    const worlds = worldsIn(directory);
    if (worlds.length === 0) throw new CommandFailure(`--data: no ledger in ${directory}`);
    const reports: Report[] = [];
    for (const world of worlds) reports.push(...(await verify(world)));
    const lines = input.values['json'] === true ? [JSON.stringify(reports, null, 2)] : reports.flatMap(describe);
    for (const line of lines) terminal.line(line);
    return reports.every((report) => report.differences.length === 0) ? done : failed;
  },
};

type Report = Omit<LedgerReport, 'ledger'> & { readonly ledger: string; readonly seconds: number };

const verify = async ({ prefix, generations }: World): Promise<readonly Report[]> => {
  const clock = new SystemClock();
  const reports: Report[] = [];
  let startedAt = clock.now();
  for await (const { ledger, ...report } of verifyGenerations(generations)) {
    const now = clock.now();
    reports.push({ ledger: `${prefix}${ledgerStream(ledger)}`, ...report, seconds: (now - startedAt) / 1000 });
    startedAt = now;
  }
  return reports;
};

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

const shown = (recorded: Difference['recorded']): string =>
  recorded === undefined ? 'nothing' : JSON.stringify(recorded);
