import { expect, it } from '@jest/globals';
import { PartitionFeed } from './partition-feed.ts';

const mebibyte = 1_048_576;
const entriesFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ position: String(first + index + 1), deliveries: [] }));

it.each([
  ['so many entries', { count: 4_000, bytes: 0, fullAfter: 1, roomAfter: 2_000 }],
  ['so much', { count: 8, bytes: 8 * mebibyte, fullAfter: 2, roomAfter: 8 }],
])('is full while %s wait, until half of it is read', async (_, { count, bytes, fullAfter, roomAfter }) => {
  let rooms = 0;
  const feed = new PartitionFeed({ topic: 't', partition: 0, start: 0, high: 0, room: () => (rooms += 1) });
  for (let time = 1; time <= fullAfter; time += 1) {
    expect(feed.isFull).toBe(false);
    const next = count * time;
    feed.add(entriesFrom(next - count, count), { until: next, high: next, bytes });
  }
  expect(feed.isFull).toBe(true);
  await feed.read([], String(roomAfter - 1));
  expect([feed.isFull, rooms]).toEqual([true, 0]);
  await feed.read([], String(roomAfter));
  expect([feed.isFull, rooms]).toEqual([false, 1]);
});
