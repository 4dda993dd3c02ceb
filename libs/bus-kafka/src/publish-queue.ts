import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from 'kafkajs';
import { closedFault, KafkaFault, messageOf } from './kafka-fault.ts';
import { type Sender, SharedSender } from './shared-sender.ts';

interface Call {
  readonly messages: readonly Message[];
  readonly bytes: number;
  resolve(): void;
  reject(reason: unknown): void;
}

/** Below what a broker takes in one batch of one partition (1 MiB by default), with room for the framing. */
const maxBatchBytes = 900_000;
const framingBytes = 64;
const sendWithinMs = 1_500;

const bytesOf = ({ key, value, headers = {} }: Message): number =>
  sizeOf(key) +
  sizeOf(value) +
  framingBytes +
  Object.entries(headers).reduce((sum, [name, text]) => sum + name.length + sizeOf(text as string) + 4, 0);

const sizeOf = (part: Buffer | string | null | undefined): number =>
  part === null || part === undefined ? 0 : Buffer.byteLength(part);

/**
 * One request at a time per partition, with nothing else in it, and calls of the same moment share it. kafkajs counts an
 * idempotent producer's sequence of a partition back when a request fails: another request of that partition would
 * take the same numbers and be acknowledged as a repetition without being written. And when one broker of several in
 * a request fails, it sends to the others again while they are still answering.
 */
export class PublishQueue {
  readonly #sender: SharedSender;
  readonly #lanes = new Map<string, Lane>();
  #isClosed = false;

  constructor(open: () => Promise<Sender>) {
    this.#sender = new SharedSender(open);
  }

  /** Resolves when all of it is durable. Messages name their partition. */
  async send(topic: string, messages: readonly Message[]): Promise<void> {
    if (this.#isClosed) throw closedFault();
    const byPartition = Map.groupBy(messages, ({ partition }) => partition ?? 0);
    await Promise.all([...byPartition].map(([partition, some]) => this.#lane(topic, partition).send(some)));
  }

  /** What was handed in before is still sent, if that can be done soon; who waits for the rest is told that it is not. */
  async close(withinMs = sendWithinMs): Promise<void> {
    this.#isClosed = true;
    const lanes = [...this.#lanes.values()];
    const idle = Promise.all(lanes.map((lane) => lane.idle())).then(() => this.#sender.close());
    const giveUp = new AbortController();
    await Promise.race([idle, pause(withinMs, undefined, giveUp).catch(() => undefined)]);
    giveUp.abort();
    for (const lane of lanes) lane.giveUp();
  }

  #lane(topic: string, partition: number): Lane {
    const name = `${topic}/${partition}`;
    const lane =
      this.#lanes.get(name) ??
      new Lane((messages) =>
        this.#sender.use((sender) =>
          sender.send(
            topic,
            messages.map((message) => ({ ...message, partition })),
          ),
        ),
      );
    this.#lanes.set(name, lane);
    return lane;
  }
}

class Lane {
  readonly #request: (messages: readonly Message[]) => Promise<void>;
  #calls: Call[] = [];
  #underWay: readonly Call[] = [];
  #sending: Promise<void> | undefined;

  constructor(request: (messages: readonly Message[]) => Promise<void>) {
    this.#request = request;
  }

  send(messages: readonly Message[]): Promise<void> {
    const bytes = messages.reduce((sum, message) => sum + bytesOf(message), 0);
    return new Promise((resolve, reject) => {
      this.#calls.push({ messages, bytes, resolve, reject });
      this.#sending ??= this.#work();
    });
  }

  async idle(): Promise<void> {
    await this.#sending;
  }

  /** Whether what is under way arrives is open. */
  giveUp(): void {
    for (const call of [...this.#underWay, ...this.#calls.splice(0)]) call.reject(closedFault());
  }

  async #work(): Promise<void> {
    await Promise.resolve();
    while (this.#calls.length > 0) {
      const group = this.#nextGroup();
      this.#underWay = group;
      try {
        for (const batch of batchesOf(group)) await this.#request(batch);
        for (const call of group) call.resolve();
      } catch (error) {
        const fault = new KafkaFault('unavailable', `Kafka did not take what was published: ${messageOf(error)}`, true);
        for (const call of group) call.reject(fault);
      }
    }
    this.#underWay = [];
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
}

/** One request unless a call alone is larger than that. */
const batchesOf = (group: readonly Call[]): readonly (readonly Message[])[] => {
  const batches: Message[][] = [[]];
  let bytes = 0;
  for (const message of group.flatMap(({ messages }) => messages)) {
    bytes += bytesOf(message);
    if (bytes > maxBatchBytes && batches.at(-1)!.length > 0) {
      batches.push([]);
      bytes = bytesOf(message);
    }
    batches.at(-1)!.push(message);
  }
  return batches;
};
