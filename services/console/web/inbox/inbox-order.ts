import type { InboxItem } from '@baton/contracts';

/** The latest moment at which each signature still helps; unknown moments last, the oldest request first. */
export const inboxOrder = (items: readonly InboxItem[]): readonly InboxItem[] =>
  items.toSorted((left, right) => keyOf(left).localeCompare(keyOf(right)));

const keyOf = ({ latestFinish, requestedAt }: InboxItem): string =>
  latestFinish === undefined ? `unknown ${requestedAt}` : new Date(latestFinish).toISOString();
