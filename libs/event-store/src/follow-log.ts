import type { EventLog, Position, ReadAllOptions, SubscriptionItem } from './event-store.ts';

interface Source {
  readonly log: Pick<EventLog, 'readAll'>;
  /** Counts up with every change of the log; taken before a look, so that nothing between look and wait is missed. */
  version(): number;
  changedSince(version: number, signal: AbortSignal): Promise<void>;
}

/** `subscribe` on top of `readAll`: history and live come through the same reads, so there is no seam between them. */
export async function* followLog(
  source: Source,
  options: ReadAllOptions & { readonly signal: AbortSignal },
): AsyncGenerator<SubscriptionItem, void, undefined> {
  const { prefixes, signal } = options;
  let after: Position | undefined = options.after;
  let caughtUpAt: Position | undefined | null = null;
  while (!signal.aborted) {
    const version = source.version();
    const page = await source.log.readAll(after === undefined ? { prefixes } : { prefixes, after });
    for (const event of page.events) {
      if (signal.aborted) return;
      yield { kind: 'event', event };
    }
    after = page.position;
    if (!page.atHead || signal.aborted) continue;
    if (caughtUpAt === null || caughtUpAt !== after) yield { kind: 'caught-up', position: after };
    caughtUpAt = after;
    await source.changedSince(version, signal);
  }
}
