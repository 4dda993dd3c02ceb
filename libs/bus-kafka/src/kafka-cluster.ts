import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import kafkajs, { type Admin, type ISocketFactory, type Kafka, type KafkaConfig } from 'kafkajs';
import { ClientSockets } from './client-sockets.ts';
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

/** Of a kafkajs client whose connections are its own. */
export interface Client {
  readonly kafka: Kafka;
  /** Ends what is still connected, and whatever would connect later. */
  end(): void;
}

/** The connection that everything but fetching and sending goes through, and the names behind the prefix. */
export class KafkaCluster {
  /** For producers. */
  readonly sending: Kafka;
  readonly admin: Admin;
  readonly #setting: ClusterSetting;
  readonly #ends: readonly (() => void)[];
  readonly #closing = new AbortController();

  private constructor(setting: ClusterSetting, { admin, end }: { readonly admin: Admin; readonly end: () => void }) {
    const sending = clientOf(setting, sendingRetry);
    this.sending = sending.kafka;
    this.admin = admin;
    this.#setting = setting;
    this.#ends = [end, sending.end];
  }

  /** Tries until a broker answers; one that refuses the credentials ends it at once. */
  static async connect(setting: ClusterSetting): Promise<KafkaCluster> {
    const { kafka, end } = clientOf(setting);
    const patience = AbortSignal.timeout(setting.connectWithinMs);
    for (let attempts = 1; ; attempts += 1) {
      const admin = kafka.admin({ retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 8 } });
      try {
        await admin.connect();
        return new KafkaCluster(setting, { admin, end });
      } catch (error) {
        await admin.disconnect().catch(() => undefined);
        if (mayPass(error) && !patience.aborted) {
          await pause(retryDelayMs);
          continue;
        }
        end();
        if (!mayPass(error)) throw noConnection(setting, `refused: ${messageOf(error)}`, false);
        throw noConnection(setting, `tried ${attempts} times: ${messageOf(error)}`, true);
      }
    }
  }

  /** For one consumer. */
  client(): Client {
    return clientOf(this.#setting);
  }

  /** What Kafka calls the topic or group. */
  named(name: string): string {
    return `${this.#setting.prefix}${name}`;
  }

  /** The name without the prefix; undefined when it is somebody else's. */
  unnamed(name: string): string | undefined {
    const { prefix } = this.#setting;
    return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
  }

  /** What each partition of these topics still has, by source. */
  async extents(topics: readonly string[]): Promise<ReadonlyMap<string, Extent>> {
    const found = await Promise.all(
      topics.map(async (topic) => {
        const partitions = await patiently(() => this.admin.fetchTopicOffsets(this.named(topic)), this.#closing.signal);
        return partitions.map(
          ({ partition, low, high }) =>
            [sourceOf({ topic, partition }), { low: Number(low), high: Number(high) }] as const,
        );
      }),
    );
    return new Map(found.flat());
  }

  /** Nobody waits for an answer any more that Kafka cannot give at once. */
  prepareClose(): void {
    this.#closing.abort();
  }

  async close(): Promise<void> {
    await this.admin.disconnect().finally(() => this.#ends.forEach((end) => end()));
  }
}

const standardRetry = { initialRetryTime: 50, maxRetryTime: 1_000, retries: 1 };

const clientOf = (setting: ClusterSetting, retry: KafkaConfig['retry'] = standardRetry): Client => {
  const sockets = new ClientSockets(setting.socketFactory);
  const kafka = new kafkajs.Kafka({ ...configOf(setting), retry, socketFactory: sockets.factory });
  return { kafka, end: () => sockets.end() };
};

const configOf = ({ address, name, log }: ClusterSetting): KafkaConfig => {
  const { brokers, tls, caFile, credentials } = address;
  return {
    clientId: name,
    brokers: [...brokers],
    connectionTimeout: 3_000,
    authenticationTimeout: 5_000,
    requestTimeout: 15_000,
    ...(tls ? { ssl: caFile === undefined ? true : { ca: [certificatesIn(caFile)] } } : {}),
    ...(credentials === undefined ? {} : { sasl: credentials }),
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
