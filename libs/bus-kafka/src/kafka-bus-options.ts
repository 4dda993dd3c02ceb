import type { RetryPolicy } from '@baton/bus';
import type { ISocketFactory } from 'kafkajs';
import type { ReaderTimes } from './consumer-life.ts';
import type { KafkaAddress } from './kafka-url.ts';
import type { TopicSetting } from './topics.ts';

export interface KafkaBusOptions {
  /** `kafka://[user:password@]host:port[,…][?tls=true…]`; see `parseKafkaUrl`. */
  readonly url: string;
  /** Of this process or service, as the brokers' logs show it. */
  readonly name: string;
  /** Created when they are missing, verified otherwise. */
  readonly topics: readonly TopicSetting[];
  /** Milliseconds; for when an event was parked. */
  readonly now: () => number;
  /** Before the name of every topic and group (default none). */
  readonly prefix?: string;
  readonly retry?: Partial<RetryPolicy>;
  /** How many keys of a group are worked on at once (default 16). */
  readonly concurrency?: number;
  /** A member that is not heard of for so long loses its partitions (default: what the address says, or 10 s). */
  readonly sessionTimeoutMs?: number;
  /** A reader that has fetched nothing for so long connects anew (default 30 s). */
  readonly stallMs?: number;
  /** How long to wait for a broker that is still starting (default 30 s). */
  readonly connectWithinMs?: number;
  /** How long `barrier` waits; it then throws `unavailable` (default 5 minutes). */
  readonly settleWithinMs?: number;
  readonly log?: (message: string) => void;
  readonly socketFactory?: ISocketFactory;
}

export const timesOf = (options: KafkaBusOptions, address: KafkaAddress): ReaderTimes => ({
  sessionTimeoutMs: options.sessionTimeoutMs ?? address.sessionTimeoutMs ?? 10_000,
  stallMs: options.stallMs ?? 30_000,
});
