import { randomUUID } from 'node:crypto';
import type { Bookkeeper, ReadBooks } from './bookkeeper.ts';
import { type Books, type KeptReader, type Pending, readerIn, readersOf, withDecided, withSettled } from './books.ts';
import { incomplete, type Journal } from './journal.ts';
import type { Places } from './places.ts';
import { ReadModelFault } from './read-model-fault.ts';
import type { Write } from './writes.ts';

interface Step {
  readonly reader: string;
  readonly sequence: number;
  readonly writes: readonly Write[];
}

/** Batches of changes, one at a time for each reader: decided on, written, then the checkpoint. */
export class Batches {
  readonly #bookkeeper: Bookkeeper;
  readonly #journal: Journal;
  readonly #places: Places;
  /** Stamps that this instance has seen, or may have set when the answer was lost, by reader. None: superseded. */
  readonly #seen = new Map<string, ReadonlySet<string>>();
  readonly #last = new Map<string, Promise<void>>();

  constructor(bookkeeper: Bookkeeper, journal: Journal, places: Places) {
    this.#bookkeeper = bookkeeper;
    this.#journal = journal;
    this.#places = places;
  }

  async apply(reader: string, sequence: number, writes: readonly Write[]): Promise<void> {
    const turn = () => this.#apply({ reader, sequence, writes });
    const applied = (this.#last.get(reader) ?? Promise.resolve()).then(turn, turn);
    this.#last.set(reader, applied);
    await applied;
  }

  /** Whoever asks goes on from there. */
  async checkpoint(reader: string): Promise<number> {
    const left = await this.#journal.leftOf(reader);
    const { stamp, era, sequence } = readerIn(await this.#settle(reader), reader);
    this.#seen.set(reader, new Set([stamp]));
    await this.#journal.forgetLeft(left, { era, sequence });
    return sequence;
  }

  /** Finishes what others have begun in a collection. */
  async settleAll(collection: string): Promise<void> {
    const { books } = await this.#bookkeeper.read();
    for (const reader of readersOf(books, collection)) await this.#settle(reader);
  }

  forget(reader: string): void {
    this.#seen.delete(reader);
  }

  async #apply(step: Step): Promise<void> {
    const { reader, sequence } = step;
    const decided = await this.#bookkeeper.attempt(async (read) => {
      const kept = readerIn(read.books, reader);
      this.#check(reader, kept);
      if (kept.pending !== undefined) {
        await this.#settle(reader);
        return undefined;
      }
      return sequence <= kept.sequence ? read.books : this.#decide(read, step);
    });
    const { stamp, pending } = readerIn(decided, reader);
    this.#seen.set(reader, new Set([stamp]));
    if (pending === undefined) return;
    await this.#write(decided, reader, step.writes);
    await this.#finish(decided, reader);
  }

  /** Throws when the reader's batches are no longer this instance's. */
  #check(reader: string, { stamp }: KeptReader): void {
    const seen = this.#seen.get(reader);
    if (seen?.has(stamp) === false) this.#seen.set(reader, new Set());
    if (seen?.has(stamp) !== false) return;
    throw new ReadModelFault(
      'superseded',
      `Somebody else has written the batches of ${reader}, or its read models were emptied; it starts again from the checkpoint.`,
    );
  }

  /** Undefined when the books have changed meanwhile. */
  async #decide(read: ReadBooks, { reader, sequence, writes }: Step): Promise<Books | undefined> {
    const { era, stamp: before } = readerIn(read.books, reader);
    const stamp = randomUUID();
    const pending = await this.#journal.keep({ reader, era, sequence, stamp }, writes);
    const touched = [...new Set(writes.map(({ to }) => to))];
    for (const name of touched) if (!read.books.collections.has(name)) throw gone(name);
    const books = withDecided(read.books, reader, { stamp, pending, touched });
    // The answer may be lost: both outcomes are this instance's.
    this.#seen.set(reader, new Set([before, stamp]));
    if (await this.#bookkeeper.replace(read, books)) return books;
    await this.#journal.forget(stamp, pending);
    return undefined;
  }

  /** Resolves when no batch of the reader is pending, with the books as they are then. */
  async #settle(reader: string): Promise<Books> {
    let unreadable: Pending | undefined;
    return this.#bookkeeper.attempt(async ({ books }) => {
      const { pending, stamp } = readerIn(books, reader);
      if (pending === undefined) {
        this.#places.adopt(books);
        return books;
      }
      const writes = await this.#journal.read(stamp, pending);
      if (writes !== undefined) {
        await this.#write(books, reader, writes);
        await this.#finish(books, reader);
      } else if (unreadable === undefined) unreadable = pending;
      else throw incomplete(reader);
      return undefined;
    });
  }

  async #write(books: Books, reader: string, writes: readonly Write[]): Promise<void> {
    const position = readerIn(books, reader).pending!.sequence;
    for (const [name, own] of Map.groupBy(writes, ({ to }) => to))
      await this.#places.inBooks(books, name).write({ reader, position }, own);
  }

  async #finish(books: Books, reader: string): Promise<void> {
    const { stamp, pending } = readerIn(books, reader);
    this.#places.adopt(await this.#bookkeeper.change((now) => withSettled(now, reader, stamp)));
    await this.#journal.forget(stamp, pending!);
  }
}

const gone = (name: string): ReadModelFault =>
  new ReadModelFault('superseded', `The collection "${name}" is gone; ask for it again.`);
