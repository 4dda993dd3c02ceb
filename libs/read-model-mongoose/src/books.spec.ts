import type { CollectionDefinition } from '@baton/read-model';
import { expect, it } from '@jest/globals';
import {
  type Books,
  decodeBooks,
  encodeBooks,
  noBooks,
  readerIn,
  readersOf,
  withCollection,
  withDecided,
  withReset,
  withSettled,
} from './books.ts';

const definition = (name: string, change: Partial<CollectionDefinition> = {}): CollectionDefinition => ({
  name,
  version: 1,
  indexes: [],
  ...change,
});
const applied = (books: Books, reader: string, { sequence, touched }: { sequence: number; touched: string[] }): Books =>
  withSettled(
    withDecided(books, reader, { stamp: `${reader}-${sequence}`, pending: { sequence, parts: 0, text: '' }, touched }),
    reader,
    `${reader}-${sequence}`,
  );
const placesOf = ({ collections }: Books): object =>
  Object.fromEntries([...collections].map(([name, { place }]) => [name, place]));

const two = ['cards', 'stalls'].reduce(
  (books, name) => withCollection(books, definition(name, { reader: 'ledger' }), name.slice(0, 1)),
  noBooks,
);
const filled = applied(two, 'ledger', { sequence: 7, touched: ['cards', 'stalls'] });

it('a new collection gets a place of its own', () => {
  expect(placesOf(two)).toEqual({ cards: 'cards.1-c', stalls: 'stalls.2-s' });
  expect(readersOf(two, 'cards')).toEqual(['ledger']);
});

it('a collection as it was stays where it is', () => {
  expect(withCollection(filled, definition('cards', { reader: 'ledger' }), 'x')).toBe(filled);
});

it('a changed collection moves with all that its readers fill, and they start over', () => {
  const beside = applied(filled, 'bystander', { sequence: 3, touched: [] });
  const changed = withCollection(beside, definition('cards', { version: 2 }), 'x');
  expect(placesOf(changed)).toEqual({ cards: 'cards.3-x', stalls: 'stalls.4-x' });
  expect(changed.collections.get('stalls')).toMatchObject({ previous: 'stalls.2-s', isWritten: false });
  expect(readerIn(changed, 'ledger')).toEqual({ fills: ['cards', 'stalls'], era: 'x', stamp: 'x', sequence: -1 });
  expect(readerIn(changed, 'bystander').sequence).toBe(3);
});

it('readers that share a collection start over together, step by step', () => {
  const three = applied(withCollection(filled, definition('notes'), 'n'), 'clerk', {
    sequence: 4,
    touched: ['stalls', 'notes'],
  });
  const changed = withCollection(three, definition('cards', { version: 2 }), 'x');
  expect(readerIn(changed, 'clerk').sequence).toBe(-1);
  expect(changed.collections.get('notes')!.place).toMatch(/-x$/);
});

it('a reset moves what has been written, and only that', () => {
  const reset = withReset(filled, 'ledger', { also: ['cards'], token: 'r' });
  expect(placesOf(reset)).toEqual({ cards: 'cards.3-r', stalls: 'stalls.2-s' });
  expect(readerIn(reset, 'ledger')).toMatchObject({ era: 'r', stamp: 'r', sequence: -1 });
  const again = withReset(reset, 'ledger', { also: ['cards'], token: 'q' });
  expect(placesOf(again)).toEqual(placesOf(reset));
  expect(readerIn(again, 'ledger').stamp).toBe('q');
});

it('a batch moves the checkpoint only when it is settled, by its own stamp', () => {
  const decided = withDecided(filled, 'ledger', { stamp: 's', pending: { sequence: 8, parts: 2 }, touched: [] });
  expect(readerIn(decided, 'ledger')).toMatchObject({ sequence: 7, stamp: 's', pending: { sequence: 8 } });
  expect(withSettled(decided, 'ledger', 'other')).toBe(decided);
  const settled = withSettled(decided, 'ledger', 's');
  expect(readerIn(settled, 'ledger')).toEqual({ fills: ['cards', 'stalls'], era: 's', stamp: 's', sequence: 8 });
  expect(withSettled(settled, 'ledger', 's')).toBe(settled);
});

it('starting over drops the batch that was pending', () => {
  const decided = withDecided(filled, 'ledger', { stamp: 's', pending: { sequence: 8, parts: 2 }, touched: [] });
  expect(readerIn(withReset(decided, 'ledger', { also: [], token: 'r' }), 'ledger').pending).toBeUndefined();
});

it('comes back as it was encoded, whatever the names', () => {
  const odd = applied(withCollection(noBooks, definition('constructor'), 'x'), '$odd.reader/__proto__', {
    sequence: 1,
    touched: ['constructor'],
  });
  expect(decodeBooks(encodeBooks(odd))).toEqual(odd);
});
