import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { eventsTopic } from '@baton/bus';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { KafkaBus } from './kafka-bus.ts';
import type { KafkaBusOptions } from './kafka-bus-options.ts';
import { freshPrefix, kafkaUrl, openBus, testTopics } from './kafka-ground.fixture.ts';
import { ownKafka } from './own-kafka.fixture.ts';

jest.setTimeout(90_000);

const refusalOf = async (options: Partial<KafkaBusOptions>): Promise<unknown> => {
  const opened: KafkaBus | Error = await openBus(options).catch((error: Error) => error);
  if (opened instanceof Error) return opened;
  await opened.close();
  return 'it was opened';
};

describe('topics', () => {
  it('that exist are verified and never changed', async () => {
    const prefix = freshPrefix();
    await (await openBus({ prefix })).close();
    await (await openBus({ prefix })).close();
    const [events, reference] = testTopics();
    const refusal = await refusalOf({ prefix, topics: [{ ...events!, partitions: 8, retention: 60_000 }, reference!] });
    expect(refusal).toMatchObject({ code: 'topic', retryable: false });
    const weekMs = 7 * 24 * 60 * 60 * 1_000;
    expect(String(refusal)).toContain(
      `the topic "${prefix}${eventsTopic}" has a number of partitions of 3, 8 was expected`,
    );
    expect(String(refusal)).toContain(`has retention.ms = ${weekMs}, 60000 was expected`);
    await (await openBus({ prefix })).close();
  });

  it('may be compacted, which is verified too', async () => {
    const prefix = freshPrefix();
    const topics = [{ name: eventsTopic, partitions: 1, retention: 'compact' }] as const;
    await (await openBus({ prefix, topics })).close();
    expect(String(await refusalOf({ prefix, topics: [{ ...topics[0], retention: -1 }] }))).toContain(
      'has cleanup.policy = compact, delete was expected',
    );
  });

  it('of another replication are refused', async () => {
    const prefix = freshPrefix();
    await (await openBus({ prefix })).close();
    const refusal = await refusalOf({ prefix, url: `${kafkaUrl()}?replication=3` });
    expect(String(refusal)).toContain('has a replication of 1, 3 was expected');
  });
});

it('a broker that is not there is waited for a while, then named', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => closed.once('listening', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const refusal = await refusalOf({ url: `kafka://127.0.0.1:${port}`, connectWithinMs: 1_500 });
  expect(refusal).toMatchObject({ code: 'unavailable', retryable: true });
  expect(String(refusal)).toContain(`No connection to Kafka at 127.0.0.1:${port} (no TLS, no credentials)`);
  expect(String(refusal)).toMatch(/tried [2-9] times/);
});

describe('TLS and SCRAM', () => {
  let server: Awaited<ReturnType<typeof ownKafka>>;
  beforeAll(async () => {
    server = await ownKafka({ credentials: { username: 'app', password: 'pass-word' } });
  });
  afterAll(() => server.stop());

  it.each(['scram-sha-512', 'scram-sha-256'])('carry events with %s', async (mechanism) => {
    const bus = await openBus({ url: `${server.secureUrl!}&mechanism=${mechanism}` });
    const event = { specversion: '1.0', id: '1', source: 's', type: 't', partitionkey: 'a', data: 1 } as const;
    await bus.publish(eventsTopic, [event]);
    const got = new Promise((resolve) => {
      void bus.consume({ group: 'g', topics: [eventsTopic] }, async (delivery) => {
        resolve(delivery.event);
        return { kind: 'done' };
      });
    });
    expect(await got).toEqual(event);
    await bus.close();
  });

  it('refuse a wrong password at once, without repeating it', async () => {
    const url = server.secureUrl!.replace('pass-word', 'wrong-word');
    const refusal = await refusalOf({ url, connectWithinMs: 20_000 });
    expect(refusal).toMatchObject({ code: 'refused', retryable: false });
    expect(String(refusal)).toContain('(TLS, scram-sha-512 as "app")');
    expect(String(refusal)).not.toContain('wrong-word');
  });

  it('do not trust a certificate that nobody vouches for', async () => {
    const url = server.secureUrl!.replace(/&ca=.*/, '');
    expect(String(await refusalOf({ url, connectWithinMs: 1_000 }))).toMatch(/certificate/);
  });
});
