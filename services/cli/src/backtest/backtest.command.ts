import { BackTest, type BackTestReport, type Trial } from '@baton/handoff';
import { factsOfRuleFiles, hasErrors } from '@baton/rule-files';
import { zoneTransitions } from '@baton/service-kit';
import { parsed } from '../check/check.command.ts';
import { reportProblems } from '../check/report-problems.ts';
import {
  type Command,
  commonOptions,
  done,
  failed,
  type Input,
  noPositionals,
  textOption,
  UsageError,
  wholeOption,
} from '../command.ts';
import { dataFolder, dataOptions } from '../data-option.ts';
import { type LedgerOfFacts, oneWorldIn } from '../replay/one-world.ts';
import { zonedFormat, type ZonedFormat, zoneOptions } from '../zone-option.ts';
import { describeBackTest } from './describe-back-test.ts';

export const command: Command = {
  help: `baton backtest --policy FILE: what other rules would have made of what has happened

FILE holds rules as \`baton check\` takes them: a policy, route, calendar, roster or durations, one or several. Each
takes the place of every version of the same that was published; the facts stay as they were. Nothing is written or
sent, and Baton may run meanwhile.

  --policy FILE   the rules to try
  --from INSTANT  they apply from then on, and stalls count from then on: 2026-03-01 or 2026-03-01T08:00+08:00
  --to INSTANT    what was recorded later is left out
  --data DIR      the data folder (default: .baton; its real world, or its sample when there is nothing else)
  --limit N       at most N of the stalls gained, and of those lost (default 10)
  --zone ZONE     of the times (default: this machine's)
  --json          the whole report; durations in milliseconds

Lead time runs from the first stall of a case to the need-by that it missed. A false alarm is a stall of a case that
ended in time. Exit code 1 when FILE has errors.
`,
  options: {
    ...{ ...commonOptions, ...dataOptions, ...zoneOptions },
    ...{ policy: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, limit: { type: 'string' } },
  },
  async run(input, terminal) {
    noPositionals(input);
    const policy = textOption(input, 'policy');
    if (policy === undefined) throw new UsageError('--policy: missing');
    const format = zonedFormat(input);
    const span = spanOf(input, format);
    const limit = wholeOption(input, 'limit', 10);
    const files = parsed([policy]);
    const problems = files.flatMap((file) => file.problems);
    if (hasErrors(problems)) {
      reportProblems(problems, terminal);
      return failed;
    }
    const replace = factsOfRuleFiles(files, { publishedAt: 0, actor: 'baton backtest', transitions: zoneTransitions });
    const report = await backTestOf(oneWorldIn(dataFolder(input)), { replace, ...span });
    const lines =
      input.values['json'] === true
        ? [JSON.stringify(report, null, 2)]
        : describeBackTest(report, {
            format,
            limit,
            ...(terminal.width === undefined ? {} : { width: terminal.width }),
          });
    for (const line of lines) terminal.line(line);
    return done;
  },
};

const spanOf = (input: Input, format: ZonedFormat): Pick<Trial, 'from' | 'to'> => {
  const instant = (name: string): number | undefined => {
    const text = textOption(input, name);
    return text === undefined ? undefined : Date.parse(format.instant(text, name));
  };
  const [from, to] = [instant('from'), instant('to')];
  if (from !== undefined && to !== undefined && to <= from)
    throw new UsageError('--to: expected an instant after --from');
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
};

const backTestOf = async (ledgers: readonly LedgerOfFacts[], trial: Trial): Promise<BackTestReport> => {
  const test = new BackTest(trial);
  for (const file of ledgers) {
    const ledger = test.ledger();
    for await (const append of file.facts()) ledger.take(append);
    ledger.complete();
  }
  return test.report();
};
