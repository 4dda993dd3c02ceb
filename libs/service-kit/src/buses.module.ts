import { type Bus, type Consumer, type ShardHandler, alertsTopic, eventsTopic, referenceTopic } from '@baton/bus';
import { KafkaBus, type TopicSetting } from '@baton/bus-kafka';
import { LogBus, LogFeeds, SqliteCheckpoints, decodeCloudEvent } from '@baton/bus-log';
import type { CloudEvent } from '@baton/contracts';
import type { StoredEvent } from '@baton/event-store';
import { basename } from 'node:path';
import type { Backends } from './backends.ts';
import { busTopics, cloudEventsOf, ledgerTopic } from './bus-topics.ts';
import { clockTopic } from './clock-stream.ts';
import { EventRelay, type Relayed, isRelayed } from './event-relay.ts';
import { StartFault, unreachable } from './faults.ts';
import type { HealthRegistry } from './health.ts';
import { RelayBoard, relayTopic } from './relay-board.ts';
import { RelayedBus } from './relayed-bus.ts';
import { RelayedShards } from './relayed-shards.ts';
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
  #shareOut: ((handler: ShardHandler) => Promise<Consumer>) | undefined;

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

  /** Several processes may take shards only where the bus hands them out. */
  get handsOutShards(): boolean {
    return this.#shareOut !== undefined;
  }

  share(handler: ShardHandler): Promise<Consumer> {
    return this.#shareOut?.(handler) ?? assignAll(this.#options.stores.shards, handler);
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
    await claimLedgers(board, stores);
    const traced = tracedBus(kafka, 'kafka');
    const relay = (relayed: Relayed): EventRelay => {
      const report = (trouble: string | undefined): void => health.report(`relay of ${relayed.name}`, trouble);
      return new EventRelay(relayed, { bus: traced, board, report });
    };
    const own = stores.relayed().filter(({ isOwn }) => isOwn);
    const running = own.map(({ isOwn: _, ...relayed }) => relay(relayed));
    this.#closeLater.push(() => Promise.all(running.map((one) => one.stop())).then(() => undefined));
    const relays = { start: relay, isComplete: (relayed: Relayed) => isRelayed(relayed, board) };
    this.#shareOut = (handler) => kafka.shareShards('handoff', eventsTopic, new RelayedShards(handler, stores, relays));
    this.#shared = new RelayedBus(traced, board, { relayed: () => stores.relayed() });
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

/** Shards that are handed out to two folders would be two histories. Throws `StartFault`. */
const claimLedgers = async (board: RelayBoard, { ledgerFolder }: Stores): Promise<void> => {
  if (ledgerFolder === undefined) return;
  const claim = 'folder-of-the-ledgers';
  const known = board.position(claim);
  if (known === undefined) await board.say(claim, ledgerFolder);
  else if (known !== ledgerFolder)
    throw new StartFault(
      'bad-setting',
      'BATON_EVENT_STORE: the ledgers behind this bus are in another data folder; expected that folder, "kurrentdb://HOST:PORT" where instances run on several machines, or a BATON_NAMESPACE of its own for another system',
    );
};

/** Nobody else can have any. */
const assignAll = async (count: number, handler: ShardHandler): Promise<Consumer> => {
  const shards = Array.from({ length: count }, (_, shard) => shard);
  for (const shard of shards) await handler.assigned(shard);
  handler.settled();
  return {
    stop: async () => {
      for (const shard of shards) await handler.revoked(shard);
    },
    failed: new Promise<never>(() => undefined),
  };
};

const decode = (stored: StoredEvent, topic: string): readonly CloudEvent[] =>
  stored.stream.startsWith('inbox-') ? decodeCloudEvent(stored) : cloudEventsOf(stored, topic);
