import { Agent, request } from 'node:http';

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The whole request was handed to the network at `sentAt`, and the connection ended without a whole answer. */
export class Unanswered extends Error {
  readonly sentAt: number;

  constructor(message: string, sentAt: number) {
    super(message);
    this.sentAt = sentAt;
  }
}

/** The request never left. */
export class NotSent extends Error {}

/** Keeps its connections; one of them for each call that is under way. */
export class Caller {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Rejects with `Unanswered` or `NotSent`; every answer, a refusal too, resolves. */
  call({ method, path, headers = {}, body }: Call): Promise<Answer> {
    return new Promise((resolve, reject) => {
      let sentAt: number | undefined;
      const fail = ({ message }: Error): void =>
        reject(sentAt === undefined ? new NotSent(message) : new Unanswered(message, sentAt));
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const outgoing = request(`${this.#url}${path}`, {
        method,
        agent: this.#agent,
        headers: { ...headers, ...length },
      });
      outgoing.once('error', fail).once('finish', () => (sentAt = performance.now()));
      outgoing.once('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('error', fail).once('end', () => resolve({ status: response.statusCode!, body: parsed(text) }));
      });
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

const parsed = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));
