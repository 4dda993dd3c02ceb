import { expect, it } from '@jest/globals';
import { InMemoryReadModels, InMemoryReadModelStorage } from '../in-memory-read-models.ts';
import type { Change, Collection, CollectionDefinition, Document, Page, Query } from '../read-model.ts';
import { readModelChecks } from './read-model-contract.ts';

class Unguarded extends InMemoryReadModels {
  #batch = 0;

  override apply(_reader: string, _sequence: number, changes: readonly Change[]): Promise<void> {
    this.#batch += 1;
    return super.apply(`batch-${this.#batch}`, 0, changes);
  }
}

class Piecemeal extends InMemoryReadModels {
  override async apply(reader: string, sequence: number, changes: readonly Change[]): Promise<void> {
    for (const [at, change] of changes.entries()) await super.apply(reader, sequence + at / 1_000, [change]);
  }
}

class Forgetful extends InMemoryReadModels {
  override async checkpoint(): Promise<number> {
    return -1;
  }
}

class Sticky extends InMemoryReadModels {
  override async reset(): Promise<void> {}
}

/** Sees no difference between one definition of a name and the next. */
class Shapeless extends InMemoryReadModels {
  override collection<D extends Document>({ name }: CollectionDefinition): Promise<Collection<D>> {
    const fields = { board: ['open', 'actBy'], 'by-party': ['party', 'kind', 'actBy'], 'by-kind': ['kind'], all: [] };
    const indexes = Object.entries(fields).map(([index, of]) => ({ name: index, fields: of }));
    return super.collection<D>({ name, version: 1, indexes });
  }
}

/** Spoils what `find` answers. */
class Misfinding extends InMemoryReadModels {
  protected spoil<D extends Document>(page: Page<D>, _query: Query): Page<D> {
    return page;
  }

  override async collection<D extends Document>(definition: CollectionDefinition): Promise<Collection<D>> {
    const whole = await super.collection<D>(definition);
    return {
      get: (id) => whole.get(id),
      getAll: (ids) => whole.getAll(ids),
      count: (index, equals) => whole.count(index, equals),
      find: async (query) => this.spoil(await whole.find(query), query),
    };
  }
}

class NullsFirst extends Misfinding {
  protected override spoil<D extends Document>(page: Page<D>): Page<D> {
    const isNull = ({ actBy }: Document): number => (actBy === null || actBy === undefined ? 0 : 1);
    return { ...page, documents: [...page.documents].sort((a, b) => isNull(a) - isNull(b)) };
  }
}

class Skipping extends Misfinding {
  protected override spoil<D extends Document>(page: Page<D>, query: Query): Page<D> {
    return query.after === undefined ? page : { ...page, documents: page.documents.slice(1) };
  }
}

class Endless extends Misfinding {
  protected override spoil<D extends Document>(page: Page<D>, query: Query): Page<D> {
    return page.next === undefined && query.after !== undefined ? { ...page, next: query.after } : page;
  }
}

/** Answers no more than a page of them. */
class Curt extends InMemoryReadModels {
  override async collection<D extends Document>(definition: CollectionDefinition): Promise<Collection<D>> {
    const whole = await super.collection<D>(definition);
    return {
      get: (id) => whole.get(id),
      getAll: (ids) => whole.getAll([...ids].slice(0, 1_000)),
      count: (index, equals) => whole.count(index, equals),
      find: (query) => whole.find(query),
    };
  }
}

it.each<readonly [fault: string, variant: typeof InMemoryReadModels, check: string]>([
  ['applies a batch twice', Unguarded, 'drops a batch at or behind the checkpoint whole'],
  ['applies half a batch', Piecemeal, 'applies a batch whole or not at all'],
  ['loses its checkpoint', Forgetful, 'keeps the checkpoint with the changes'],
  ['resets nothing', Sticky, 'reset empties the collections and forgets the checkpoint'],
  ['keeps a changed collection', Shapeless, 'a changed collection is emptied and those who fill it start over'],
  [
    'keeps its reader going with a new collection',
    Shapeless,
    'an unchanged collection is kept, a new one makes its reader start over',
  ],
  ['leaves out what there is too much of', Curt, 'gives as many documents at once as are asked for'],
  ['puts nulls first', NullsFirst, 'nulls and missing values come last, numbers before text'],
  ['skips a document', Skipping, 'pages follow each other without gap or repetition, whatever is written in between'],
  ['repeats a page', Endless, 'pages follow each other without gap or repetition, whatever is written in between'],
])('an adapter that %s is caught', async (_, Variant, name) => {
  const check = readModelChecks.find((one) => one.name === name)!;
  const factory = async () => {
    const storage = new InMemoryReadModelStorage();
    const models = new Variant(storage);
    return { models, reopen: async () => new Variant(storage), close: () => models.close() };
  };
  await expect(check.run(factory)).rejects.toThrow();
});
