import { type Generation, ledgerStream } from '@baton/contracts';
import type { EventLog, EventStore } from '@baton/event-store';
import { KurrentdbEventStore } from '@baton/event-store-kurrentdb';
import { SqliteEventLog, SqliteEventStore, type SqliteLock, openSqliteLock } from '@baton/event-store-sqlite';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Backends } from './backends.ts';
import { isLedger, prefixesWrittenBy } from './bus-topics.ts';
import { fileOf, generationsOf, prepareDataFolder, refuseResharding } from './data-folder.ts';
import type { Relayed } from './event-relay.ts';
import { StartFault, unreachable } from './faults.ts';
import { readGenerations } from './server-generations.ts';
import { folderOf, isShared, ledgersOf, relayedStream } from './store-places.ts';

export interface StoresOptions {
  readonly directory: string;
  readonly backends: Backends;
  readonly now: () => number;
  /** All that write, in whatever process. */
  readonly services: readonly string[];
  /** Those of them that this process runs. */
  readonly own: readonly string[];
  readonly shards: number;
  /** For who brings the cases to other ledgers: nothing else may run meanwhile. */
  readonly isResharding?: boolean;
}

/** Kafka takes no message of more than a mebibyte, and a ledger's append travels as one. */
const maxRelayedBytes = 900_000;

/** The event stores of one process: a file for each writer and each shard of the ledger, or one server for all. */
export class Stores {
  readonly #stores = new Map<string, EventStore>();
  readonly #followed = new Map<string, EventLog>();
  readonly #locks: SqliteLock[] = [];
  readonly #closeLater: (() => Promise<void>)[] = [];
  #ledgers: readonly EventStore[] = [];
  #generations: readonly Generation[] = [];
  #directory = '';
  #folderId: string | undefined;

  static async open(options: StoresOptions): Promise<Stores> {
    const stores = new Stores();
    try {
      const { eventStore } = options.backends;
      if (eventStore.kind === 'local') await stores.#openFiles(options);
      else await stores.#openServer(eventStore.url, options);
      return stores;
    } catch (fault) {
      await stores.close();
      throw fault;
    }
  }

  /** Where the files are. */
  get directory(): string {
    return this.#directory;
  }

  /** Of the folder that the ledgers are in which this process may write; undefined: they are at a server. */
  get ledgerFolder(): string | undefined {
    return this.#ledgers.length === 0 ? undefined : this.#folderId;
  }

  get ledgers(): readonly EventStore[] {
    return this.#ledgers;
  }

  get shards(): number {
    return this.#present.shards;
  }

  /** Of the ledgers, the present one last. */
  get generations(): readonly Generation[] {
    return this.#generations;
  }

  /** Those that this process writes, by name: writers, and `ledger-<shard>`. */
  get own(): ReadonlyMap<string, EventStore> {
    return this.#stores;
  }

  of(writer: string): EventStore {
    const store = this.#stores.get(writer);
    if (store === undefined) throw new Error(`${writer} does not run in this process.`);
    return store;
  }

  /** Of any writer, in this process or another. */
  log(name: string): EventLog {
    const log = this.#stores.get(name) ?? this.#followed.get(name);
    if (log === undefined) throw new Error(`No ${name} log is open.`);
    return log;
  }

  /** All of them by name. */
  logs(): ReadonlyMap<string, EventLog> {
    return new Map<string, EventLog>([...this.#stores, ...this.#followed]);
  }

  /** What has to be relayed to a bus that is no log, and whether this process does it; a ledger's owner relays it. */
  relayed(): readonly (Relayed & { readonly isOwn: boolean })[] {
    return [...this.logs()].flatMap(([name, log]) => {
      const prefixes = prefixesWrittenBy(name);
      if (prefixes.length === 0) return [];
      if (isLedger(name)) return [{ ...relayedStream(name, log), isOwn: false }];
      return [{ name, log, prefixes, isOwn: this.#stores.has(name) }];
    });
  }

  relayedLedger(shard: number): Relayed {
    const name = ledgerStream(this.#present.first + shard);
    return relayedStream(name, this.log(name));
  }

  /** Ledgers of older generations: nobody writes them any more, and the bus may not have all of them yet. */
  olderLedgers(): readonly Relayed[] {
    return this.#generations
      .slice(0, -1)
      .flatMap(ledgersOf)
      .map((name) => relayedStream(name, this.log(name)));
  }

  async close(): Promise<void> {
    for (const close of this.#closeLater.splice(0).toReversed()) await close();
    for (const lock of this.#locks.splice(0)) lock.release();
  }

  async #openFiles(options: StoresOptions): Promise<void> {
    const { backends, services, own } = options;
    const directory = folderOf(options);
    this.#directory = directory;
    const folder = prepareDataFolder(directory, options);
    this.#folderId = folder.id;
    this.#takeLocks(directory, options);
    if (options.isResharding !== true) refuseResharding(`The cases of ${directory} are`, folder.resharding);
    this.#generations = generationsOf(folder);
    const limit = backends.bus.kind === 'server' ? { maxAppendBytes: maxRelayedBytes } : {};
    const open = (name: string, file: string, isOwn: boolean): Promise<void> =>
      this.#openFile(name, { file, now: options.now, ...limit }, isOwn);
    for (const writer of services) await open(writer, fileOf.events(directory, writer), own.includes(writer));
    const ownsLedgers = own.includes('handoff');
    const present = ledgersOf(this.#present);
    for (const name of this.#generations.flatMap(ledgersOf))
      await open(name, fileOf.events(directory, name), ownsLedgers && present.includes(name));
    this.#ledgers = ownsLedgers ? present.map((name) => this.of(name)) : [];
  }

  get #present(): Generation {
    return this.#generations.at(-1) ?? { first: 0, shards: 0 };
  }

  async #openFile(
    name: string,
    what: { readonly file: string; readonly now: () => number; readonly maxAppendBytes?: number },
    isOwn: boolean,
  ): Promise<void> {
    if (isOwn) {
      const store = await SqliteEventStore.open(what);
      this.#stores.set(name, store);
      this.#closeLater.push(() => store.close());
    } else {
      const log = await SqliteEventLog.open(what);
      this.#followed.set(name, log);
      this.#closeLater.push(() => log.close());
    }
  }

  #takeLocks(directory: string, { own, backends, isResharding = false }: StoresOptions): void {
    mkdirSync(join(directory, 'locks'), { recursive: true });
    for (const writer of own) {
      const file = fileOf.lock(directory, writer);
      const lock = openSqliteLock(file, { isShared: !isResharding && isShared(writer, backends) });
      if (lock === undefined)
        throw new StartFault('folder-in-use', `The data folder ${directory} is used by another Baton (${writer}).`);
      this.#locks.push(lock);
    }
  }

  async #openServer(url: string, options: StoresOptions): Promise<void> {
    const { services, own, backends } = options;
    const streamPrefix = backends.namespace === '' ? '' : `${backends.namespace}-`;
    const store = await KurrentdbEventStore.open({ url, streamPrefix }).catch(unreachable('BATON_EVENT_STORE'));
    this.#closeLater.push(() => store.close());
    for (const writer of services) {
      if (own.includes(writer)) this.#stores.set(writer, store);
      else this.#followed.set(writer, store);
    }
    const { generations, resharding } = await readGenerations(store, options.shards);
    if (options.isResharding !== true) refuseResharding('BATON_EVENT_STORE: the cases there are', resharding);
    this.#generations = generations;
    const ownsLedgers = own.includes('handoff');
    const present = ledgersOf(this.#present);
    for (const name of generations.flatMap(ledgersOf))
      (ownsLedgers && present.includes(name) ? this.#stores : this.#followed).set(name, store);
    this.#ledgers = ownsLedgers ? present.map(() => store) : [];
  }
}
