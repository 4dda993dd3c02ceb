import { expect, it } from '@jest/globals';
import { type LedgerAppend, ledgerStream } from '@baton/contracts';
import { InMemoryReadModels } from '@baton/read-model';
import { HealthRegistry } from '@baton/service-kit';
import { newStore, opened } from '../ledger/ledger.fixture.ts';
import { LedgerWriter } from '../ledger/ledger-writer.ts';
import { LedgerProjections, type Revisions } from './ledger-projections.ts';
import type { LedgerRow } from './ledger-row.ts';
import { ShownRows } from './shown-rows.ts';

const scene = async () => {
  const store = newStore();
  const writer = new LedgerWriter(0, store);
  const readModels = new InMemoryReadModels();
  const { kept } = await LedgerProjections.open(readModels);
  const told: number[] = [];
  const tell = ({ revision }: LedgerRow): void => void told.push(revision);
  const seen: Revisions[] = [];
  const shown = new ShownRows({
    ...{ readModels, shards: { ledger: () => store }, health: new HealthRegistry(), tell },
    seen: (revisions) => void seen.push(revisions),
  });
  const write = async (caseId: string): Promise<LedgerRow> => {
    const revision = await writer.append({ facts: [opened(caseId, 1)], now: 1, position: {} });
    for await (const { data } of store.readStream(ledgerStream(0), { from: revision, limit: 1 }))
      return { shard: 0, revision, append: data as LedgerAppend };
    throw new Error('nothing was written');
  };
  return { kept, told, seen, shown, write };
};

it('tells each row once, when the read models show it, whoever keeps them', async () => {
  const { kept, told, seen, shown, write } = await scene();
  await kept.take([await write('a')], {});
  await shown.tellUpTo(kept.revisions);
  expect(told).toEqual([]);

  const looking = shown.follow();
  await write('b');
  const third = await write('c');
  await kept.take([{ ...third, revision: 1 }, third], {});
  while (told.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  await looking.stop();
  expect(told).toEqual([1, 2]);
  expect(seen.at(-1)).toEqual({ 0: 2 });

  const fourth = await write('d');
  await kept.take([fourth], {});
  await shown.tellUpTo(kept.revisions);
  shown.told(fourth);
  expect(told).toEqual([1, 2, 3]);
});
