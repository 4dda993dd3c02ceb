import type { Problem } from '@baton/contracts';

/** Thrown for every answer that is not a success; `problem` is what the server said. */
export class RequestFailed extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

export const getJson = async <T>(
  path: string,
  query: Readonly<Record<string, string | undefined>> = {},
): Promise<T> => {
  const set = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const search = set.length === 0 ? '' : `?${new URLSearchParams(set)}`;
  return answer<T>(await fetch(path + search, { headers: { accept: 'application/json' } }));
};

export interface Command {
  readonly path: string;
  readonly body?: unknown;
  /** Party id of who acts. */
  readonly actor?: string;
  /** The same key makes a repetition harmless. */
  readonly idempotencyKey?: string;
}

export const postJson = async <T>({ path, body, actor, idempotencyKey }: Command): Promise<T> => {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (actor !== undefined) headers['baton-actor'] = actor;
  if (idempotencyKey !== undefined) headers['idempotency-key'] = `"${idempotencyKey}"`;
  return answer<T>(
    await fetch(path, { method: 'POST', headers, body: body === undefined ? null : JSON.stringify(body) }),
  );
};

const answer = async <T>(response: Response): Promise<T> => {
  const text = await response.text();
  const json = (response.headers.get('content-type') ?? '').includes('json');
  if (response.ok) return (json && text !== '' ? JSON.parse(text) : undefined) as T;
  const { status, statusText } = response;
  throw new RequestFailed(
    json ? JSON.parse(text) : { type: 'about:blank', title: statusText || String(status), status },
  );
};

/** A random UUID (RFC 9562, version 4); `crypto.randomUUID` is missing where the page is not a secure context. */
export const newKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
