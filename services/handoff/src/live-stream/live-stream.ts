import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { StreamMessage } from '@baton/contracts';
import { LedgerReader } from '../ledger-reader/ledger-reader.ts';
import { type LedgerRow, casesOf } from '../ledger-reader/ledger-row.ts';

export interface LiveMessage {
  /** `shard.revision.n`: where a reader that lost the connection goes on. */
  readonly id: string;
  readonly message: StreamMessage;
}

export type Receiver = (messages: readonly LiveMessage[]) => void;

const keptMessages = 2_000;

/** What the ledger says, to every open console. Keeps the newest so that a short break loses nothing. */
@Injectable()
export class LiveStream implements OnApplicationShutdown {
  private readonly receivers = new Set<Receiver>();
  private kept: LiveMessage[] = [];
  private readonly stopListening: () => void;

  constructor(reader: LedgerReader) {
    this.stopListening = reader.listen((row) => this.tell(messagesOf(row)));
  }

  onApplicationShutdown(): void {
    this.stopListening();
  }

  /** What came after `lastId`, as far as it is kept; undefined: too long ago, the reader must look anew. */
  since(lastId: string): readonly LiveMessage[] | undefined {
    const at = this.kept.findIndex((one) => one.id === lastId);
    return at === -1 ? undefined : this.kept.slice(at + 1);
  }

  receive(receiver: Receiver): () => void {
    this.receivers.add(receiver);
    return () => this.receivers.delete(receiver);
  }

  private tell(messages: readonly LiveMessage[]): void {
    if (messages.length === 0) return;
    this.kept.push(...messages);
    if (this.kept.length > keptMessages * 2) this.kept = this.kept.slice(-keptMessages);
    for (const receiver of this.receivers) receiver(messages);
  }
}

const messagesOf = (row: LedgerRow): LiveMessage[] => {
  const decisions = row.append.decisions.map((decision): StreamMessage => ({ kind: 'decision', decision }));
  const cases = casesOf(row.append).map((caseId): StreamMessage => ({ kind: 'case', caseId }));
  return [...decisions, ...cases].map((message, index) => ({ id: `${row.shard}.${row.revision}.${index}`, message }));
};
