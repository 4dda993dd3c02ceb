import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { urlOnceUp } from '../crash/url-once-up.ts';

const program = join(import.meta.dirname, '../../services/standalone/dist/main.js');
const upLine = /^Baton is up: (\S+)$/m;
const upLimitMs = 60_000;

/** Says on standard error which parts of OpenTelemetry a process asks for; the library for metrics asks for one by itself. */
const tattle = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from 'node:module';
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.includes('@opentelemetry') && !context.parentURL?.includes('/prom-client/');
    if (isOurs) process.stderr.write('loads ' + specifier + String.fromCharCode(10));
    return next(specifier, context);
  },
});`)}`;

export interface TracedProgram {
  readonly url: string;
  /** What it has loaded of OpenTelemetry. */
  loaded(): readonly string[];
  /** The log's lines so far. */
  logged(): readonly Record<string, unknown>[];
  /** Answers the exit code and how long it took. */
  stop(): Promise<{ readonly code: number | null; readonly tookMs: number }>;
}

/** The built program over a folder of its own, with no other variables of OpenTelemetry than these. */
export const startTraced = async (
  data: string,
  variables: Readonly<Record<string, string>>,
): Promise<TracedProgram> => {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('OTEL_'));
  const logFile = join(data, 'log');
  const child = spawn(
    process.execPath,
    ['--import', tattle, program, '--data', data, '--port', '0', '--empty', '--log-file', logFile],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...Object.fromEntries(inherited), ...variables } },
  );
  let errors = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  const url = await urlOnceUp({ child, ended, upLine, withinMs: upLimitMs });
  return {
    url,
    loaded: () => Array.from(errors.matchAll(/^loads (.*)$/gm), ([, name]) => name!),
    logged: () =>
      readFileSync(logFile, 'utf8')
        .split('\n')
        .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>])),
    async stop() {
      const askedAt = performance.now();
      child.kill('SIGTERM');
      return { code: await ended, tookMs: performance.now() - askedAt };
    },
  };
};
