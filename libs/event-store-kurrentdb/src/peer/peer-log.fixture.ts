import { randomUUID } from 'node:crypto';

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface PeerRecord extends ProposedEvent {
  readonly stream: string;
  readonly revision: number;
  /** Commit and prepare position in one: only explicit transactions have two. */
  readonly position: bigint;
  readonly createdMs: number;
}

export type PeerAppendResult =
  | { readonly kind: 'appended'; readonly last: PeerRecord; readonly withoutPosition?: boolean }
  | { readonly kind: 'wrong-expected-version'; readonly current: number }
  | { readonly kind: 'stream-deleted' }
  | { readonly kind: 'too-large' };

export interface PeerAppend {
  readonly stream: string;
  /** -1: the stream must not exist. */
  readonly expected: number;
  readonly events: readonly ProposedEvent[];
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** What the server counts: UTF-16 of the type beside the bytes of data and metadata. */
const sizeOnDisk = ({ type, data, metadata }: ProposedEvent): number => data.length + metadata.length + 2 * type.length;

/** The streams of a cluster, in memory, with the server's rules for expected revisions and repeated ids. */
export class PeerLog {
  now: () => number = Date.now;
  maxAppendBytes = 1_048_576;
  /** Whether filters take names for one that a language writes in two ways. */
  comparesAsLanguage = false;
  readonly all: PeerRecord[] = [];
  readonly deleted = new Set<string>();
  /** Where a record ever began, scavenged or not: the server reads from nowhere else. */
  readonly positions = new Set<bigint>();
  readonly #streams = new Map<string, PeerRecord[]>();
  readonly #watchers = new Set<(record: PeerRecord) => void>();
  #end = 0n;

  constructor() {
    this.appendSystem('$settings');
  }

  stream(name: string): readonly PeerRecord[] {
    return this.#streams.get(name) ?? [];
  }

  /** What a server writes by itself: statistics, settings, elections. */
  appendSystem(stream: string): void {
    this.#store({ stream, expected: this.stream(stream).length - 1, events: [systemEvent()] });
  }

  append({ stream, expected, events }: PeerAppend): PeerAppendResult {
    if (this.deleted.has(stream)) return { kind: 'stream-deleted' };
    if (events.reduce((sum, event) => sum + sizeOnDisk(event), 0) > this.maxAppendBytes) return { kind: 'too-large' };
    const stored = this.stream(stream);
    const current = stored.length - 1;
    if (expected === current) return { kind: 'appended', last: this.#store({ stream, expected, events }) };
    const repeated = events.every(({ id }, at) => stored[expected + 1 + at]?.id === id);
    const last = stored[expected + events.length];
    if (expected < current && repeated && last !== undefined) return { kind: 'appended', last };
    return { kind: 'wrong-expected-version', current };
  }

  /** Calls back for every later record; answers how to stop. */
  watch(watcher: (record: PeerRecord) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Takes records away as a scavenge does: their positions stay valid to read from. */
  scavenge(goes: (record: PeerRecord) => boolean): void {
    const kept = this.all.filter((record) => !goes(record));
    this.all.splice(0, this.all.length, ...kept);
  }

  #store({ stream, expected, events }: PeerAppend): PeerRecord {
    const records = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, records);
    const createdMs = this.now();
    const added = events.map((event, at) => {
      this.#end += BigInt(100 + sizeOnDisk(event));
      return { ...event, stream, revision: expected + 1 + at, position: this.#end, createdMs };
    });
    records.push(...added);
    this.all.push(...added);
    for (const { position } of added) this.positions.add(position);
    for (const record of added) for (const watcher of this.#watchers) watcher(record);
    return added.at(-1)!;
  }
}

const systemEvent = (): ProposedEvent => ({
  id: randomUUID(),
  type: '$statistics',
  contentType: 'application/json',
  data: text('{}'),
  metadata: text(''),
});
