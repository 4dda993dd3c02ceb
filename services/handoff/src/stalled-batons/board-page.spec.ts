import { expect, it } from '@jest/globals';
import { InvalidCursor } from '@baton/read-model';
import { type BoardItem, boardPage } from './board-page.ts';

const now = 100;
const open = new Map<string, BoardItem>([
  ['long past', { kind: 'absent', actBy: 10, raisedAt: 5 }],
  ['missed', { kind: 'missed', actBy: null, raisedAt: 90 }],
  ['no limit', { kind: 'overrun', actBy: null, raisedAt: 50 }],
  ['soon', { kind: 'absent', actBy: 110, raisedAt: 60 }],
  ['just in time', { kind: 'unaccepted', actBy: 100, raisedAt: 70 }],
  ['just past', { kind: 'unaccepted', actBy: 99, raisedAt: 70 }],
]);
const order = ['just in time', 'soon', 'no limit', 'just past', 'missed', 'long past'];

it('shows first what can still be saved, and what is too late last', () => {
  expect(boardPage(open, { now, limit: 10 })).toEqual({ ids: order });
});

it('pages through all of it, each once', () => {
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = boardPage(open, { now, limit: 2, ...(after === undefined ? {} : { after }) });
    seen.push(...page.ids);
    after = page.next;
  } while (after !== undefined);
  expect(seen).toEqual(order);
});

it('refuses a place that it has not given', () => {
  for (const after of ['rubbish', Buffer.from('[1,2]').toString('base64url')]) {
    expect(() => boardPage(open, { now, limit: 2, after })).toThrow(InvalidCursor);
  }
});
