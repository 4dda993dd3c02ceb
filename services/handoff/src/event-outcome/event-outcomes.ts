import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LedgerReader } from '../ledger-reader/ledger-reader.ts';
import { refusalOf } from '../ledger-reader/ledger-row.ts';
import { actDigest } from './act-digest.ts';
import { type EventOutcome, eventKeyOf } from './event-outcomes.projection.ts';

export type KnownOutcome = Pick<EventOutcome, 'refusal' | 'detail' | 'act'>;

/** Lets a command wait until the ledger says what became of its event. */
@Injectable()
export class EventOutcomes implements OnApplicationShutdown {
  private readonly waiting = new Map<string, (outcome: KnownOutcome) => void>();
  private readonly stopListening: () => void;

  constructor(reader: LedgerReader) {
    this.stopListening = reader.listen(({ append }) => {
      if (this.waiting.size === 0) return;
      for (const fact of append.facts) {
        const resolve = this.waiting.get(eventKeyOf(fact.id));
        if (resolve === undefined) continue;
        const { refusal = null, detail = null } = refusalOf(append, fact.id) ?? {};
        resolve({ refusal, detail, act: actDigest(fact) });
      }
    });
  }

  onApplicationShutdown(): void {
    this.stopListening();
  }

  /** Undefined: not known within the time; the event is stored all the same. */
  async within(limitMs: number, key: string, publish: () => Promise<void>): Promise<KnownOutcome | undefined> {
    const { promise, resolve } = Promise.withResolvers<KnownOutcome | undefined>();
    this.waiting.set(key, resolve);
    const timer = setTimeout(() => resolve(undefined), limitMs);
    try {
      await publish();
      return await promise;
    } finally {
      clearTimeout(timer);
      this.waiting.delete(key);
    }
  }
}
