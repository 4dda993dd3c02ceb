import type { Change, CollectionDefinition, Document, ReadModels } from '../read-model.ts';

export interface ReadModelHarness {
  readonly models: ReadModels;
  /** Closes and opens again what is kept. */
  reopen(): Promise<ReadModels>;
  close(): Promise<void>;
}

/** Gives empty read models. */
export type ReadModelFactory = () => Promise<ReadModelHarness>;

export interface ReadModelCheck {
  readonly name: string;
  run(factory: ReadModelFactory): Promise<void>;
}

export const check = (name: string, play: (harness: ReadModelHarness) => Promise<void>): ReadModelCheck => ({
  name,
  run: async (factory) => {
    const harness = await factory();
    try {
      await play(harness);
    } finally {
      await harness.close();
    }
  },
});

/** As the board asks: open stalls of a kind by the latest moment to act. */
export const stalls: CollectionDefinition = {
  name: 'stalls',
  version: 1,
  indexes: [
    { name: 'board', fields: ['open', 'actBy'] },
    { name: 'by-party', fields: ['party', 'kind', 'actBy'] },
  ],
};

export interface Stall extends Document {
  readonly open?: boolean;
  readonly actBy?: number | string | null;
  readonly party?: string | null;
  readonly kind?: string;
}

export const put = (document: Stall, collection = 'stalls'): Change => ({ collection, kind: 'put', document });
export const remove = (id: string, collection = 'stalls'): Change => ({ collection, kind: 'remove', id });

export const idsOf = (page: { readonly documents: readonly Document[] }): readonly string[] =>
  [...page.documents].map(({ id }) => id);
