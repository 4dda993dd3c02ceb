import type { CloudEvent } from '@baton/contracts';
import { LogBus, LogFeeds, SqliteCheckpoints, decodeCloudEvent } from '@baton/bus-log';
import type { EventLog, EventStore, StoredEvent } from '@baton/event-store';
import { SqliteEventLog, SqliteEventStore, type SqliteLock, openSqliteLock } from '@baton/event-store-sqlite';
import type { ReadModels } from '@baton/read-model';
import { SqliteReadModels } from '@baton/read-model-sqlite';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceAdapters } from './adapters.ts';
import { busTopics, cloudEventsOf } from './bus-topics.ts';
import { FollowedClock } from './clock-stream.ts';
import { type Clock, SystemClock } from './clock.ts';
import { fileOf, prepareDataFolder } from './data-folder.ts';
import { StartFault } from './faults.ts';

/** Everybody who writes a log of their own in a data folder. */
export const writers: readonly string[] = ['requests', 'approvals', 'procurement', 'payment', 'handoff', 'clock'];

export interface EmbeddedOptions {
  /** `<data>/<sample|real>`. */
  readonly directory: string;
  /** `followed`: what the clock's stream in the folder says; `kept`: the same if that stream says anything, else the real time. */
  readonly clock: 'system' | 'followed' | 'kept' | Clock;
  /** All that write in this folder, in whatever process; default `writers`. */
  readonly services?: readonly string[];
  /** Those of them that this process runs, and locks; default: all. */
  readonly own?: readonly string[];
  /** Ledger shards of a new folder; one that is there keeps its own. `handoff` writes them. */
  readonly shards: number;
}

/** The adapters of one process over one data folder: SQLite files, one for each writer. */
export class EmbeddedAdapters {
  readonly directory: string;
  readonly #own: readonly string[];
  readonly #stores = new Map<string, EventStore>();
  readonly #followed = new Map<string, SqliteEventLog>();
  readonly #buses = new Map<string, LogBus>();
  readonly #feeds = new LogFeeds(busTopics, decode);
  readonly #services = new Map<string, Promise<ServiceAdapters>>();
  readonly #locks: SqliteLock[] = [];
  readonly #closeLater: (() => Promise<void>)[] = [];
  #clock: Clock = new SystemClock();
  #ledgers: readonly EventStore[] = [];

  private constructor({ directory, services = writers, own = services }: EmbeddedOptions) {
    this.directory = directory;
    this.#own = own;
  }

  /** Throws `StartFault` in one line when the folder cannot be used. */
  static async open(options: EmbeddedOptions): Promise<EmbeddedAdapters> {
    const { shards } = prepareDataFolder(options.directory, options);
    const adapters = new EmbeddedAdapters(options);
    try {
      adapters.#takeLocks();
      await adapters.#openLogs({ ...options, shards });
      await adapters.#startClock(options.clock);
      return adapters;
    } catch (fault) {
      await adapters.close();
      throw fault;
    }
  }

  /** The same for every service of this process. */
  get clock(): Clock {
    return this.#clock;
  }

  /** The ledger of each shard, by its number; of use to `handoff` alone, and only in the process that runs it. */
  get ledgers(): readonly EventStore[] {
    return this.#ledgers;
  }

  /** For one of the process's own services; asked again, it answers the same. */
  for(service: string): Promise<ServiceAdapters> {
    const known = this.#services.get(service) ?? this.#adaptersOf(service);
    this.#services.set(service, known);
    return known;
  }

  /** To be called when nobody uses the adapters any more. */
  async close(): Promise<void> {
    for (const close of this.#closeLater.splice(0).toReversed()) await close();
    for (const lock of this.#locks.splice(0)) lock.release();
  }

  #takeLocks(): void {
    mkdirSync(join(this.directory, 'locks'), { recursive: true });
    for (const writer of this.#own) {
      const lock = openSqliteLock(fileOf.lock(this.directory, writer));
      if (lock === undefined)
        throw new StartFault(
          'folder-in-use',
          `The data folder ${this.directory} is used by another Baton (${writer}).`,
        );
      this.#locks.push(lock);
    }
  }

  async #openLogs({ services = writers, shards }: EmbeddedOptions): Promise<void> {
    for (const writer of services)
      await this.#openLog(writer, fileOf.events(this.directory, writer), this.#own.includes(writer));
    const ownsLedgers = this.#own.includes('handoff');
    const names = Array.from({ length: shards }, (_, shard) => `ledger-${shard}`);
    for (const [shard, name] of names.entries())
      await this.#openLog(name, fileOf.ledger(this.directory, shard), ownsLedgers);
    this.#ledgers = ownsLedgers ? names.map((name) => this.#stores.get(name)!) : [];
  }

  async #openLog(name: string, file: string, isOwn: boolean): Promise<void> {
    if (isOwn) {
      const store = await SqliteEventStore.open({ file, now: () => this.#clock.now() });
      this.#stores.set(name, store);
      this.#closeLater.push(() => store.close());
    } else {
      const log = await SqliteEventLog.open({ file });
      this.#followed.set(name, log);
      this.#closeLater.push(() => log.close());
    }
  }

  async #startClock(clock: EmbeddedOptions['clock']): Promise<void> {
    if (clock === 'system' || (clock === 'kept' && (await this.#logOf('clock').head()) === undefined)) return;
    if (clock !== 'followed' && clock !== 'kept') {
      this.#clock = clock;
      return;
    }
    const first = this.#own[0]!;
    const followed = await FollowedClock.follow(this.#busOf(first), `clock-${first}`, this.#logOf('clock'));
    this.#clock = followed;
    this.#closeLater.push(() => followed.stop());
  }

  async #adaptersOf(service: string): Promise<ServiceAdapters> {
    const bus = this.#busOf(service);
    const readModels: ReadModels = await SqliteReadModels.open({ file: fileOf.readModels(this.directory, service) });
    this.#closeLater.push(() => readModels.close());
    return { store: this.#stores.get(service)!, bus, readModels, clock: this.#clock };
  }

  #busOf(service: string): LogBus {
    const own = this.#stores.get(service);
    if (own === undefined) throw new Error(`${service} does not run in this process.`);
    const known = this.#buses.get(service);
    if (known !== undefined) return known;
    const checkpoints = SqliteCheckpoints.open({ directory: this.directory, name: service });
    const names = [...this.#stores.keys(), ...this.#followed.keys()].filter((name) => name !== service);
    const logs = Object.fromEntries(names.map((name) => [name, this.#logOf(name)]));
    const bus = new LogBus({
      name: service,
      own,
      logs,
      topics: busTopics,
      decode,
      feeds: this.#feeds,
      checkpoints,
      now: () => this.#clock.now(),
    });
    this.#buses.set(service, bus);
    this.#closeLater.push(() => bus.close().then(() => checkpoints.close()));
    return bus;
  }

  #logOf(name: string): EventLog {
    const log = this.#stores.get(name) ?? this.#followed.get(name);
    if (log === undefined) throw new Error(`No ${name} log is open.`);
    return log;
  }
}

const decode = (stored: StoredEvent, topic: string): readonly CloudEvent[] =>
  stored.stream.startsWith('inbox-') ? decodeCloudEvent(stored) : cloudEventsOf(stored, topic);
