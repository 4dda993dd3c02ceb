import { expect, it } from '@jest/globals';
import type { StallRaised } from '@baton/contracts';
import { type Collection, type CollectionDefinition, type Document, InMemoryReadModels } from '@baton/read-model';
import { OpenAlerts } from '../alert-groups/open-alerts.ts';
import { openAlerts } from '../alert-groups/open-alerts.projection.ts';
import type { LedgerReader, RowListener } from '../ledger-reader/ledger-reader.ts';
import { OpenStalls } from './open-stalls.ts';
import { stalledBatons } from './stalled-batons.projection.ts';

/** As a server that is away now and then. */
class Unreliable extends InMemoryReadModels {
  isAway = false;

  override async collection<D extends Document>(definition: CollectionDefinition): Promise<Collection<D>> {
    const whole = await super.collection<D>(definition);
    const reach = async <T>(work: () => Promise<T>): Promise<T> => {
      if (this.isAway) throw new Error('away');
      return work();
    };
    return {
      get: (id) => reach(() => whole.get(id)),
      getAll: (ids) => reach(() => whole.getAll(ids)),
      find: (query) => reach(() => whole.find(query)),
      count: (index, equals) => reach(() => whole.count(index, equals)),
    };
  }
}

const listened = () => {
  const listeners: RowListener[] = [];
  const listen = (listener: RowListener) => (listeners.push(listener), () => undefined);
  return { reader: { listen } as unknown as LedgerReader, listeners };
};

const put = (models: InMemoryReadModels, collection: string, document: Document): Promise<void> =>
  models.apply('ledger-reader', 0, [{ collection, kind: 'put', document }]);

const stall = { state: 'open', kind: 'unaccepted', actBy: null, raisedAt: 1 };

it('shows what is open once the read models are back', async () => {
  const models = new Unreliable();
  const stalls = new OpenStalls(models, listened().reader);
  await stalls.onModuleInit();
  await put(models, stalledBatons.name, { id: 'e', caseId: 'c', ...stall });
  models.isAway = true;
  await expect(stalls.cases(0)).rejects.toThrow('away');
  models.isAway = false;
  expect(await stalls.cases(0)).toMatchObject({ stalled: 1 });
});

it('looks again at the alerts that it could not read', async () => {
  const models = new Unreliable();
  const { reader, listeners } = listened();
  const alerts = new OpenAlerts(models, reader);
  await alerts.onModuleInit();
  const idsOf = async (): Promise<readonly string[]> => Array.from((await alerts.all()).cases, ({ id }) => id);
  expect(await idsOf()).toEqual([]);
  await put(models, openAlerts.name, { id: 'c', title: 'c', impact: 'normal', episodes: [] });
  const decisions = [{ type: 'stall-raised', episode: 'e', caseId: 'c' } as StallRaised];
  const append = { meaning: 1, recordedAt: 1, input: {}, facts: [], decisions };
  for (const listener of listeners) listener({ shard: 0, revision: 0, append });
  models.isAway = true;
  await expect(idsOf()).rejects.toThrow('away');
  models.isAway = false;
  expect(await idsOf()).toEqual(['c']);
});
