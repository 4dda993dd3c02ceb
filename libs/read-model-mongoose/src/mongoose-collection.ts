import {
  checkLimit,
  type Collection,
  type CollectionDefinition,
  type Document,
  encodeCursor,
  type FieldValue,
  type Page,
  type Query,
} from '@baton/read-model';
import { rangeOf } from './order-key.ts';
import { reaching } from './read-model-fault.ts';
import type { StoredDocuments } from './stored-documents.ts';
import { checkedId, plannedQuery, valuesOf } from './writes.ts';

/** Asks where the documents are at the moment, each time. */
export class MongooseCollection<D extends Document> implements Collection<D> {
  readonly #definition: CollectionDefinition;
  readonly #stored: () => Promise<StoredDocuments>;

  constructor(definition: CollectionDefinition, stored: () => Promise<StoredDocuments>) {
    this.#definition = definition;
    this.#stored = stored;
  }

  async get(id: string): Promise<D | undefined> {
    const known = checkedId(id);
    const text = await reaching(async () => (await this.#stored()).text(known));
    return text === undefined ? undefined : (JSON.parse(text) as D);
  }

  async getAll(ids: Iterable<string>): Promise<ReadonlyMap<string, D>> {
    const known = [...new Set(ids)].map(checkedId);
    const texts = await reaching(async () => (await this.#stored()).textsOf(known));
    return new Map(Array.from(texts, ([id, text]) => [id, JSON.parse(text) as D]));
  }

  async find(query: Query): Promise<Page<D>> {
    checkLimit(query.limit);
    const { leading, orderBy, after } = plannedQuery(this.#definition, query);
    const range = rangeOf(leading, after);
    const texts = await reaching(async () => (await this.#stored()).texts(query.index, range, query.limit + 1));
    const documents = texts.slice(0, query.limit).map((text) => JSON.parse(text) as D);
    if (texts.length <= query.limit) return { documents };
    const last = documents.at(-1)!;
    return { documents, next: encodeCursor(query.index, [...valuesOf(last, orderBy), last.id]) };
  }

  async count(index: string, equals: Readonly<Record<string, FieldValue>> = {}): Promise<number> {
    const { leading } = plannedQuery(this.#definition, { index, equals });
    return reaching(async () => (await this.#stored()).count(index, rangeOf(leading)));
  }
}
