import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import kafkajs, { type Admin, type ISocketFactory, type Kafka, type KafkaConfig } from 'kafkajs';
import { describeAddress, type KafkaAddress } from './kafka-url.ts';
import { KafkaFault, mayPass, messageOf } from './kafka-fault.ts';
import './kafkajs-timer.ts';
import { patiently } from './patiently.ts';
import { type Extent, sourceOf } from './partition-names.ts';

export interface ClusterSetting {
  readonly address: KafkaAddress;
  /** Shown in the brokers' logs. */
  readonly name: string;
  /** Before the name of every topic and group. */
  readonly prefix: string;
  /** How long to try while nothing answers. */
  readonly connectWithinMs: number;
  /** Told what kafkajs reports as an error. */
  readonly log?: (message: string) => void;
  readonly socketFactory?: ISocketFactory;
}

const retryDelayMs = 500;
/** Long enough for a broker that restarts; what was not acknowledged by then has failed. */
const sendingRetry = { initialRetryTime: 50, maxRetryTime: 1_000, retries: 120 };

/** The connection that everything but fetching and sending goes through, and the names behind the prefix. */
export class KafkaCluster {
  readonly kafka: Kafka;
  /** For producers. */
  readonly sending: Kafka;
  readonly admin: Admin;
  readonly #prefix: string;

  private constructor(setting: ClusterSetting, kafka: Kafka, admin: Admin) {
    this.kafka = kafka;
    this.sending = new kafkajs.Kafka({ ...configOf(setting), retry: sendingRetry });
    this.admin = admin;
    this.#prefix = setting.prefix;
  }

  /** Tries until a broker answers; one that refuses the credentials ends it at once. */
  static async connect(setting: ClusterSetting): Promise<KafkaCluster> {
    const kafka = new kafkajs.Kafka(configOf(setting));
    const patience = AbortSignal.timeout(setting.connectWithinMs);
    for (let attempts = 1; ; attempts += 1) {
      const admin = kafka.admin({ retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 8 } });
      try {
        await admin.connect();
        return new KafkaCluster(setting, kafka, admin);
      } catch (error) {
        await admin.disconnect().catch(() => undefined);
        if (!mayPass(error)) throw noConnection(setting, `refused: ${messageOf(error)}`, false);
        if (patience.aborted) throw noConnection(setting, `tried ${attempts} times: ${messageOf(error)}`, true);
        await pause(retryDelayMs);
      }
    }
  }

  /** What Kafka calls the topic or group. */
  named(name: string): string {
    return `${this.#prefix}${name}`;
  }

  /** The name without the prefix; undefined when it is somebody else's. */
  unnamed(name: string): string | undefined {
    return name.startsWith(this.#prefix) ? name.slice(this.#prefix.length) : undefined;
  }

  /** What each partition of these topics still has, by source. */
  async extents(topics: readonly string[]): Promise<ReadonlyMap<string, Extent>> {
    const found = await Promise.all(
      topics.map(async (topic) => {
        const partitions = await patiently(() => this.admin.fetchTopicOffsets(this.named(topic)));
        return partitions.map(
          ({ partition, low, high }) =>
            [sourceOf({ topic, partition }), { low: Number(low), high: Number(high) }] as const,
        );
      }),
    );
    return new Map(found.flat());
  }

  async close(): Promise<void> {
    await this.admin.disconnect();
  }
}

const configOf = ({ address, name, log, socketFactory }: ClusterSetting): KafkaConfig => {
  const { brokers, tls, caFile, credentials } = address;
  return {
    clientId: name,
    brokers: [...brokers],
    connectionTimeout: 3_000,
    authenticationTimeout: 5_000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 1 },
    ...(tls ? { ssl: caFile === undefined ? true : { ca: [certificatesIn(caFile)] } } : {}),
    ...(credentials === undefined ? {} : { sasl: credentials }),
    ...(socketFactory === undefined ? {} : { socketFactory }),
    logLevel: log === undefined ? kafkajs.logLevel.NOTHING : kafkajs.logLevel.ERROR,
    ...(log === undefined
      ? {}
      : { logCreator: () => (entry) => log(`kafkajs ${entry.namespace}: ${entry.log.message}`) }),
  } as KafkaConfig;
};

const certificatesIn = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new KafkaFault('setting', `The certificates for Kafka cannot be read: ${messageOf(error)}`, false);
  }
};

const noConnection = ({ address, connectWithinMs }: ClusterSetting, why: string, retryable: boolean): KafkaFault =>
  new KafkaFault(
    retryable ? 'unavailable' : 'refused',
    `No connection to Kafka at ${describeAddress(address)} within ${connectWithinMs} ms, ${why}`,
    retryable,
  );
