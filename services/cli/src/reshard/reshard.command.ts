import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ReshardReport, reshard } from '@baton/handoff';
import { readBackends, readSettings, stopwatch } from '@baton/service-kit';
import { type Command, commonOptions, done, type Input, noPositionals, textOption, UsageError } from '../command.ts';
import { dataFolder, dataOptions } from '../data-option.ts';

const mostShards = 1024;

export const command: Command = {
  help: `baton reshard --to N: bring all cases to N ledgers, while Baton is stopped

The ledgers that are there are closed and stay; N new ones begin with each case as it stands: its holders, its clocks,
its open stalls. Started again, Baton goes on with those. \`baton replay --verify\` covers the old and the new ones.
Cut off anywhere, it is run again; in between Baton does not start.

  --to N      the new number of shards, 1 to ${mostShards}
  --data DIR  the data folder (default: .baton; its real world, or its sample when there is nothing else)
  --sample    the sample of a folder that has both
  --json      { "from", "to", "cases", "openCases", "closed", "begun" }

BATON_EVENT_STORE, BATON_BUS and BATON_NAMESPACE say where the ledgers are, as they do for Baton. With Kafka the new
number must be the larger one, and its topics must have as many partitions before Baton is started: docs/operate.md.
`,
  options: { ...commonOptions, ...dataOptions, to: { type: 'string' }, sample: { type: 'boolean' } },
  async run(input, terminal) {
    noPositionals(input);
    const to = shardsIn(input);
    const { environment } = input;
    const { shards } = readSettings({ environment, options: [], defaultPort: 0 });
    const spent = stopwatch();
    const report = await reshard({ directory: worldOf(input), backends: readBackends(environment), shards, to });
    terminal.line(input.values['json'] === true ? JSON.stringify(report, null, 2) : describe(report, spent() / 1000));
    return done;
  },
};

const shardsIn = (input: Input): number => {
  const text = textOption(input, 'to');
  if (text === undefined) throw new UsageError('--to: missing');
  const shards = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  if (shards < 1 || shards > mostShards)
    throw new UsageError(`--to: expected a whole number from 1 to ${mostShards}, found '${text}'`);
  return shards;
};

const worldOf = (input: Input): string => {
  const directory = dataFolder(input);
  const isSample = input.values['sample'] === true;
  if (isSample || existsSync(join(directory, 'real'))) return join(directory, isSample ? 'sample' : 'real');
  return join(directory, existsSync(join(directory, 'sample')) ? 'sample' : 'real');
};

const describe = ({ from, to, cases, openCases, closed, begun }: ReshardReport, seconds: number): string =>
  [
    `${cases} cases, ${openCases} of them open, from ${from} to ${to} shards in ${seconds.toFixed(1)} s`,
    `closed: ${closed.join(', ')}`,
    `begun: ${begun.join(', ')}`,
  ].join('\n');
