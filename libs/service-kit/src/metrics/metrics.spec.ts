import { expect, it } from '@jest/globals';
import { HealthRegistry } from '../health.ts';
import { sampleHealth } from './health-samples.ts';
import { Metrics } from './metrics.ts';

const linesOf = async (metrics: Metrics, name: string): Promise<readonly string[]> =>
  (await metrics.text()).split('\n').filter((line) => line.startsWith(name));

it('answers the same metric to all who ask for it', async () => {
  const metrics = new Metrics();
  const described = { name: 'baton_things_total', help: 'Things', labels: ['kind'] } as const;
  metrics.counter(described).inc({ kind: 'a' });
  metrics.counter(described).inc({ kind: 'a' });
  expect(await linesOf(metrics, 'baton_things_total')).toEqual(['baton_things_total{kind="a"} 2']);
});

it('looks values up when it is asked, from every source, and forgets what is gone', async () => {
  const metrics = new Metrics();
  const described = { name: 'baton_parts', help: 'Parts', labels: ['part'] } as const;
  let ofOne = [{ labels: { part: 'a' }, value: 1 }];
  metrics.sampled(described, 'one', () => ofOne);
  metrics.sampled(described, 'other', async () => [{ labels: { part: 'b' }, value: 2 }]);
  expect(await linesOf(metrics, 'baton_parts')).toEqual(['baton_parts{part="a"} 1', 'baton_parts{part="b"} 2']);
  ofOne = [];
  metrics.sampled(described, 'other', () => [{ labels: { part: 'c' }, value: 3 }]);
  expect(await linesOf(metrics, 'baton_parts')).toEqual(['baton_parts{part="c"} 3']);
});

it('leaves out what cannot be looked up, and counts that', async () => {
  const metrics = new Metrics();
  const described = { name: 'baton_parts', help: 'Parts' } as const;
  metrics.sampled(described, 'one', () => Promise.reject(new Error('the server is away')));
  metrics.sampled({ name: 'baton_others', help: 'Others' }, 'one', () => [{ value: 7 }]);
  await metrics.text();
  expect(await linesOf(metrics, 'baton_parts')).toEqual([]);
  expect(await linesOf(metrics, 'baton_others')).toEqual(['baton_others 7']);
  expect((await linesOf(metrics, 'baton_samples_unread_total{metric="baton_parts"}')).join()).toMatch(/ [2-9]$/);
});

it('waits for no source that does not answer', async () => {
  const metrics = new Metrics();
  metrics.sampled({ name: 'baton_parts', help: 'Parts' }, 'one', () => new Promise<never>(() => undefined));
  expect(await linesOf(metrics, 'process_cpu_seconds_total')).toHaveLength(1);
}, 20_000);

it('tallies as a histogram does', async () => {
  const metrics = new Metrics();
  const described = { help: 'Waits', buckets: [1, 10] } as const;
  const tally = metrics.tally({ name: 'baton_waits_seconds', ...described });
  const other = metrics.histogram({ name: 'baton_other_seconds', ...described });
  for (const value of [0, 1, 1.5, 10, 11]) {
    tally.add(value);
    other.observe(value);
  }
  const tallied = await linesOf(metrics, 'baton_waits_seconds');
  expect(tallied).toContain('baton_waits_seconds_bucket{le="10"} 4');
  expect(tallied).toEqual(
    (await linesOf(metrics, 'baton_other_seconds')).map((line) => line.replace('_other_', '_waits_')),
  );
  expect(await metrics.text()).toContain('# TYPE baton_waits_seconds histogram');
});

it('says what the process itself needs', async () => {
  const text = await new Metrics().text();
  expect(text).toMatch(/^process_resident_memory_bytes \d/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
});

it('says whether all is well, and what is not', async () => {
  const metrics = new Metrics();
  const health = new HealthRegistry();
  sampleHealth(metrics, health);
  expect(await linesOf(metrics, 'baton_')).toEqual(['baton_ready 1']);
  health.report('relay of requests', 'not on the bus yet');
  expect(await linesOf(metrics, 'baton_')).toEqual([
    'baton_ready 0',
    'baton_part_in_trouble{part="relay of requests"} 1',
  ]);
});
