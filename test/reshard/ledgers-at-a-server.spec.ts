import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { shardOf } from '@baton/contracts';
import { reshard } from '@baton/handoff';
import { type Backends, EmbeddedAdapters, Resharding } from '@baton/service-kit';
import { KurrentdbEventStore } from '../../libs/event-store-kurrentdb/src/kurrentdb-event-store.ts';
import { KurrentPeer } from '../../libs/event-store-kurrentdb/src/peer/kurrent-peer.fixture.ts';
import { urlOf } from '../../libs/event-store-kurrentdb/src/peer/peer-harness.fixture.ts';
import { LedgerWriter } from '../../services/handoff/src/ledger/ledger-writer.ts';
import { hour } from '../engine/relay.fixture.ts';
import { rulebook, start } from '../engine/rulebook.fixture.ts';
import { newCases } from './folder-world.fixture.ts';
import { standingOf } from './small-world.fixture.ts';

const directory = '/nowhere/real';
let peer: KurrentPeer;
let store: KurrentdbEventStore;
let backends: Backends;

beforeAll(async () => {
  peer = await new KurrentPeer().start();
});
afterAll(() => peer.stop());

let worlds = 0;
beforeEach(async () => {
  const namespace = `w${(worlds += 1)}`;
  const server = { kind: 'server', url: urlOf(peer) } as const;
  const [bus, readModels] = [
    { ...server, url: 'kafka://127.0.0.1:1' },
    { ...server, url: 'mongodb://127.0.0.1:1' },
  ];
  backends = { eventStore: server, bus, readModels, namespace };
  store = await KurrentdbEventStore.open({ url: server.url, streamPrefix: `${namespace}-` });
  const writers = [0, 1, 2].map((shard) => new LedgerWriter(shard, store));
  const told = rulebook.map((fact) => ({ fact, recordedAt: fact.occurredAt }));
  for (const { fact, recordedAt } of [...told, ...newCases(start + hour)])
    for (const [shard, writer] of writers.entries())
      if (!('caseId' in fact) || shardOf(fact.caseId, 3) === shard)
        await writer.append({ facts: [fact], now: recordedAt, position: { [`baton.events.v1/${shard}`]: '7' } });
});
afterEach(async () => {
  await store.close();
  jest.restoreAllMocks();
});

const go = (to: number) => reshard({ directory, backends, shards: 3, to });

const writersOf = async (first: number, shards: number): Promise<readonly LedgerWriter[]> => {
  const writers = Array.from({ length: shards }, (_, shard) => new LedgerWriter(first + shard, store));
  for (const writer of writers) await writer.load();
  return writers;
};

const standing = async (first: number, shards: number) =>
  standingOf((await writersOf(first, shards)).flatMap(({ engine }) => [...engine.entries()]));

const startOn = () => EmbeddedAdapters.open({ directory, backends, clock: 'system', shards: 3 });

describe('ledgers at a server', () => {
  it('go to more shards, each with the place in its own partition', async () => {
    const before = await standing(0, 3);
    expect(await go(5)).toMatchObject({
      from: 3,
      to: 5,
      cases: before.length,
      begun: [3, 4, 5, 6, 7].map((n) => `ledger-${n}`),
    });
    expect(await standing(3, 5)).toEqual(before);
    const [writer] = await writersOf(4, 1);
    expect(writer!.position).toEqual({ 'baton.events.v1/0': '7', 'baton.events.v1/1': '7', 'baton.events.v1/2': '7' });
    await expect(go(5)).rejects.toThrow('--to: there are 5 shards already');
  });

  it('that were cut off half-way start nowhere, and go on behind what was left', async () => {
    const before = await standing(0, 3);
    jest.spyOn(Resharding.prototype, 'complete').mockRejectedValue(new Error('cut off'));
    await expect(go(5)).rejects.toThrow('cut off');
    jest.restoreAllMocks();
    await expect(startOn()).rejects.toThrow(
      /the cases there are on the way to 5 shards.*run `baton reshard --to 5` again/,
    );
    expect((await go(5)).begun).toEqual([8, 9, 10, 11, 12].map((n) => `ledger-${n}`));
    expect(await standing(8, 5)).toEqual(before);
  });

  it('do not go to fewer: Kafka takes no partition away', async () => {
    await expect(go(2)).rejects.toThrow('--to: expected more than the 3 shards that there are');
  });

  it('close to an owner who was overlooked', async () => {
    const [owner] = await writersOf(0, 1);
    await go(4);
    const late = newCases(start + 2 * hour)
      .filter(({ fact }) => 'caseId' in fact)
      .slice(0, 1);
    const again = late.map(({ fact }) => ({ ...fact, id: 'another' }));
    const append = owner!.append({ facts: again, now: start + 9 * hour, position: {} });
    await expect(append).rejects.toThrow('ledger 0 has another owner');
    expect((await writersOf(0, 1))[0]!.copy.last!.closed).toEqual({ shards: 4 });
  });
});
