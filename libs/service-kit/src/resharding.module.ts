import { rmSync } from 'node:fs';
import type { BusPosition } from '@baton/bus';
import { type Generation, ledgerStream } from '@baton/contracts';
import type { EventLog, EventStore } from '@baton/event-store';
import { SqliteEventStore } from '@baton/event-store-sqlite';
import type { Backends } from './backends.ts';
import { ClockStream } from './clock-stream.ts';
import { SystemClock } from './clock.ts';
import { fileOf, prepareDataFolder, readDataFolder, saveDataFolder } from './data-folder.ts';
import { earliestOf, isPartition } from './earliest-position.ts';
import { writers } from './embedded.module.ts';
import { StartFault } from './faults.ts';
import { readGenerations, sayGenerations, sayResharding } from './server-generations.ts';
import { folderOf } from './store-places.ts';
import { Stores } from './stores.module.ts';

export interface ReshardingOptions {
  /** `<data>/<sample|real>`. */
  readonly directory: string;
  readonly backends: Backends;
  /** Of the present generation, at a server that does not say so itself. */
  readonly shards: number;
}

/** The new ledgers, empty. */
export interface NextLedgers extends Generation {
  readonly stores: readonly EventStore[];
}

/**
 * The ledgers of two generations, for who brings the cases from the one to the other. Nothing else runs meanwhile.
 * Cut off anywhere before `complete` it is begun again, and what was written of the next generation counts for nothing.
 */
export class Resharding {
  readonly #closeLater: (() => Promise<void>)[] = [];

  private constructor(
    readonly now: () => number,
    private readonly stores: Stores,
    private readonly options: ReshardingOptions,
  ) {}

  /** Throws `StartFault` in one line when something still runs on the ledgers, or they cannot be used. */
  static async open(options: ReshardingOptions): Promise<Resharding> {
    const { directory, backends, shards } = options;
    if (backends.eventStore.kind === 'local' && readDataFolder(folderOf(options)) === undefined)
      throw new StartFault('bad-setting', `--data: no ledger in ${folderOf(options)}`);
    let time = 0;
    const now = (): number => time;
    const own = { services: writers, own: writers, isResharding: true };
    const stores = await Stores.open({ directory, backends, now, shards, ...own });
    time = (await new ClockStream(stores.of('clock')).now()) ?? new SystemClock().now();
    return new Resharding(now, stores, options);
  }

  get generations(): readonly Generation[] {
    return this.stores.generations;
  }

  /** Of the present generation, in the order of its shards. */
  get ledgers(): readonly EventStore[] {
    return this.stores.ledgers;
  }

  /** The number of shards that the cases were on their way to; undefined: nothing was cut off. */
  async cutOff(): Promise<number | undefined> {
    if (this.options.backends.eventStore.kind === 'local') return readDataFolder(this.stores.directory)?.resharding;
    return (await readGenerations(this.ledgers[0]!, this.options.shards)).resharding;
  }

  /** Throws `StartFault` when the ledgers were read from another bus than the one that is set. */
  checkSources(positions: readonly BusPosition[]): void {
    const isKafka = positions.some((position) => Object.keys(position).some(isPartition));
    if (!isKafka || this.options.backends.bus.kind === 'server') return;
    throw new StartFault('bad-setting', 'BATON_BUS: these ledgers read Kafka, expected "kafka://HOST:PORT"');
  }

  /** From where a reader misses nothing that one of these had not read. */
  earliest(positions: readonly BusPosition[]): BusPosition {
    const log = (source: string): EventLog | undefined => this.stores.logs().get(source);
    return earliestOf(positions, this.options.backends.bus.kind === 'local' ? log : 'kafka');
  }

  /** Durable when it resolves: until `complete` nothing starts. */
  async begin(shards: number): Promise<NextLedgers> {
    const { eventStore } = this.options.backends;
    const present = this.generations.at(-1)!;
    const first = present.first + present.shards;
    if (eventStore.kind === 'server') return this.#beginAtServer(first, shards);
    const { directory } = this.stores;
    const folder = prepareDataFolder(directory, { shards });
    saveDataFolder(directory, { ...folder, generations: this.generations, resharding: shards });
    const stores: EventStore[] = [];
    for (let shard = 0; shard < shards; shard++) stores.push(await this.#newFile(first + shard));
    return { first, shards, stores };
  }

  /** In one step: from then on the next generation is the present one. */
  async complete({ first, shards }: Generation): Promise<void> {
    const generations = [...this.generations, { first, shards }];
    if (this.options.backends.eventStore.kind === 'server') {
      const [store] = this.ledgers;
      return sayGenerations(store!, await readGenerations(store!, this.options.shards), generations);
    }
    const { directory } = this.stores;
    const { id } = prepareDataFolder(directory, { shards });
    saveDataFolder(directory, { shards, ...(id === undefined ? {} : { id }), generations });
  }

  async close(): Promise<void> {
    for (const close of this.#closeLater.splice(0)) await close();
    await this.stores.close();
  }

  /** What was cut off has left something in the streams behind those of the present generation. */
  async #beginAtServer(after: number, shards: number): Promise<NextLedgers> {
    const [store] = this.ledgers;
    let first = after;
    while (await hasEvents(store!, ledgerStream(first))) first++;
    await sayResharding(store!, await readGenerations(store!, this.options.shards), shards);
    return { first, shards, stores: Array.from({ length: shards }, () => store!) };
  }

  async #newFile(ledger: number): Promise<EventStore> {
    const file = fileOf.ledger(this.stores.directory, ledger);
    for (const part of ['', '-wal', '-shm', '-bell']) rmSync(`${file}${part}`, { force: true });
    const [{ maxAppendBytes }] = this.ledgers as readonly [EventStore];
    const store = await SqliteEventStore.open({ file, now: this.now, maxAppendBytes });
    this.#closeLater.push(() => store.close());
    return store;
  }
}

const hasEvents = async (log: EventLog, stream: string): Promise<boolean> => {
  for await (const _ of log.readStream(stream, { limit: 1 })) return true;
  return false;
};
