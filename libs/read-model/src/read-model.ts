/** Plain values only: what a query compares is never an operator. */
export type FieldValue = string | number | boolean | null;

export interface Document {
  readonly id: string;
  readonly [field: string]: unknown;
}

export interface CollectionDefinition {
  readonly name: string;
  /** Bump it when the shape changes: the collection is then dropped and rebuilt from the ledger. */
  readonly version: number;
  /** Who fills it; when absent, whoever has written to it. Starts over when the collection is new or has changed. */
  readonly reader?: string;
  /** Each index serves one query: equality on its leading fields, then order by the rest and `id`. */
  readonly indexes: readonly { readonly name: string; readonly fields: readonly string[] }[];
}

export interface Query {
  readonly index: string;
  /** Values of the index's leading fields. */
  readonly equals?: Readonly<Record<string, FieldValue>>;
  readonly limit: number;
  /** Opaque, from the page before. */
  readonly after?: string;
}

export interface Page<D extends Document> {
  readonly documents: readonly D[];
  readonly next?: string;
}

export type Change =
  | { readonly collection: string; readonly kind: 'put'; readonly document: Document }
  | { readonly collection: string; readonly kind: 'remove'; readonly id: string };

/**
 * Disposable documents derived from a log. A batch of changes and the checkpoint they lead to are kept together;
 * a batch at or behind the kept checkpoint is dropped whole, so redelivery is harmless. Nulls sort last.
 */
export interface ReadModels {
  /**
   * Ask for the collections before the checkpoints: one that is new or has changed (version or indexes) is emptied, and
   * every reader that fills it starts over at -1, with all other collections that it fills emptied too.
   */
  collection<D extends Document>(definition: CollectionDefinition): Promise<Collection<D>>;
  /** `sequence` is the reader's own ascending number of the batch (the ledger revision, say). */
  apply(reader: string, sequence: number, changes: readonly Change[]): Promise<void>;
  /** Sequence of the last applied batch; -1 when nothing was. */
  checkpoint(reader: string): Promise<number>;
  /** Forgets the reader's checkpoint and empties the collections, so that they are rebuilt. */
  reset(reader: string, collections: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export interface Collection<D extends Document> {
  get(id: string): Promise<D | undefined>;
  /** Those that are there, by id: a few questions at most, however many are asked for. */
  getAll(ids: Iterable<string>): Promise<ReadonlyMap<string, D>>;
  /** In the order of the index, nulls last, numbers before text, text by its UTF-8 bytes. Throws `InvalidCursor`. */
  find(query: Query): Promise<Page<D>>;
  count(index: string, equals?: Readonly<Record<string, FieldValue>>): Promise<number>;
}
