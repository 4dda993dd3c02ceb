import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { urlOnceUp } from './url-once-up.ts';

const program = join(import.meta.dirname, '../../services/handoff/dist/main.js');
/** The cache that `npm start` uses. */
const compileCache = join(import.meta.dirname, '../../node_modules/.cache/node-compile-cache');
const upLine = /^Baton handoff is up: (\S+)$/m;
const upLimitMs = 120_000;

/** One process of the handoff service, among others that share its shards. */
export class HandoffInstance {
  readonly url: string;
  /** What it has logged. */
  log = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<number | null>;

  private constructor(
    url: string,
    { child, ended }: { readonly child: ChildProcess; readonly ended: Promise<number | null> },
  ) {
    this.url = url;
    this.child = child;
    this.ended = ended;
    child.stderr!.on('data', (text: string) => (this.log += text));
  }

  static async start(data: string, shards: number): Promise<HandoffInstance> {
    const options = ['--data', data, '--shards', String(shards), '--port', '0'];
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', '--disable-warning=ExperimentalWarning', program, ...options],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_COMPILE_CACHE: compileCache } },
    );
    const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
    const url = await urlOnceUp({ child, ended, upLine, withinMs: upLimitMs });
    return new HandoffInstance(url, { child, ended });
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Stands still without knowing it, as a machine that is starved or moved does. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  /** Resolves with the exit code. */
  stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.ended;
  }
}
