import { type Bus, alertsTopic, eventsTopic, referenceTopic } from '@baton/bus';
import { KafkaBus, type TopicSetting } from '@baton/bus-kafka';
import { LogBus, LogFeeds, SqliteCheckpoints, decodeCloudEvent } from '@baton/bus-log';
import type { CloudEvent } from '@baton/contracts';
import type { StoredEvent } from '@baton/event-store';
import { basename } from 'node:path';
import type { Backends } from './backends.ts';
import { busTopics, cloudEventsOf, ledgerTopic } from './bus-topics.ts';
import { clockTopic } from './clock-stream.ts';
import { EventRelay } from './event-relay.ts';
import { unreachable } from './faults.ts';
import type { HealthRegistry } from './health.ts';
import { RelayBoard, relayTopic } from './relay-board.ts';
import { RelayedBus } from './relayed-bus.ts';
import type { Stores } from './stores.module.ts';
import { tracedBus } from './tracing/traced-bus.ts';

export interface BusesOptions {
  readonly directory: string;
  readonly backends: Backends;
  readonly now: () => number;
  readonly stores: Stores;
  readonly health: HealthRegistry;
  /** Of this process. */
  readonly name: string;
}

const day = 86_400_000;
const forever = -1;

/** What readers may have to read again from its beginning stays for ever. */
const topicsFor = (shards: number): readonly TopicSetting[] => [
  { name: eventsTopic, partitions: shards, retention: 14 * day },
  { name: alertsTopic, partitions: shards, retention: 14 * day },
  { name: ledgerTopic, partitions: shards, retention: forever },
  { name: referenceTopic, partitions: 1, retention: forever },
  { name: clockTopic, partitions: 1, retention: forever },
  { name: relayTopic, partitions: 1, retention: 'compact' },
];

/** The bus as each service of one process sees it: the logs themselves, or Kafka that they are relayed to. */
export class Buses {
  readonly #options: BusesOptions;
  readonly #known = new Map<string, Bus>();
  readonly #feeds = new LogFeeds(busTopics, decode);
  readonly #closeLater: (() => Promise<void>)[] = [];
  #shared: Bus | undefined;

  private constructor(options: BusesOptions) {
    this.#options = options;
  }

  static async open(options: BusesOptions): Promise<Buses> {
    const buses = new Buses(options);
    const { bus } = options.backends;
    if (bus.kind === 'local') return buses;
    try {
      await buses.#openServer(bus.url);
      return buses;
    } catch (fault) {
      await buses.close();
      throw fault;
    }
  }

  of(service: string): Bus {
    const known = this.#shared ?? this.#known.get(service) ?? this.#logBusOf(service);
    this.#known.set(service, known);
    return known;
  }

  async close(): Promise<void> {
    for (const close of this.#closeLater.splice(0).toReversed()) await close();
  }

  async #openServer(url: string): Promise<void> {
    const { backends, directory, name, now, stores, health } = this.#options;
    const prefix = [backends.namespace, basename(directory)].map((part) => (part === '' ? '' : `${part}.`)).join('');
    const topics = topicsFor(stores.shards);
    const kafka = await KafkaBus.open({ url, name, topics, now, prefix }).catch(unreachable('BATON_BUS'));
    this.#closeLater.push(() => kafka.close());
    const board = await RelayBoard.open(kafka, `relays-${name}`);
    this.#closeLater.push(() => board.close());
    const traced = tracedBus(kafka, 'kafka');
    for (const { isOwn, ...relayed } of stores.relayed()) {
      if (!isOwn) continue;
      const report = (trouble: string | undefined): void => health.report(`relay of ${relayed.name}`, trouble);
      const relay = new EventRelay(relayed, { bus: traced, board, report });
      this.#closeLater.push(() => relay.stop());
    }
    this.#shared = new RelayedBus(traced, board, () => stores.relayed());
  }

  #logBusOf(service: string): Bus {
    const { now, stores } = this.#options;
    const own = stores.of(service);
    const checkpoints = SqliteCheckpoints.open({ directory: stores.directory, name: service });
    const logs = Object.fromEntries([...stores.logs()].filter(([name]) => name !== service));
    const bus = new LogBus({
      ...{ name: service, own, logs, topics: busTopics, decode, feeds: this.#feeds, checkpoints, now },
    });
    this.#closeLater.push(() => bus.close().then(() => checkpoints.close()));
    return tracedBus(bus, 'baton');
  }
}

const decode = (stored: StoredEvent, topic: string): readonly CloudEvent[] =>
  stored.stream.startsWith('inbox-') ? decodeCloudEvent(stored) : cloudEventsOf(stored, topic);
