import { type CollectionDefinition, shapeOf } from '@baton/read-model';

/** A batch that is decided on and may not be in the documents yet. */
export interface Pending {
  readonly sequence: number;
  /** The writes of a small batch. */
  readonly text?: string;
  /** Those of a large one are this many parts of the journal. */
  readonly parts: number;
}

export interface KeptReader {
  readonly fills: readonly string[];
  /** Changes when the reader starts over. */
  readonly era: string;
  /** Of the last batch decided on, or of the start: whoever decides on the next one has seen it. */
  readonly stamp: string;
  /** Of the last batch that is in the documents. */
  readonly sequence: number;
  readonly pending?: Pending;
}

export interface KeptCollection {
  readonly shape: string;
  /** Where its documents are: a collection of the database, of which each generation has its own. */
  readonly place: string;
  /** The one before, for processes that still read it. */
  readonly previous?: string;
  readonly isWritten: boolean;
}

/** Where everything is, how far each reader has come, who fills what. */
export interface Books {
  readonly generations: number;
  readonly collections: ReadonlyMap<string, KeptCollection>;
  readonly readers: ReadonlyMap<string, KeptReader>;
}

export const noBooks: Books = { generations: 0, collections: new Map(), readers: new Map() };
const noReader: KeptReader = { fills: [], era: '', stamp: '', sequence: -1 };

export const readerIn = (books: Books, reader: string): KeptReader => books.readers.get(reader) ?? noReader;

export const readersOf = (books: Books, collection: string): readonly string[] =>
  [...books.readers].filter(([, { fills }]) => fills.includes(collection)).map(([reader]) => reader);

/** The same books when the collection is as defined; else it is in a new place, and so is all that must start over with it. */
export const withCollection = (books: Books, definition: CollectionDefinition, token: string): Books => {
  const { name, reader } = definition;
  const known = reader === undefined ? books : filledBy(books, reader, [name]);
  const kept = known.collections.get(name);
  if (kept?.shape === shapeOf(definition)) return known;
  const shaped = { ...(kept ?? { place: '' }), shape: shapeOf(definition), isWritten: true };
  const collections = new Map(known.collections).set(name, shaped);
  return startedOver({ ...known, collections }, connected(known, name), { also: [name], token });
};

/** The reader's checkpoint is gone and the collections are empty. */
export const withReset = (books: Books, reader: string, reset: { also: readonly string[]; token: string }): Books => {
  const moved = reset.also.filter((name) => books.collections.get(name)?.isWritten === true);
  return moved.reduce((now, name) => inNewPlace(now, name, reset.token), withoutCheckpoint(books, reader, reset.token));
};

export interface Decided {
  readonly stamp: string;
  readonly pending: Pending;
  /** Names of the collections that the batch writes. */
  readonly touched: readonly string[];
}

export const withDecided = (books: Books, reader: string, { stamp, pending, touched }: Decided): Books => {
  const known = filledBy(books, reader, touched);
  const collections = new Map(known.collections);
  for (const name of touched) collections.set(name, { ...collections.get(name)!, isWritten: true });
  return withReader({ ...known, collections }, reader, { ...readerIn(known, reader), stamp, pending });
};

/** The checkpoint follows its documents. The same books when the batch is no longer the pending one. */
export const withSettled = (books: Books, reader: string, stamp: string): Books => {
  const { pending, ...kept } = readerIn(books, reader);
  if (pending === undefined || kept.stamp !== stamp) return books;
  return withReader(books, reader, { ...kept, sequence: Math.max(kept.sequence, pending.sequence) });
};

export const encodeBooks = ({ generations, collections, readers }: Books): string =>
  JSON.stringify({ generations, collections: [...collections], readers: [...readers] });

export const decodeBooks = (text: string): Books => {
  const { generations, collections, readers } = JSON.parse(text) as {
    readonly generations: number;
    readonly collections: [string, KeptCollection][];
    readonly readers: [string, KeptReader][];
  };
  return { generations, collections: new Map(collections), readers: new Map(readers) };
};

const withReader = (books: Books, reader: string, kept: KeptReader): Books => ({
  ...books,
  readers: new Map(books.readers).set(reader, kept),
});

const filledBy = (books: Books, reader: string, names: readonly string[]): Books => {
  const kept = readerIn(books, reader);
  const fills = [...new Set([...kept.fills, ...names])];
  return fills.length === kept.fills.length ? books : withReader(books, reader, { ...kept, fills });
};

const withoutCheckpoint = (books: Books, reader: string, token: string): Books =>
  withReader(books, reader, { fills: readerIn(books, reader).fills, era: token, stamp: token, sequence: -1 });

const inNewPlace = (books: Books, name: string, token: string): Books => {
  const { shape, place } = books.collections.get(name)!;
  const generations = books.generations + 1;
  const previous = place === '' ? {} : { previous: place };
  const kept: KeptCollection = { shape, place: `${name}.${generations}-${token}`, ...previous, isWritten: false };
  return { ...books, generations, collections: new Map(books.collections).set(name, kept) };
};

/** Readers that are connected with the collection through what they fill, step by step. */
const connected = (books: Books, collection: string): readonly string[] => {
  const found = new Set(readersOf(books, collection));
  for (const reader of found)
    for (const name of readerIn(books, reader).fills) for (const other of readersOf(books, name)) found.add(other);
  return [...found];
};

const startedOver = (books: Books, readers: readonly string[], { also, token }: { also: string[]; token: string }) => {
  const names = new Set([...also, ...readers.flatMap((reader) => readerIn(books, reader).fills)]);
  const emptied = readers.reduce((now, reader) => withoutCheckpoint(now, reader, token), books);
  // A name that was only announced by its reader has no place yet.
  const moved = [...names].filter((name) => emptied.collections.get(name)?.isWritten === true);
  return moved.reduce((now, name) => inNewPlace(now, name, token), emptied);
};
