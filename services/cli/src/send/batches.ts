const maxEvents = 500;
/** Baton takes 1 MiB a request; this leaves room for what is around the events. */
const maxBytes = 1_000_000;

export interface Batch {
  /** Index of its first event in the whole input. */
  readonly start: number;
  readonly events: readonly string[];
}

/** The events as JSON, in their order, in batches that Baton takes. One that is too large alone goes alone. */
export function* batches(events: readonly unknown[]): Generator<Batch> {
  let start = 0;
  let waiting: string[] = [];
  let bytes = 0;
  for (const [index, event] of events.entries()) {
    const json = JSON.stringify(event);
    const size = Buffer.byteLength(json) + 1;
    if (waiting.length > 0 && (waiting.length === maxEvents || bytes + size > maxBytes)) {
      yield { start, events: waiting };
      start = index;
      waiting = [];
      bytes = 0;
    }
    waiting.push(json);
    bytes += size;
  }
  if (waiting.length > 0) yield { start, events: waiting };
}
