import { describe, expect, it } from '@jest/globals';
import { describeAddress, parseKafkaUrl } from './kafka-url.ts';

describe('the address of Kafka', () => {
  it('is a list of brokers', () => {
    expect(parseKafkaUrl('kafka://one:9092,two.example:19093,[::1]:9094')).toEqual({
      brokers: ['one:9092', 'two.example:19093', '[::1]:9094'],
      tls: false,
    });
  });

  it('may carry credentials, TLS and a replication', () => {
    const url =
      'kafka://app:p%40ss%3Aword@one:9093/?tls=true&ca=/etc/ca.crt&mechanism=SCRAM-SHA-256&replication=3&sessionTimeoutMs=6000';
    expect(parseKafkaUrl(url)).toEqual({
      brokers: ['one:9093'],
      tls: true,
      caFile: '/etc/ca.crt',
      credentials: { mechanism: 'scram-sha-256', username: 'app', password: 'p@ss:word' },
      replication: 3,
      sessionTimeoutMs: 6_000,
    });
    expect(parseKafkaUrl('kafka://app:word@one:1').credentials?.mechanism).toBe('scram-sha-512');
  });

  it.each([
    ['http://one:9092', 'it does not look like it'],
    ['kafka://', 'it does not look like it'],
    ['kafka://one', '"one" is no host:port'],
    ['kafka://one:9092,two', '"two" is no host:port'],
    ['kafka://one:9092?tsl=true', '"tsl" is not one of'],
    ['kafka://one:9092?tls=yes', 'tls=yes is not one of'],
    ['kafka://one:9092?ca=x', '"ca" needs tls=true'],
    ['kafka://one:9092?replication=0', 'replication=0'],
    ['kafka://one:9092?replication=100', 'replication=100 is no number from 1 to 99'],
    ['kafka://one:9092?sessionTimeoutMs=10s', 'sessionTimeoutMs=10s'],
    ['kafka://one:9092?sessionTimeoutMs=999', 'no number from 1000 to 300000'],
    ['kafka://one:9092?mechanism=plain', 'needs a user'],
    ['kafka://app@one:9092', 'the user has no password'],
    ['kafka://app:word@one:9092?mechanism=plain', 'mechanism=plain needs tls=true'],
    ['kafka://app:word@one:9092?mechanism=md5', 'mechanism=md5 is not one of'],
    ['kafka://app:%zz@one:9092', 'percent-encoded'],
  ])('%s is refused', (url, why) => {
    expect(() => parseKafkaUrl(url)).toThrow(why);
  });

  it('never shows a password', () => {
    expect(describeAddress(parseKafkaUrl('kafka://app:secret@one:9092?tls=true'))).toBe(
      'one:9092 (TLS, scram-sha-512 as "app")',
    );
    expect(() => parseKafkaUrl('kafka://app:secret@one')).toThrow(expect.not.stringContaining('secret'));
  });
});
