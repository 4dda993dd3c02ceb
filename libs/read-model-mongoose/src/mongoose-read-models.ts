import {
  type Change,
  checkDefinition,
  type Collection,
  type CollectionDefinition,
  type Document,
  type ReadModels,
} from '@baton/read-model';
import { Batches } from './batches.ts';
import { Bookkeeper } from './bookkeeper.ts';
import { Database, type DatabaseOptions } from './database.ts';
import { Journal } from './journal.ts';
import { MongooseCollection } from './mongoose-collection.ts';
import { Places } from './places.ts';
import { reaching, ReadModelFault } from './read-model-fault.ts';
import { writesOf } from './writes.ts';

/**
 * MongoDB, or what speaks its language, without transactions. A batch is decided on in one document, the books, and then
 * written into its documents; who comes after a crash finishes it. Any number of instances may share the database. Two
 * that write for the same reader notice: the batches of one alone are taken, the other gets the fault `superseded` until
 * it has asked for the checkpoint again.
 */
export class MongooseReadModels implements ReadModels {
  readonly #database: Database;
  readonly #places: Places;
  readonly #batches: Batches;
  readonly #definitions = new Map<string, CollectionDefinition>();
  #isClosed = false;

  private constructor(database: Database) {
    const bookkeeper = new Bookkeeper(database);
    this.#database = database;
    this.#places = new Places(database, bookkeeper);
    this.#batches = new Batches(bookkeeper, new Journal(database), this.#places);
  }

  static async open(options: DatabaseOptions): Promise<MongooseReadModels> {
    return new MongooseReadModels(await Database.open(options));
  }

  async collection<D extends Document>(definition: CollectionDefinition): Promise<Collection<D>> {
    checkDefinition(definition);
    await this.#reaching(async () => {
      await this.#places.prepare(definition);
      await this.#batches.settleAll(definition.name);
    });
    this.#definitions.set(definition.name, definition);
    return new MongooseCollection<D>(definition, () => this.#reaching(() => this.#places.of(definition)));
  }

  async apply(reader: string, sequence: number, changes: readonly Change[]): Promise<void> {
    const writes = writesOf(changes, (name) => this.#definition(name));
    await this.#reaching(() => this.#batches.apply(reader, sequence, writes));
  }

  async checkpoint(reader: string): Promise<number> {
    return this.#reaching(() => this.#batches.checkpoint(reader));
  }

  async reset(reader: string, collections: readonly string[]): Promise<void> {
    const names = collections.map((name) => this.#definition(name).name);
    await this.#reaching(() => this.#places.empty(reader, names));
    this.#batches.forget(reader);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#places.close();
    await this.#database.close();
  }

  #definition(name: string): CollectionDefinition {
    const definition = this.#definitions.get(name);
    if (definition === undefined) throw new TypeError(`There is no collection "${name}".`);
    return definition;
  }

  async #reaching<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new ReadModelFault('closed', 'The read models are closed.');
    return reaching(work);
  }
}
