import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '@baton/contracts';
import { type Options, startStandalone } from '@baton/standalone';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes as it is, anything else as JSON. */
  readonly body?: unknown;
}

export interface Target {
  readonly url: string;
  readonly data: string;
  /** Sends what `fetch` would not: any Host, any path, any header. */
  call(method: string, path: string, sent?: Sent): Promise<Answer>;
  /** Everything that was published has been folded and can be read. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export const json = { 'content-type': 'application/json' };
export const asQ = { ...json, 'baton-actor': 'Q' };

export const optionsFor = (data: string, change: Partial<Options> = {}): Options => ({
  ...{ host: '127.0.0.1', port: 0, data, empty: true, speed: 3600, shards: 1, help: false },
  ...change,
});

/** An empty system over a folder of its own, which goes with it. */
export const startTarget = async (change: Partial<Options> = {}): Promise<Target> => {
  const data = await mkdtemp(join(tmpdir(), 'baton-http-'));
  const running = await startStandalone(optionsFor(data, change));
  const { bus } = await running.adapters.for('handoff');
  return {
    url: running.url,
    data,
    call: (method, path, sent = {}) => send(`${running.url}${path}`, method, sent),
    settled: () => bus.barrier(),
    async stop() {
      await running.stop();
      await rm(data, { recursive: true });
    },
  };
};

const send = (url: string, method: string, { headers = {}, body }: Sent): Promise<Answer> => {
  const { hostname, port } = new URL(url);
  const path = url.slice(new URL(url).origin.length);
  return new Promise((resolve, reject) => {
    const sending = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
    });
    sending.on('error', reject);
    if (body !== undefined) sending.write(typeof body === 'string' ? body : JSON.stringify(body));
    sending.end();
  });
};

export const problemIn = ({ text }: Answer): Problem => JSON.parse(text) as Problem;

/** What every refusal has to be, whatever was sent. */
export const isProblem = ({ status, headers, text }: Answer): boolean =>
  status >= 400 &&
  status < 500 &&
  headers['content-type']?.startsWith('application/problem+json') === true &&
  typeof (JSON.parse(text) as Problem).title === 'string' &&
  !/\bat .*:\d+:\d+/.test(text);

let sequence = 0;

/** A good event of another system, changed. */
export const eventWith = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  specversion: '1.0',
  id: `event-${++sequence}`,
  source: '/hospital/desk',
  type: 'baton.case.opened.v1',
  partitionkey: 'case-1',
  data: { title: 'Sterilizer 2', customer: 'Q' },
  ...change,
});

export const outcomePath = (source: string, id: string): string =>
  `/v1/events/${encodeURIComponent(source)}/${encodeURIComponent(id)}`;
