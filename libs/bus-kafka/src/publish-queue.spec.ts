import { describe, expect, it } from '@jest/globals';
import type { Message } from 'kafkajs';
import { PublishQueue } from './publish-queue.ts';
import type { Sender } from './shared-sender.ts';

/** A broker's side of producers: what was sent, by which of them, and how many requests were open at once. */
class Broker {
  readonly batches: { readonly producer: number; readonly values: readonly string[] }[] = [];
  most = 0;
  closed: number[] = [];
  failNext = false;
  readonly #busy = new Set<string>();
  #open = 0;
  #producers = 0;

  readonly open = async (): Promise<Sender> => {
    this.#producers += 1;
    const producer = this.#producers;
    const close = async (): Promise<void> => void this.closed.push(producer);
    return { send: (topic, messages) => this.#take(producer, topic, messages), close };
  };

  async #take(producer: number, topic: string, messages: readonly Message[]): Promise<void> {
    const partitions = new Set(messages.map(({ partition }) => `${topic}/${partition}`));
    expect(partitions.size).toBe(1);
    const [lane] = partitions;
    expect(this.#busy.has(lane!)).toBe(false);
    this.#busy.add(lane!);
    this.#open += 1;
    this.most = Math.max(this.most, this.#open);
    await new Promise((resolve) => setImmediate(resolve));
    this.#open -= 1;
    this.#busy.delete(lane!);
    if (this.failNext) {
      this.failNext = false;
      throw new Error('no answer');
    }
    const values = messages.map(({ value }) => `${topic} ${String(value)}`);
    this.batches.push({ producer, values });
  }
}

const valuesIn = ({ batches }: Broker): readonly string[] => batches.flatMap(({ values }) => values);

describe('the queue before an idempotent producer', () => {
  it('has one request under way, and calls of the same moment share it', async () => {
    const broker = new Broker();
    const queue = new PublishQueue(broker.open);
    const first = ['a', 'b', 'c'].map((value) => queue.send('t', [{ value }]));
    const second = Promise.all(first).then(() => queue.send('u', [{ value: 'd' }]));
    await second;
    expect(broker.most).toBe(1);
    expect(broker.batches.map(({ values }) => values)).toEqual([['t a', 't b', 't c'], ['u d']]);
  });

  it('sends to each partition by itself, several at once', async () => {
    const broker = new Broker();
    const queue = new PublishQueue(broker.open);
    const values = ['a', 'b', 'c', 'd'].map((value, n) => ({ value, partition: n % 2 }));
    await Promise.all([queue.send('t', values), queue.send('t', values)]);
    expect(broker.most).toBe(2);
    expect(broker.batches.map(({ values }) => values)).toEqual([
      ['t a', 't c', 't a', 't c'],
      ['t b', 't d', 't b', 't d'],
    ]);
  });

  it('cuts what is too much for one request and keeps the order', async () => {
    const broker = new Broker();
    const queue = new PublishQueue(broker.open);
    const large = (name: string): string => name + '.'.repeat(400_000);
    await Promise.all([
      queue.send('t', [{ value: large('1') }, { value: large('2') }, { value: large('3') }]),
      queue.send('t', [{ value: '4' }]),
    ]);
    expect(valuesIn(broker).map((value) => value.slice(0, 3))).toEqual(['t 1', 't 2', 't 3', 't 4']);
    expect(broker.batches.every(({ values }) => values.join('').length < 1_000_000)).toBe(true);
  });

  it('never uses a producer again whose request has failed for good', async () => {
    const broker = new Broker();
    const queue = new PublishQueue(broker.open);
    await queue.send('t', [{ value: 'a' }]);
    broker.failNext = true;
    await expect(queue.send('t', [{ value: 'b' }])).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    await queue.send('t', [{ value: 'c' }]);
    expect(broker.batches.map(({ producer }) => producer)).toEqual([1, 2]);
    expect(broker.closed).toEqual([1]);
  });

  it('sends what it has before it closes, and nothing after', async () => {
    const broker = new Broker();
    const queue = new PublishQueue(broker.open);
    const sent = queue.send('t', [{ value: 'a' }]);
    await queue.close();
    await sent;
    expect(valuesIn(broker)).toEqual(['t a']);
    expect(broker.closed).toEqual([1]);
    await expect(queue.send('t', [{ value: 'b' }])).rejects.toThrow('closed');
  });
});
