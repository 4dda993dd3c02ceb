import type { Problem } from '@baton/contracts';
import { CommandFailure, type Input, textOption, UsageError } from './command.ts';

export const clientOptions = { url: { type: 'string' } } as const;
const defaultUrl = 'http://127.0.0.1:3000';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Baton over HTTP, at `--url`, else `BATON_URL`. */
export class BatonClient {
  readonly #base: URL;

  constructor(input: Input) {
    const text = textOption(input, 'url') ?? input.environment['BATON_URL'] ?? defaultUrl;
    const base = URL.parse(text.endsWith('/') ? text : `${text}/`);
    if (base === null || !/^https?:$/.test(base.protocol)) {
      throw new UsageError(`--url (or BATON_URL): expected an address such as ${defaultUrl}, found '${text}'`);
    }
    this.#base = base;
  }

  /** Throws `CommandFailure` unless Baton answered with what was asked for. */
  async get<T>(path: string, query: Readonly<Record<string, string | undefined>> = {}): Promise<T> {
    const parameters = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const search = parameters.length === 0 ? '' : `?${new URLSearchParams(parameters).toString()}`;
    const { status, body } = await this.#request(path + search, { headers: { accept: 'application/json' } });
    if (status >= 400) throw new CommandFailure(problemText(status, body));
    return body as T;
  }

  async post(path: string, contentType: string, body: string): Promise<Answer> {
    return this.#request(path, {
      method: 'POST',
      headers: { 'content-type': contentType, accept: 'application/json' },
      body,
    });
  }

  async #request(path: string, init: RequestInit): Promise<Answer> {
    const url = new URL(path, this.#base);
    const response = await fetch(url, init).catch((error: unknown) => {
      const { cause } = error as { readonly cause?: { readonly code?: string } };
      throw new CommandFailure(
        `Baton does not answer at ${this.#base.origin} (${cause?.code ?? String(error)}). Is it running? --url or BATON_URL names another address.`,
      );
    });
    const text = await response.text();
    if (text === '') return { status: response.status, body: undefined };
    if (!/\bjson\b/.test(response.headers.get('content-type') ?? '')) {
      throw new CommandFailure(`${url.href} answered ${response.status} without JSON: is this Baton?`);
    }
    return { status: response.status, body: JSON.parse(text) };
  }
}

/** A problem as lines: what it is, then each field with what was expected. */
export const problemText = (status: number, body: unknown): string => {
  const { title, detail, errors } = (body ?? {}) as Partial<Problem>;
  const fields = (errors ?? []).map((error) => `  ${fieldOf(error.pointer)}: ${error.detail}`);
  return [`${title ?? `HTTP ${status}`}${detail === undefined ? '' : `: ${detail}`}`, ...fields].join('\n');
};

/** `/data/needBy` as people say it: `data.needBy`. */
export const fieldOf = (pointer: string, whole = 'the body'): string =>
  pointer.replace(/^#?\//, '').replaceAll('/', '.') || whole;
