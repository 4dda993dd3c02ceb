import { expect, it } from '@jest/globals';
import { type Bus, InMemoryBus } from '@baton/bus';
import { LagSamples, maxLags } from './lag-samples.ts';
import { Metrics } from './metrics.ts';

const sampled = async (bus: Pick<Bus, 'lags'>): Promise<readonly string[]> => {
  const metrics = new Metrics();
  expect(new LagSamples(bus as Bus, metrics)).toBeDefined();
  return (await metrics.text()).split('\n').filter((line) => line.startsWith('baton_consumer_lag_events{'));
};

it('says what each reader has before it', async () => {
  const bus = new InMemoryBus({ now: () => 0 });
  const { promise: never } = Promise.withResolvers<void>();
  await bus.consumeBatches({ reader: 'ledger-0', topics: ['t'], after: {} }, () => never);
  const event = { specversion: '1.0', source: '/x', type: 't.v1' } as const;
  await bus.publish('t', [
    { ...event, id: '1' },
    { ...event, id: '2' },
  ]);
  expect(await sampled(bus)).toEqual(['baton_consumer_lag_events{reader="ledger-0",partition="memory"} 2']);
});

it('keeps the longest ones when there are very many', async () => {
  const lags = Array.from({ length: maxLags + 7 }, (_, n) => ({ reader: 'r', partition: `p${n}`, events: n }));
  const lines = await sampled({ lags: async () => lags });
  expect(lines).toHaveLength(maxLags);
  expect(lines).not.toContain('baton_consumer_lag_events{reader="r",partition="p6"} 6');
});
