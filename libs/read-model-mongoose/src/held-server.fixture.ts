import type { mongo } from 'mongoose';

export interface Hold {
  /** Of the connections that are held, as the URL names it; all when absent. */
  readonly appName?: string;
  /** In the database. */
  readonly collection: string;
  /** How many pass before; those behind are held. */
  readonly skip?: number;
  readonly holdMs: number;
}

const enteredWithinMs = 20_000;

/** Holds updates of a collection. Answers what resolves when one is held, with what ends it for those to come. */
export const holdUpdates = async (raw: mongo.Db, { appName, collection, skip = 0, holdMs }: Hold) => {
  const admin = raw.client.db('admin');
  const data = {
    failCommands: ['update'],
    namespace: `${raw.databaseName}.${collection}`,
    blockConnection: true,
    blockTimeMS: holdMs,
    ...(appName === undefined ? {} : { appName }),
  };
  const mode = skip === 0 ? 'alwaysOn' : { skip };
  const { count } = await admin.command({ configureFailPoint: 'failCommand', mode, data });
  return {
    entered: () =>
      admin.command({
        waitForFailPoint: 'failCommand',
        timesEntered: Number(count) + 1,
        maxTimeMS: enteredWithinMs,
      }),
    end: () => admin.command({ configureFailPoint: 'failCommand', mode: 'off' }),
  };
};

/** The place that holds a collection at the moment. */
export const placeOf = async (raw: mongo.Db, name: string): Promise<string> => {
  const found = await raw.collection<{ _id: string; text: string }>('baton.books').findOne({ _id: 'books' });
  const { collections } = JSON.parse(found!.text) as { readonly collections: [string, { readonly place: string }][] };
  return `baton.${new Map(collections).get(name)!.place}`;
};
