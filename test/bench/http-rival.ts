import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type Socket, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Round {
  readonly cyclesPerSecond: number;
  /** Of single requests, sorted, milliseconds. */
  readonly latencies: readonly number[];
}

export type RivalKind = 'baton' | 'bare';

/** A keep-alive connection that asks one thing after another; it costs the machine much less than `fetch`. */
class Connection {
  readonly #socket: Socket;
  readonly #host: string;
  #received = '';
  #answered: ((status: number) => void) | undefined;

  constructor(url: string) {
    const { hostname, port, host } = new URL(url);
    this.#host = host;
    this.#socket = connect(Number(port), hostname).setNoDelay(true).setEncoding('latin1');
    this.#socket.on('data', (text: string) => this.#take(text));
  }

  post(path: string, body: string): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#answered = resolve;
    const head = `POST ${path} HTTP/1.1\r\nhost: ${this.#host}\r\ncontent-type: application/json\r\n`;
    this.#socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    return promise;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf('\r\n\r\n');
    if (end === -1) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#received)![1]);
    if (this.#received.length < end + 4 + length) return;
    const status = Number(this.#received.slice(9, 12));
    this.#received = '';
    this.#answered!(status);
  }
}

/** One server in a process of its own, and how it is used. */
export class HttpRival {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly url: string;

  private constructor(started: { readonly process: ChildProcess; readonly folder: string; readonly url: string }) {
    this.#process = started.process;
    this.#folder = started.folder;
    this.url = started.url;
  }

  static async start(kind: RivalKind): Promise<HttpRival> {
    const folder = await mkdtemp(join(tmpdir(), `http-bench-${kind}-`));
    const profile = process.argv.includes(`--profile-${kind}`) ? ['--cpu-prof', `--cpu-prof-dir=${tmpdir()}`] : [];
    const server = fork(join(import.meta.dirname, 'http-server.ts'), [kind, folder], {
      execArgv: [...profile, '--disable-warning=ExperimentalWarning'],
    });
    const [{ url }] = (await once(server, 'message')) as [{ readonly url: string }];
    return new HttpRival({ process: server, folder, url });
  }

  /** CPU time of the server so far, milliseconds. */
  async cpuMs(): Promise<number> {
    this.#process.send('cpu');
    const [{ cpu }] = (await once(this.#process, 'message')) as [{ readonly cpu: NodeJS.CpuUsage }];
    return (cpu.user + cpu.system) / 1_000;
  }

  /** So many callers at once, each with a connection of its own, take whole cycles until there is none left. */
  async run(callers: number, cycles: readonly (readonly string[])[]): Promise<Round> {
    const connections = Array.from({ length: callers }, () => new Connection(this.url));
    const latencies: number[] = [];
    let next = 0;
    const caller = async (connection: Connection): Promise<void> => {
      while (next < cycles.length)
        for (const body of cycles[next++]!) {
          const sentAt = performance.now();
          const status = await connection.post('/v1/events', body);
          latencies.push(performance.now() - sentAt);
          if (status !== 202) throw new Error(`${this.url} answered ${status}`);
        }
    };
    const startedAt = performance.now();
    await Promise.all(connections.map(caller));
    const seconds = (performance.now() - startedAt) / 1_000;
    for (const connection of connections) connection.close();
    return { cyclesPerSecond: cycles.length / seconds, latencies: latencies.sort((one, other) => one - other) };
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
