import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export interface WriterOptions {
  readonly file: string;
  readonly callers: number;
  readonly appends: number;
  readonly variant?: 'answer-early';
  /** The command that runs node, for instance a tracer; default: none. */
  readonly under?: readonly string[];
}

export interface Writer {
  readonly process: ChildProcess;
  /** What the process has answered so far. */
  readonly answered: readonly string[];
  /** Resolves at the n-th answer, or at the end. */
  hasAnswered(count: number): Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly errors: string }>;
}

const acknowledgement = 'ack ';

export const startWriter = (options: WriterOptions): Writer => {
  const { file, callers, appends, variant, under = [] } = options;
  const script = join(import.meta.dirname, 'writer.ts');
  const node = [process.execPath, '--conditions=@baton/source', script, file, String(callers), String(appends)];
  const [command, ...rest] = [...under, ...node, ...(variant === undefined ? [] : [variant])];
  const child = spawn(command!, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  const answered: string[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let errors = '';
  let partial = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (partial + text).split('\n');
    partial = lines.pop()!;
    for (const line of lines) if (line.startsWith(acknowledgement)) answered.push(line.slice(acknowledgement.length));
    for (const { count, resolve } of waiting) if (answered.length >= count) resolve();
  });
  const ended = new Promise<{ code: number | null; errors: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, errors }));
  });
  return {
    process: child,
    answered,
    ended,
    async hasAnswered(count) {
      if (answered.length >= count) return;
      await Promise.race([new Promise<void>((resolve) => waiting.push({ count, resolve })), ended]);
    },
  };
};
