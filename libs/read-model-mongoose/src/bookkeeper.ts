import { type Model, mongo } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { type Books, decodeBooks, encodeBooks, noBooks } from './books.ts';
import type { Database } from './database.ts';
import { ReadModelFault } from './read-model-fault.ts';

interface StoredBooks {
  readonly _id: string;
  /** Never the same twice, not even after the database was wiped. */
  readonly revision: string;
  readonly text: string;
}

export interface ReadBooks {
  readonly books: Books;
  readonly revision: string | undefined;
}

const id = 'books';
const duplicateKey = 11000;
const maxTries = 50;

/** The books are one document, so that each change of them is whole or not at all. */
export class Bookkeeper {
  readonly #model: Model<StoredBooks>;

  constructor(database: Database) {
    this.#model = database.model<StoredBooks>('books', { _id: String, revision: String, text: String });
  }

  async read(): Promise<ReadBooks> {
    const found = await this.#model.findById(id).lean<StoredBooks>();
    return found === null
      ? { books: noBooks, revision: undefined }
      : { books: decodeBooks(found.text), revision: found.revision };
  }

  /** Whether the books were still those that were read. */
  async replace({ revision }: ReadBooks, books: Books): Promise<boolean> {
    const next = { revision: randomUUID(), text: encodeBooks(books) };
    if (revision === undefined) return this.#begin({ _id: id, ...next });
    const { matchedCount } = await this.#model.updateOne({ _id: id, revision }, { $set: next });
    return matchedCount === 1;
  }

  /** `next` answers the same books when there is nothing to change. Answers the books as they are then. */
  async change(next: (books: Books) => Books | Promise<Books>): Promise<Books> {
    return this.attempt(async (read) => {
      const books = await next(read.books);
      return books === read.books || (await this.replace(read, books)) ? books : undefined;
    });
  }

  /** Reads and tries until there is an answer; others may have been quicker. */
  async attempt<T>(attempt: (read: ReadBooks) => Promise<T | undefined>): Promise<T> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const answer = await attempt(await this.read());
      if (answer !== undefined) return answer;
    }
    throw new ReadModelFault('contended', `The books were changed by others ${maxTries} times in a row.`);
  }

  async #begin(stored: StoredBooks): Promise<boolean> {
    try {
      await this.#model.create([stored]);
      return true;
    } catch (error) {
      if (error instanceof mongo.MongoServerError && error.code === duplicateKey) return false;
      throw error;
    }
  }
}
