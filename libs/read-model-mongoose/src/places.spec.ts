import type { CollectionDefinition } from '@baton/read-model';
import { afterEach, expect, it, jest } from '@jest/globals';
import type { Bookkeeper } from './bookkeeper.ts';
import { type Books, noBooks } from './books.ts';
import type { Database } from './database.ts';
import { Places } from './places.ts';
import { StoredDocuments } from './stored-documents.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

const notes: CollectionDefinition = { name: 'notes', version: 1, indexes: [{ name: 'by-id', fields: [] }] };

/** What a look that began before the change hears of only after it. */
const olderBooksAfterTheChange = (): Places => {
  jest.spyOn(StoredDocuments.prototype, 'create').mockResolvedValue(undefined);
  const bookkeeper: Partial<Bookkeeper> = {
    change: async (next: (books: Books) => Books | Promise<Books>) => next(noBooks),
  };
  const dropping = async (): Promise<string[]> => {
    places.adopt(noBooks);
    return [];
  };
  const places: Places = new Places(
    { places: dropping, model: () => ({}) } as unknown as Database,
    bookkeeper as Bookkeeper,
  );
  return places;
};

it('a collection that was prepared is there, also when older books are read meanwhile', async () => {
  const places = olderBooksAfterTheChange();
  await places.prepare(notes);
  places.close();
  places.adopt(noBooks);
  await expect(places.of(notes)).resolves.toBeInstanceOf(StoredDocuments);
  places.close();
});
