import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asQ, eventWith, json, startTarget, type Target } from '../http/hostile-caller.ts';
import { type Scrape, scrapeIn, unknownSeries, unknownValues } from './exported-metrics.ts';

const inDeploy = (name: string): string => readFileSync(join(import.meta.dirname, '../../deploy', name), 'utf8');

/** Every text of the value. */
const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : value instanceof Object ? Object.values(value).flatMap(textsIn) : [];

const files: Readonly<Record<string, string>> = {
  'alerts.yml': inDeploy('alerts.yml'),
  'dashboard.json': textsIn(JSON.parse(inDeploy('dashboard.json'))).join('\n'),
};
const manual = readFileSync(join(import.meta.dirname, '../../docs/operate.md'), 'utf8');

const shards = 2;
let target: Target;
let text: string;
let scrape: Scrape;
beforeAll(async () => {
  target = await startTarget({ shards });
  const post = (path: string, body: unknown) => target.call('POST', path, { headers: asQ, body });
  const raised = await post('/v1/requests', { title: 'Door gasket' });
  expect(raised.status).toBe(201);
  const calendar = {
    ...{ id: 'over', revision: 1, zone: 'UTC', weekly: {}, daysOff: [], extraWorkdays: {}, special: {} },
    ...{ source: 'x', hash: 'x', validThrough: '2020-12-31' },
    transitions: [{ at: '1970-01-01T00:00:00Z', offsetMinutes: 0 }],
  };
  const published = eventWith({
    type: 'baton.rules.calendar-published.v1',
    partitionkey: undefined,
    data: { calendar },
  });
  for (const event of [published, eventWith({ partitionkey: 'case-7' }), eventWith({ type: 'org.example.unknown' })])
    expect((await target.call('POST', '/v1/events', { headers: json, body: event })).status).toBe(202);
  await target.settled();
  await target.call('GET', '/v1/cases/case-7');
  text = (await target.call('GET', '/metrics')).text;
  scrape = scrapeIn(text);
});
afterAll(() => target.stop());

const valuesOf = (name: string): readonly number[] =>
  scrape.samples.filter((sample) => sample.name === name).map(({ value }) => value);
const total = (name: string): number => valuesOf(name).reduce((sum, value) => sum + value, 0);

it.each(Object.keys(files))('%s asks only for what there is', (name) => {
  expect(files[name]).toMatch(/baton_ready/);
  expect(unknownSeries(files[name]!, scrape)).toEqual([]);
  expect(unknownValues(files[name]!, scrape)).toEqual([]);
});

describe('a wrong name is found', () => {
  it.each([
    ['baton_redy == 0', ['baton_redy']],
    ['rate(baton_http_request_duration_seconds[5m])', ['baton_http_request_duration_seconds']],
    ['baton_commands_total_sum', ['baton_commands_total_sum']],
    ['process_cpu_percent > 1', ['process_cpu_percent']],
  ])('%s', (expression, unknown) => {
    expect(unknownSeries(`${files['alerts.yml']}\n        expr: ${expression}\n`, scrape)).toEqual(unknown);
  });

  it.each([
    ['baton_commands_total{outcome="failed"}', ['baton_commands_total{outcome="failed"}']],
    ['baton_decision_sweep_delay_seconds_bucket{le="61"}', ['baton_decision_sweep_delay_seconds_bucket{le="61"}']],
    ['baton_overdue_clocks{overdue!="0-2m"}', ['baton_overdue_clocks{overdue="0-2m"}']],
  ])('%s', (expression, unknown) => {
    expect(unknownValues(expression, scrape)).toEqual(unknown);
  });
});

it('explains every metric of ours in the manual, and no other', () => {
  const own = [...text.matchAll(/^# TYPE (baton_\S+) /gm)].map(([, name]) => name!);
  expect(own.filter((name) => !manual.includes(`\`${name}\``))).toEqual([]);
  const explained = [...manual.matchAll(/^\| `(baton_\w+)`/gm)].map(([, name]) => name!);
  expect(explained.filter((name) => !own.includes(name))).toEqual([]);
  expect(explained.length).toBeGreaterThan(20);
});

it('says what the system holds', () => {
  expect(valuesOf('baton_ready')).toEqual([1]);
  expect(valuesOf('baton_ledger_position')).toHaveLength(shards);
  expect(total('baton_ledger_position')).toBeGreaterThan(0);
  expect(valuesOf('baton_open_cases')).toEqual([2]);
  expect(total('baton_ledger_set_aside_total')).toBe(1);
  expect(scrape.samples).toContainEqual({ name: 'baton_calendars', labels: { state: 'past' }, value: 1 });
  expect(scrape.samples).toContainEqual({
    name: 'baton_commands_total',
    labels: { service: 'requests', outcome: 'done' },
    value: 1,
  });
  expect(valuesOf('baton_ledger_batch_in_hand_seconds')).toEqual([0, 0]);
  expect(total('baton_samples_unread_total')).toBe(0);
});

it('has no label that an id or a path could get into', () => {
  expect(text).not.toMatch(/case-7|hospital\/desk/);
  expect(scrape.samples).toContainEqual({
    name: 'baton_http_requests_total',
    labels: { method: 'GET', route: '/v1/cases/:id', status: '200' },
    value: 1,
  });
});
