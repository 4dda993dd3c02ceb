import { expect, it } from '@jest/globals';
import type { InboxItem } from '@baton/contracts';
import { inboxOrder } from './inbox-order.ts';

const item = (caseId: string, requestedAt: string, latestFinish?: string): InboxItem =>
  ({ caseId, requestedAt, ...(latestFinish && { latestFinish }) }) as InboxItem;

it('orders by the latest moment each signature helps, not by age', () => {
  const items = [
    item('old', '2026-09-01T00:00:00Z', '2026-09-28T02:00:00Z'),
    item('unknown, newer', '2026-09-03T00:00:00Z'),
    item('unknown, older', '2026-09-02T00:00:00Z'),
    item('new', '2026-09-22T00:00:00Z', '2026-09-24T08:30:00Z'),
  ];
  expect(inboxOrder(items).map(({ caseId }) => caseId)).toEqual(['new', 'old', 'unknown, older', 'unknown, newer']);
});
