import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openImportTarget } from '@baton/handoff';
import { importFolder } from '@baton/service-kit';
import {
  type Command,
  CommandFailure,
  commonOptions,
  done,
  type Input,
  onlyPositional,
  textOption,
  UsageError,
  wholeOption,
} from '../command.ts';
import { zonedFormat } from '../zone-option.ts';
import { worldsIn } from '../replay/ledgers.module.ts';
import type { Terminal } from '../terminal.ts';
import { type ImportJob, importLog, type ImportSummary } from './import-log.ts';
import { progressBar } from './progress-bar.ts';
import { readMap } from './read-map.ts';

export const command: Command = {
  help: `baton import FILE --map MAP.yaml --data DIR: a log of the past into a data folder of its own

FILE is CSV, or CSV packed as .gz. MAP.yaml says what its rows mean; services/cli/maps has one to start from.
The folder must be new; an import that fails leaves nothing in it. Its clock is the log's: \`npm start -- --data DIR\` then shows where the log ends.

  --map FILE        what the rows mean
  --data DIR        the new data folder
  --until INSTANT   leave out what came later: 2016-04-15T18:00 (of the log's zone) or with an offset
  --max-bad-rows N  stop when more rows than N cannot be read (default 1000)
  --json            the summary as JSON
`,
  options: {
    ...commonOptions,
    map: { type: 'string' },
    data: { type: 'string' },
    until: { type: 'string' },
    'max-bad-rows': { type: 'string' },
  },
  async run(input, terminal) {
    const file = existing(onlyPositional(input, 'FILE'), 'FILE');
    const mapFile = existing(required(input, 'map'), '--map');
    const map = readMap(mapFile, readFileSync(mapFile, 'utf8'));
    const until = untilOf(input, map.columns.zone);
    const maxBadRows = wholeOption(input, 'max-bad-rows', 1000);
    const directory = newFolder(resolve(required(input, 'data')));
    const summary = await importInto(directory, {
      file,
      map,
      maxBadRows,
      ...until,
      progress: progressBar(file, terminal),
    });
    const stalls = await stallsIn(directory);
    if (input.values['json'] === true) terminal.line(JSON.stringify({ ...summary, stalls }, null, 2));
    else report({ ...summary, stalls }, directory, terminal);
    return done;
  },
};

type Job = Omit<ImportJob, 'sortFolder' | 'openTarget'>;

/** The folder gets its data in one step, when the import is complete; until then they lie in `importing`. */
const importInto = async (directory: string, job: Job): Promise<ImportSummary> => {
  const building = join(directory, importFolder);
  const sortFolder = join(building, 'sorting');
  mkdirSync(sortFolder, { recursive: true });
  const openTarget = (startAt: number) => openImportTarget({ directory: join(building, 'real'), startAt });
  try {
    const summary = await importLog({ ...job, sortFolder, openTarget });
    renameSync(join(building, 'real'), join(directory, 'real'));
    return summary;
  } catch (error) {
    throw new CommandFailure((error as Error).message, { cause: error });
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
};

const untilOf = (input: Input, zone: string): Pick<ImportJob, 'until'> => {
  const text = textOption(input, 'until');
  if (text === undefined) return {};
  const format = zonedFormat({ ...input, values: { zone } });
  return { until: Date.parse(format.instant(text, 'until')) };
};

const required = (input: Input, name: string): string => {
  const value = textOption(input, name);
  if (value === undefined) throw new UsageError(`--${name}: missing`);
  return value;
};

const existing = (file: string, option: string): string => {
  if (!existsSync(file)) throw new CommandFailure(`${option}: ${file} does not exist`);
  return file;
};

/** An import never adds to what is there: a folder has one clock. */
const newFolder = (directory: string): string => {
  const [first] = existsSync(directory) ? readdirSync(directory) : [];
  if (first === importFolder) {
    throw new CommandFailure(
      `--data: ${directory} holds an import that is not complete: another one is at work, or it was cut off; then remove the folder`,
    );
  }
  if (first !== undefined)
    throw new CommandFailure(`--data: expected a new folder, ${directory} already holds something`);
  return directory;
};

type Stalls = Readonly<Record<string, number>>;

const stallsIn = async (directory: string): Promise<Stalls> => {
  const raised: Record<string, number> = {};
  for (const { rows } of worldsIn(directory).flatMap(({ generations }) => generations)) {
    for await (const { decisions } of rows(0)) {
      for (const decision of decisions) {
        if (decision.type === 'stall-raised') raised[decision.kind] = (raised[decision.kind] ?? 0) + 1;
      }
    }
  }
  return raised;
};

const report = (summary: ImportSummary & { readonly stalls: Stalls }, directory: string, terminal: Terminal): void => {
  const { stalls, badRows, badRowCount, ...counts } = summary;
  const raised = Object.entries(stalls).map(([kind, count]) => [`stalls raised: ${kind}`, count] as const);
  const lines = [
    ...Object.entries(counts).map(([name, count]) => [wordsOf(name), count] as const),
    ...raised,
    ['rows that cannot be read', badRowCount] as const,
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  for (const [name, count] of lines) terminal.line(`${name.padEnd(width)}  ${String(count).padStart(8)}`);
  for (const { line, reason } of badRows) terminal.line(`  line ${line}: ${reason}`);
  terminal.line(`npm start -- --data ${directory} shows it.`);
};

const wordsOf = (name: string): string =>
  name.replaceAll('_', ' ').replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
