import type { Message } from 'kafkajs';
import { KafkaFault, messageOf } from './kafka-fault.ts';

export interface TopicMessages {
  readonly topic: string;
  readonly messages: Message[];
}

/** An idempotent producer; what it has acknowledged is in the log of every in-sync replica. */
export interface Sender {
  send(batch: readonly TopicMessages[]): Promise<void>;
  close(): Promise<void>;
}

interface Call extends TopicMessages {
  readonly bytes: number;
  resolve(): void;
  reject(reason: unknown): void;
}

/** Below what a broker takes in one batch of one partition (1 MiB by default), with room for the framing. */
const maxBatchBytes = 900_000;
const framingBytes = 64;

/**
 * One request at a time, and calls of the same moment share it. kafkajs counts an idempotent producer's sequence back
 * when a request fails; another request in flight would take the same numbers and be acknowledged as a repetition
 * without being written. For the same reason a producer whose request has failed for good is never used again.
 */
export class PublishQueue {
  readonly #open: () => Promise<Sender>;
  #sender: Promise<Sender> | undefined;
  #calls: Call[] = [];
  #sending: Promise<void> | undefined;
  #isClosed = false;

  constructor(open: () => Promise<Sender>) {
    this.#open = open;
  }

  /** Resolves when all of it is durable. */
  send(topic: string, messages: readonly Message[]): Promise<void> {
    if (this.#isClosed) return Promise.reject(new KafkaFault('closed', 'The bus is closed.', false));
    if (messages.length === 0) return Promise.resolve();
    const bytes = messages.reduce((sum, message) => sum + bytesOf(message), 0);
    return new Promise((resolve, reject) => {
      this.#calls.push({ topic, messages: [...messages], bytes, resolve, reject });
      this.#sending ??= this.#work();
    });
  }

  /** What was handed in before is still sent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#sending;
    const sender = await this.#sender?.catch(() => undefined);
    await sender?.close();
  }

  async #work(): Promise<void> {
    await Promise.resolve();
    while (this.#calls.length > 0) {
      const group = this.#nextGroup();
      try {
        await this.#send(group);
        for (const call of group) call.resolve();
      } catch (error) {
        const fault = new KafkaFault('unavailable', `Kafka did not take what was published: ${messageOf(error)}`, true);
        for (const call of group) call.reject(fault);
      }
    }
    // In the same turn as the look at an empty queue: a call in between would wait for ever.
    this.#sending = undefined;
  }

  /** As many calls as fit into one request; at least one. */
  #nextGroup(): readonly Call[] {
    let bytes = 0;
    let count = 0;
    for (const call of this.#calls) {
      bytes += call.bytes;
      if (count > 0 && bytes > maxBatchBytes) break;
      count += 1;
    }
    return this.#calls.splice(0, count);
  }

  async #send(group: readonly Call[]): Promise<void> {
    this.#sender ??= this.#open();
    const opening = this.#sender;
    try {
      const sender = await opening;
      for (const batch of batchesOf(group)) await sender.send(batch);
    } catch (error) {
      this.#sender = undefined;
      void opening.then((sender) => sender.close()).catch(() => undefined);
      throw error;
    }
  }
}

/** One request unless a call alone is larger than that; the order of each topic's messages stays. */
const batchesOf = (group: readonly Call[]): readonly (readonly TopicMessages[])[] => {
  const batches: Map<string, Message[]>[] = [new Map()];
  let bytes = 0;
  for (const { topic, messages } of group)
    for (const message of messages) {
      bytes += bytesOf(message);
      if (bytes > maxBatchBytes && batches.at(-1)!.size > 0) {
        batches.push(new Map());
        bytes = bytesOf(message);
      }
      const batch = batches.at(-1)!;
      const known = batch.get(topic);
      if (known === undefined) batch.set(topic, [message]);
      else known.push(message);
    }
  return batches.map((batch) => [...batch].map(([topic, messages]) => ({ topic, messages })));
};

const bytesOf = ({ key, value, headers = {} }: Message): number =>
  sizeOf(key) +
  sizeOf(value) +
  framingBytes +
  Object.entries(headers).reduce((sum, [name, text]) => sum + name.length + sizeOf(text as string) + 4, 0);

const sizeOf = (part: Buffer | string | null | undefined): number =>
  part === null || part === undefined ? 0 : Buffer.byteLength(part);
