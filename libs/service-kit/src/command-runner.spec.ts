import { expect, it } from '@jest/globals';
import { type Decider, emit, refuse } from '@baton/decider';
import { type EventStore, InMemoryEventStore } from '@baton/event-store';
import { ManualClock } from './clock.ts';
import { type CommandContext, CommandRunner } from './command-runner.ts';

type Counted = { readonly type: 'counted'; readonly data: { readonly by: number } };

const counter: Decider<{ readonly by: number }, Counted, number, 'negative'> = {
  initial: 0,
  decide: ({ by }) => {
    if (by < 0) return refuse('negative', `${by} is below zero`);
    return by === 0 ? emit() : emit({ type: 'counted', data: { by } });
  },
  evolve: (total, event) => total + event.data.by,
};

const context = (commandId: string, commandHash = 'hash'): CommandContext => ({
  actor: { id: 'q' },
  commandId,
  commandHash,
  caseId: 'case-1',
});
const setUp = () => {
  const store = new InMemoryEventStore({ now: () => 0 });
  return { store, runner: new CommandRunner(store, new ManualClock(1_000)) };
};
const collected = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};
const storedIn = (store: EventStore) => collected(store.readStream('counter-1'));

it('appends what was decided, with who, when and why', async () => {
  const { store, runner } = setUp();
  const result = await runner.run({ decider: counter, stream: 'counter-1' }, { by: 2 }, context('a'));
  expect(result).toEqual({
    kind: 'accepted',
    revision: 0,
    state: 2,
    events: [{ type: 'counted', data: { by: 2 } }],
    repeated: false,
  });
  const [stored] = await storedIn(store);
  expect(stored!.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(stored!.metadata).toEqual({ ...context('a'), tenant: 'main', occurredAt: 1_000 });
});

it('appends nothing for a command that was carried out before', async () => {
  const { store, runner } = setUp();
  await runner.run({ decider: counter, stream: 'counter-1' }, { by: 2 }, context('a'));
  await runner.run({ decider: counter, stream: 'counter-1' }, { by: 3 }, context('b'));
  const again = await runner.run({ decider: counter, stream: 'counter-1' }, { by: 2 }, context('a'));
  expect(again).toEqual({ kind: 'accepted', revision: 1, state: 5, events: [], repeated: true });
  expect(await storedIn(store)).toHaveLength(2);
});

it('refuses the same command id for another command', async () => {
  const { runner } = setUp();
  await runner.run({ decider: counter, stream: 'counter-1' }, { by: 2 }, context('a'));
  expect(await runner.run({ decider: counter, stream: 'counter-1' }, { by: 3 }, context('a', 'other hash'))).toEqual({
    kind: 'key-reused',
  });
});

it('hands a refusal through and appends nothing', async () => {
  const { store, runner } = setUp();
  expect(await runner.run({ decider: counter, stream: 'counter-1' }, { by: -1 }, context('a'))).toEqual({
    kind: 'refused',
    refusal: 'negative',
    detail: '-1 is below zero',
  });
  expect(await storedIn(store)).toEqual([]);
});

it('accepts a command that already took effect', async () => {
  const { runner } = setUp();
  expect(await runner.run({ decider: counter, stream: 'counter-1' }, { by: 0 }, context('a'))).toMatchObject({
    kind: 'accepted',
    revision: -1,
    events: [],
    repeated: false,
  });
});

it('decides anew on what others wrote meanwhile', async () => {
  const { store, runner } = setUp();
  const results = await Promise.all(
    [1, 2, 3, 4].map((by) =>
      runner.run({ decider: counter, stream: 'counter-1' }, () => ({ by }), context(`command ${by}`)),
    ),
  );
  expect(results.map((result) => result.kind)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
  expect(await runner.load(counter, 'counter-1')).toEqual({ state: 10, revision: 3 });
  expect(await storedIn(store)).toHaveLength(4);
});

it('gives up after five conflicts', async () => {
  const { store } = setUp();
  let appends = 0;
  const busy: EventStore = Object.assign(Object.create(store) as EventStore, {
    append: async () => ({ kind: 'conflict' as const, actual: appends++ }),
    readStream: () => (async function* () {})(),
  });
  expect(
    await new CommandRunner(busy, new ManualClock()).run(
      { decider: counter, stream: 'counter-1' },
      { by: 1 },
      context('a'),
    ),
  ).toEqual({
    kind: 'conflict',
  });
  expect(appends).toBe(5);
});
