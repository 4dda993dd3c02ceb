import type { BusPosition } from '@baton/bus';
import type { Collection, CollectionDefinition, Document, ReadModels } from '@baton/read-model';
import type { InboxCase, InboxRow } from './inbox-case.ts';

export const inboxReader = 'approvals-inbox';
export const byLatestFinish = 'by-latest-finish';

const version = 1;

export const inboxCases: CollectionDefinition = {
  name: 'approvals-inbox-cases',
  version,
  reader: inboxReader,
  indexes: [],
};
export const inboxRows: CollectionDefinition = {
  name: 'approvals-inbox-rows',
  version,
  reader: inboxReader,
  indexes: [{ name: byLatestFinish, fields: ['party', 'latestFinish'] }],
};
export const inboxPosition: CollectionDefinition = {
  name: 'approvals-inbox-position',
  version,
  reader: inboxReader,
  indexes: [],
};

export interface PositionDocument extends Document {
  readonly position: BusPosition;
}

export interface InboxCollections {
  readonly cases: Collection<InboxCase>;
  readonly rows: Collection<InboxRow>;
  readonly position: Collection<PositionDocument>;
}

export const INBOX = Symbol('inbox');

export const openInbox = async (readModels: ReadModels): Promise<InboxCollections> => ({
  cases: await readModels.collection<InboxCase>(inboxCases),
  rows: await readModels.collection<InboxRow>(inboxRows),
  position: await readModels.collection<PositionDocument>(inboxPosition),
});
