import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { FactRefusal } from '@baton/contracts';
import { LedgerReader } from '../ledger-reader/ledger-reader.ts';
import { refusalOf } from '../ledger-reader/ledger-row.ts';
import { eventKeyOf } from './event-outcomes.projection.ts';

export interface KnownOutcome {
  readonly refusal?: FactRefusal;
  readonly detail?: string;
}

/** Lets a command wait until the ledger says what became of its event. */
@Injectable()
export class EventOutcomes implements OnApplicationShutdown {
  private readonly waiting = new Map<string, (outcome: KnownOutcome) => void>();
  private readonly stopListening: () => void;

  constructor(reader: LedgerReader) {
    this.stopListening = reader.listen(({ append }) => {
      if (this.waiting.size === 0) return;
      for (const { id } of append.facts) {
        const refused = refusalOf(append, id);
        this.waiting.get(eventKeyOf(id))?.(
          refused === undefined ? {} : { refusal: refused.refusal, detail: refused.detail },
        );
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
