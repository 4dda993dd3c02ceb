import { type CollectionDefinition, shapeOf } from '@baton/read-model';
import { randomBytes } from 'node:crypto';
import type { Bookkeeper } from './bookkeeper.ts';
import { type Books, type KeptCollection, noBooks, withCollection, withReset } from './books.ts';
import type { Database } from './database.ts';
import { ReadModelFault } from './read-model-fault.ts';
import { StoredDocuments } from './stored-documents.ts';

/** How long this instance may not notice that another one has moved a collection. */
const staleAfterMs = 1_000;

/**
 * Which collection of the database holds the documents of which collection of the port. Emptying is a move: the new
 * place is made with its indexes beside the old one, then the books name it.
 */
export class Places {
  readonly #database: Database;
  readonly #bookkeeper: Bookkeeper;
  /** Of what this instance reads, by name. */
  readonly #read = new Map<string, KeptCollection>();
  readonly #documents = new Map<string, StoredDocuments>();
  #books: Books = noBooks;
  #reading: Promise<void> | undefined;
  #fresh: NodeJS.Timeout | undefined;

  constructor(database: Database, bookkeeper: Bookkeeper) {
    this.#database = database;
    this.#bookkeeper = bookkeeper;
  }

  /** Resolves when the collection is there as defined, with its indexes. */
  async prepare(definition: CollectionDefinition): Promise<void> {
    const { name } = definition;
    const before = this.#read.get(name)?.shape;
    const moved = await this.#move((books) => {
      const shape = books.collections.get(name)?.shape;
      // Two versions at once must not take the collection from each other again and again.
      if (shape !== undefined && before === shapeOf(definition) && shape !== before) throw replaced(name);
      return withCollection(books, definition, newToken());
    });
    this.#remember(definition, moved);
  }

  async empty(reader: string, names: readonly string[]): Promise<void> {
    await this.#move((books) => withReset(books, reader, { also: names, token: newToken() }));
  }

  /** The documents as the books say, which are read again from time to time. */
  async of(definition: CollectionDefinition): Promise<StoredDocuments> {
    if (this.#fresh === undefined) await (this.#reading ??= this.#refresh());
    if (this.#books.collections.has(definition.name)) this.#remember(definition, this.#books);
    else await this.prepare(definition);
    return this.#documentsAt(this.#read.get(definition.name)!);
  }

  /** Where a batch that was decided on is written, whoever decided. */
  inBooks(books: Books, name: string): StoredDocuments {
    return this.#documentsAt(books.collections.get(name)!);
  }

  adopt(books: Books): void {
    this.#books = books;
    clearTimeout(this.#fresh);
    this.#fresh = setTimeout(() => (this.#fresh = undefined), staleAfterMs);
    this.#fresh.unref();
  }

  close(): void {
    clearTimeout(this.#fresh);
    this.#fresh = undefined;
  }

  async #refresh(): Promise<void> {
    try {
      this.adopt((await this.#bookkeeper.read()).books);
    } finally {
      this.#reading = undefined;
    }
  }

  /** A newer version may have moved the collection: then what this instance knows is still the one to read. */
  #remember(definition: CollectionDefinition, books: Books): void {
    const kept = books.collections.get(definition.name)!;
    if (kept.shape === shapeOf(definition)) this.#read.set(definition.name, kept);
  }

  /** Answers the books as it left them: older ones that were read meanwhile may be adopted after them. */
  async #move(next: (books: Books) => Books): Promise<Books> {
    const moved = new Set<string>();
    const books = await this.#bookkeeper.change(async (before) => {
      const after = next(before);
      moved.clear();
      for (const [name, { place }] of after.collections)
        if (place !== before.collections.get(name)?.place) moved.add(name);
      for (const name of moved) await this.inBooks(after, name).create();
      return after;
    });
    this.adopt(books);
    for (const name of moved) await this.#dropOld(name, books);
    return books;
  }

  /** Places with a higher number are being made by somebody else. */
  async #dropOld(name: string, books: Books): Promise<void> {
    const { place, previous } = books.collections.get(name)!;
    const current = generationOf(name, place)!;
    for (const other of await this.#database.places(`${name}.`)) {
      const generation = generationOf(name, other);
      if (generation === undefined || generation >= current || other === previous) continue;
      this.#documents.delete(other);
      await this.#database.drop(other);
    }
  }

  #documentsAt({ shape, place }: Pick<KeptCollection, 'shape' | 'place'>): StoredDocuments {
    const known = this.#documents.get(place);
    if (known !== undefined) return known;
    const [, indexes] = JSON.parse(shape) as [number, CollectionDefinition['indexes']];
    const documents = new StoredDocuments(this.#database, place, { indexes });
    this.#documents.set(place, documents);
    return documents;
  }
}

const newToken = (): string => randomBytes(6).toString('hex');

const generationOf = (name: string, place: string): number | undefined => {
  const [generation, token] = place.startsWith(`${name}.`) ? place.slice(name.length + 1).split('-') : [];
  return token === undefined || !/^\d+$/.test(generation!) ? undefined : Number(generation);
};

const replaced = (name: string): ReadModelFault =>
  new ReadModelFault(
    'superseded',
    `The collection "${name}" now has another definition, from another version of this program.`,
  );
