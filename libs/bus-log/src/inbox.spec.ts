import type { CloudEvent } from '@baton/contracts';
import { InMemoryEventStore, type StoredEvent } from '@baton/event-store';
import { expect, it } from '@jest/globals';
import { decodeCloudEvent, Inbox } from './inbox.ts';

const stream = 'inbox-topic-own';
const eventOf = (id: string, text = ''): CloudEvent => ({
  specversion: '1.0',
  id,
  source: 'urn:inbox',
  type: 'test',
  data: { text },
});

const storeThatCounts = (maxAppendBytes = 10_000) => {
  const store = new InMemoryEventStore({ now: () => 1_000, maxAppendBytes });
  const appends: number[] = [];
  const append = store.append.bind(store);
  store.append = async (...call) => {
    const result = await append(...call);
    if (result.kind === 'appended') appends.push(call[2].length);
    return result;
  };
  return { store, appends };
};

const stored = async (store: InMemoryEventStore): Promise<readonly StoredEvent[]> =>
  (await store.readAll({ prefixes: [stream] })).events;

const idsIn = async (store: InMemoryEventStore): Promise<readonly string[]> =>
  (await stored(store)).flatMap(decodeCloudEvent).map(({ id }) => id);

it('calls of the same moment share an append, in their order', async () => {
  const { store, appends } = storeThatCounts();
  const inbox = new Inbox(store, stream);
  await Promise.all([inbox.publish([eventOf('a'), eventOf('b')]), inbox.publish([]), inbox.publish([eventOf('c')])]);
  await inbox.publish([eventOf('d')]);
  expect(await idsIn(store)).toEqual(['a', 'b', 'c', 'd']);
  expect(appends).toEqual([3, 1]);
});

it('goes on behind what another writer or an earlier run has written', async () => {
  const { store } = storeThatCounts();
  const before = new Inbox(store, stream);
  const after = new Inbox(store, stream);
  await before.publish([eventOf('a')]);
  await after.publish([eventOf('b')]);
  await before.publish([eventOf('c')]);
  expect(await idsIn(store)).toEqual(['a', 'b', 'c']);
});

it('what does not fit into one append together is appended apart, and only what never fits is refused', async () => {
  const { store, appends } = storeThatCounts(400);
  const inbox = new Inbox(store, stream);
  const results = await Promise.allSettled([
    inbox.publish([eventOf('a', 'x'.repeat(150))]),
    inbox.publish([eventOf('too large', 'x'.repeat(500))]),
    inbox.publish([eventOf('b', 'x'.repeat(150))]),
    inbox.publish([eventOf('c')]),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(await idsIn(store)).toEqual(['a', 'b', 'c']);
  expect(appends).toEqual([1, 2]);
});

it('decodes nothing but what was published', async () => {
  const { store } = storeThatCounts();
  await store.append(stream, -1, [{ id: 'x', type: 'something-else', data: {} }]);
  expect(await stored(store)).toHaveLength(1);
  expect((await stored(store)).flatMap(decodeCloudEvent)).toEqual([]);
});
