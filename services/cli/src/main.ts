import { parseArgs } from 'node:util';
import { type Command, CommandFailure, failed, misused, UsageError } from './command.ts';
import { processTerminal, type Terminal } from './terminal.ts';

interface Entry {
  readonly summary: string;
  /** Loaded when asked for, so that a small question does not load the whole engine. */
  readonly load: () => Promise<{ readonly command: Command }>;
}

const commands: Readonly<Record<string, Entry>> = {
  case: { summary: 'a case as it stands', load: () => import('./case/case.command.ts') },
  timeline: { summary: 'everything that happened to a case', load: () => import('./timeline/timeline.command.ts') },
  explain: { summary: 'why a case stalls, or does not', load: () => import('./explain/explain.command.ts') },
  stalls: { summary: 'what does not move as it should', load: () => import('./stalls/stalls.command.ts') },
  send: { summary: 'hand events to Baton', load: () => import('./send/send.command.ts') },
  check: { summary: 'whether files of rules are right', load: () => import('./check/check.command.ts') },
  publish: { summary: 'put rules, absences or holidays in force', load: () => import('./publish/publish.command.ts') },
  import: {
    summary: 'a log of the past into a data folder of its own',
    load: () => import('./import/import.command.ts'),
  },
  replay: { summary: 'recompute every decision and compare', load: () => import('./replay/replay.command.ts') },
  backtest: {
    summary: 'what other rules would have made of what has happened',
    load: () => import('./backtest/backtest.command.ts'),
  },
  learn: { summary: 'how long the legs of a route take', load: () => import('./learn/learn.command.ts') },
  reshard: {
    summary: 'bring the cases to more or fewer ledgers',
    load: () => import('./reshard/reshard.command.ts'),
  },
  backup: { summary: 'copy the data folder while Baton runs', load: () => import('./backup/backup.command.ts') },
};

const help = (): string => {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return [
    'baton COMMAND [options]',
    '',
    ...lines,
    '',
    'baton COMMAND --help says more. Exit codes: 0 done, 1 failed, 2 wrong usage.',
  ].join('\n');
};

/** Runs one command line and answers the exit code. */
export const run = async (words: readonly string[], terminal: Terminal): Promise<number> => {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h') {
    terminal.line(help());
    return name === undefined ? misused : 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) {
    terminal.note(`baton: expected one of ${Object.keys(commands).join(', ')}, found '${name}'`);
    return misused;
  }
  try {
    const { command } = await entry.load();
    return await runCommand(command, rest, terminal);
  } catch (error) {
    return explain(name, error, terminal);
  }
};

const runCommand = async (command: Command, words: readonly string[], terminal: Terminal): Promise<number> => {
  const { values, positionals } = parse(command, words);
  if (values['help'] === true) {
    terminal.line(command.help.trimEnd());
    return 0;
  }
  return command.run({ values, positionals, environment: process.env }, terminal);
};

const parse = (command: Command, words: readonly string[]) => {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: command.options, allowPositionals: true });
    return { values: values as Record<string, string | boolean | undefined>, positionals };
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(sentence!);
  }
};

const explain = (name: string, error: unknown, terminal: Terminal): number => {
  if (error instanceof UsageError) {
    terminal.note(`baton ${name}: ${error.message}\nbaton ${name} --help says more.`);
    return misused;
  }
  const message = error instanceof Error ? error.message : String(error);
  terminal.note(`baton ${name}: ${message}`);
  if (!(error instanceof CommandFailure) && process.env['BATON_DEBUG'] !== undefined)
    terminal.note(String((error as Error).stack));
  return failed;
};

if (import.meta.main) {
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : failed));
  process.exitCode = await run(process.argv.slice(2), processTerminal());
}
