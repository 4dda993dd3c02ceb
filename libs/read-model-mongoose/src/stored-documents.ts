import type { CollectionDefinition } from '@baton/read-model';
import { type Model, mongo, trusted, type AnyBulkWriteOperation, type SchemaDefinition } from 'mongoose';
import type { Database } from './database.ts';
import type { KeyRange } from './order-key.ts';
import { isAway } from './read-model-fault.ts';
import { checkedId, type Write } from './writes.ts';

/**
 * The document is kept as JSON, so that it comes back as it was put, whatever the names in it: dots and dollars in names
 * are not understood by every compatible server. Beside it is an order key for each index. A document that was removed
 * keeps its positions alone, and no index holds it.
 */
interface Stored {
  readonly _id: string;
  /** Position of the last batch that wrote it, for each reader that did. */
  readonly _pos: Readonly<Record<string, number>>;
  readonly text?: string;
}

type Definition = Pick<CollectionDefinition, 'indexes'>;
type Stage = AnyBulkWriteOperation<Stored>;

export interface Source {
  readonly reader: string;
  readonly position: number;
}

const duplicateKey = 11000;
const maxOperations = 1_000;

const keyField = (index: string): string => `key_${index}`;

/** Positions of readers are fields, so a reader's name must not be a path. */
export const positionField = (reader: string): string => `_pos.${encodeURIComponent(reader).replaceAll('.', '%2E')}`;

/** The documents of one place. */
export class StoredDocuments {
  readonly #model: Model<Stored>;
  readonly #indexes: readonly string[];

  constructor(database: Database, place: string, { indexes }: Definition) {
    this.#indexes = indexes.map(({ name }) => keyField(name));
    const keys = Object.fromEntries(this.#indexes.map((field) => [field, String]));
    const fields: SchemaDefinition = { _id: String, _pos: { type: Map, of: Number }, text: String, ...keys };
    this.#model = database.model<Stored>(place, fields);
  }

  /** Resolves when the indexes are there. */
  async create(): Promise<void> {
    await this.#model.createCollection();
    for (const field of this.#indexes) await this.#model.collection.createIndex({ [field]: 1 }, { name: field });
  }

  /** No write changes a document that the same reader wrote at this position or behind it. */
  async write(source: Source, writes: readonly Write[]): Promise<void> {
    for (let at = 0; at < writes.length; at += maxOperations) {
      const chunk = writes.slice(at, at + maxOperations);
      const stale = await this.#attempt(chunk.map((write) => this.#operation(source, write, true)));
      // The document has a later position, or was inserted by another at the same moment and still needs this write.
      const again = stale.map((index) => this.#operation(source, chunk[index]!, false));
      if (again.length > 0) await this.#model.bulkWrite(again, unordered);
    }
  }

  async text(id: string): Promise<string | undefined> {
    const found = await this.#model.findById(checkedId(id), { text: 1 }).lean<Pick<Stored, 'text'>>();
    return found?.text;
  }

  /** Of those that are there. */
  async textsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const texts = new Map<string, string>();
    for (let at = 0; at < ids.length; at += maxOperations) {
      const chunk = ids.slice(at, at + maxOperations);
      const found = await this.#model.find({ _id: trusted({ $in: chunk }) }, { text: 1 }).lean<Stored[]>();
      for (const { _id, text } of found) if (text !== undefined) texts.set(_id, text);
    }
    return texts;
  }

  /** The text of each, in the order of the index. */
  async texts(index: string, range: KeyRange, limit: number): Promise<readonly string[]> {
    const found = await this.#model
      .find(filterOf(index, range), { _id: 0, text: 1 })
      .sort({ [keyField(index)]: 1 })
      .limit(limit)
      .lean<Required<Pick<Stored, 'text'>>[]>();
    return found.map(({ text }) => text);
  }

  async count(index: string, range: KeyRange): Promise<number> {
    return this.#model.countDocuments(filterOf(index, range));
  }

  /** Answers which operations found a document that they must not insert. */
  async #attempt(operations: readonly Stage[]): Promise<readonly number[]> {
    try {
      await this.#model.bulkWrite([...operations], unordered);
      return [];
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
      const errors = [error.writeErrors].flat();
      if (errors.length === 0 || isAway(error) || errors.some(({ code }) => code !== duplicateKey)) throw error;
      return errors.map(({ index }) => index);
    }
  }

  #operation({ reader, position }: Source, { id, text, keys }: Write, upsert: boolean): Stage {
    const field = positionField(reader);
    const filter = { _id: checkedId(id), [field]: trusted({ $not: { $gte: position } }) };
    const named = (values: (at: number) => string | 1) =>
      Object.fromEntries(this.#indexes.map((index, at) => [index, values(at)]));
    const update =
      text === undefined
        ? { $set: { [field]: position }, $unset: { text: 1, ...named(() => 1) } }
        : { $set: { [field]: position, text, ...named((at) => keys[at]!) } };
    return { updateOne: { filter, update, upsert } } as Stage;
  }
}

/** Without the last setting, mongoose drops an operation that does not fit the schema without a word. */
const unordered = { ordered: false, throwOnValidationError: true } as const;

const filterOf = (index: string, range: KeyRange) => ({ [keyField(index)]: trusted(range) });
