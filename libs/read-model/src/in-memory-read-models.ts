import { checkDefinition, checkLimit, encodeCursor, fieldsOf, fieldValue, planQuery, shapeOf } from './query-plan.ts';
import type {
  Change,
  Collection,
  CollectionDefinition,
  Document,
  FieldValue,
  Page,
  Query,
  ReadModels,
} from './read-model.ts';

interface Kept {
  readonly definition: CollectionDefinition;
  /** JSON text by id. */
  readonly documents: Map<string, string>;
  readonly readers: Set<string>;
}

/** What outlives one instance of the in-memory read models. */
export class InMemoryReadModelStorage {
  readonly collections = new Map<string, Kept>();
  readonly checkpoints = new Map<string, number>();
}

/** The port's meaning without a disk. */
export class InMemoryReadModels implements ReadModels {
  readonly #storage: InMemoryReadModelStorage;

  constructor(storage: InMemoryReadModelStorage = new InMemoryReadModelStorage()) {
    this.#storage = storage;
  }

  async collection<D extends Document>(definition: CollectionDefinition): Promise<Collection<D>> {
    checkDefinition(definition);
    const { collections } = this.#storage;
    const known = collections.get(definition.name);
    if (known === undefined || shapeOf(known.definition) !== shapeOf(definition)) {
      const readers = new Set(known?.readers);
      if (definition.reader !== undefined) readers.add(definition.reader);
      collections.set(definition.name, { definition, documents: new Map(), readers });
      this.#startOver(readers);
    }
    const kept = collections.get(definition.name)!;
    if (definition.reader !== undefined) kept.readers.add(definition.reader);
    return new InMemoryCollection<D>(kept);
  }

  async apply(reader: string, sequence: number, changes: readonly Change[]): Promise<void> {
    if (sequence <= (await this.checkpoint(reader))) return;
    const writes = changes.map((change) => this.#prepare(change));
    for (const write of writes) write(reader);
    this.#storage.checkpoints.set(reader, sequence);
  }

  async checkpoint(reader: string): Promise<number> {
    return this.#storage.checkpoints.get(reader) ?? -1;
  }

  async reset(reader: string, collections: readonly string[]): Promise<void> {
    const kept = collections.map((name) => this.#kept(name));
    for (const { documents } of kept) documents.clear();
    this.#storage.checkpoints.delete(reader);
  }

  async close(): Promise<void> {}

  #startOver(readers: Set<string>): void {
    const { collections, checkpoints } = this.#storage;
    for (const reader of readers) {
      checkpoints.delete(reader);
      for (const kept of collections.values()) {
        if (!kept.readers.has(reader)) continue;
        kept.documents.clear();
        for (const other of kept.readers) readers.add(other);
      }
    }
  }

  #prepare(change: Change): (reader: string) => void {
    const kept = this.#kept(change.collection);
    if (change.kind === 'remove')
      return (reader) => {
        kept.readers.add(reader);
        kept.documents.delete(change.id);
      };
    for (const field of fieldsOf(kept.definition.indexes)) fieldValue(change.document, field);
    const text = JSON.stringify(change.document);
    return (reader) => {
      kept.readers.add(reader);
      kept.documents.set(change.document.id, text);
    };
  }

  #kept(name: string): Kept {
    const kept = this.#storage.collections.get(name);
    if (kept === undefined) throw new TypeError(`There is no collection "${name}".`);
    return kept;
  }
}

class InMemoryCollection<D extends Document> implements Collection<D> {
  readonly #kept: Kept;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  async get(id: string): Promise<D | undefined> {
    const text = this.#kept.documents.get(id);
    return text === undefined ? undefined : (JSON.parse(text) as D);
  }

  async getAll(ids: Iterable<string>): Promise<ReadonlyMap<string, D>> {
    const found = new Map<string, D>();
    for (const id of ids) {
      const text = this.#kept.documents.get(id);
      if (text !== undefined) found.set(id, JSON.parse(text) as D);
    }
    return found;
  }

  async find(query: Query): Promise<Page<D>> {
    checkLimit(query.limit);
    const { orderBy, after } = planQuery(this.#kept.definition, query);
    const keyOf = (document: D): FieldValue[] => [...orderBy.map((field) => fieldValue(document, field)), document.id];
    const found = this.#matching(query)
      .map((document) => ({ document, key: keyOf(document) }))
      .filter(({ key }) => after === undefined || compareKeys(key, after) > 0)
      .sort((a, b) => compareKeys(a.key, b.key));
    const page = found.slice(0, query.limit);
    const documents = page.map(({ document }) => document);
    return found.length > page.length
      ? { documents, next: encodeCursor(query.index, page.at(-1)!.key) }
      : { documents };
  }

  async count(index: string, equals: Readonly<Record<string, FieldValue>> = {}): Promise<number> {
    return this.#matching({ index, equals }).length;
  }

  #matching(query: Omit<Query, 'limit'>): readonly D[] {
    const { equals } = planQuery(this.#kept.definition, query);
    return [...this.#kept.documents.values()]
      .map((text) => JSON.parse(text) as D)
      .filter((document) => equals.every(([field, value]) => compareValues(fieldValue(document, field), value) === 0));
  }
}

const compareKeys = (a: readonly FieldValue[], b: readonly FieldValue[]): number => {
  for (let at = 0; at < a.length; at += 1) {
    const order = compareValues(a[at]!, b[at]!);
    if (order !== 0) return order;
  }
  return 0;
};

/** Numbers (false is 0, true is 1) before text before null; text by its UTF-8 bytes. */
const compareValues = (a: FieldValue, b: FieldValue): number => {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0 || a === null || b === null) return rank;
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return Number(a) - Number(b);
};

const rankOf = (value: FieldValue): number => (value === null ? 2 : typeof value === 'string' ? 1 : 0);
