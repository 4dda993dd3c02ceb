import { beforeEach, expect, it } from '@jest/globals';
import type { Delivery } from '@baton/bus';
import type { Decision, LedgerAppend } from '@baton/contracts';
import { Metrics } from '@baton/service-kit';
import { calendar, hour, newStore, offered, opened, roster, route } from '../ledger/ledger.fixture.ts';
import { LedgerWriter } from '../ledger/ledger-writer.ts';
import { calendarEnds } from './calendar-ends.ts';
import { LedgerMetrics } from './ledger-metrics.ts';

let metrics: Metrics;
let ledger: LedgerMetrics;
beforeEach(() => {
  metrics = new Metrics();
  ledger = new LedgerMetrics(metrics);
});

const value = async (line: string): Promise<number> => {
  const found = (await metrics.text()).split('\n').find((one) => one.startsWith(`${line} `));
  return Number(found?.split(' ').at(-1));
};

const decision = (dueAt: number, knownAt: number): Decision => ({ dueAt, knownAt }) as Decision;
const append = (change: Partial<LedgerAppend>): LedgerAppend => ({
  ...{ meaning: 1, recordedAt: 100_000, input: {}, facts: [], decisions: [] },
  ...change,
});

it('tells how late Baton was from how late the facts were', async () => {
  ledger.appended(append({ decisions: [decision(99_000, 99_000), decision(40_000, 100_000)] }));
  expect(await value('baton_decision_sweep_delay_seconds_sum')).toBe(1);
  expect(await value('baton_deadline_lateness_seconds_sum')).toBe(60);
  expect(await value('baton_deadline_lateness_seconds_bucket{le="60"}')).toBe(2);
  expect(await value('baton_deadline_lateness_seconds_bucket{le="30"}')).toBe(1);
  expect(await value('baton_ledger_append_decisions_sum')).toBe(2);
});

it('counts what is set aside, and cases that are left alone', async () => {
  expect(await value('baton_ledger_set_aside_total')).toBe(0);
  ledger.appended(append({ setAside: [{ event: '/x 1', because: 'no map' }] }));
  ledger.appended(append({}));
  ledger.caseFailed();
  expect(await value('baton_ledger_set_aside_total')).toBe(1);
  expect(await value('baton_cases_left_alone_total')).toBe(1);
  expect(await value('baton_ledger_append_facts_count')).toBe(2);
});

it('measures a batch by its oldest event, and says that one is in hand', async () => {
  expect(ledger.inHandSeconds(0)).toBe(0);
  const written = ledger.taken(0, [{ recordedAt: 3_000 }, { recordedAt: 1_000 }] as Delivery[]);
  expect(ledger.inHandSeconds(0)).toBeGreaterThan(0);
  expect(ledger.inHandSeconds(1)).toBe(0);
  written(5_000);
  expect(ledger.inHandSeconds(0)).toBe(0);
  expect(await value('baton_ledger_batch_events_sum')).toBe(2);
  expect(await value('baton_ledger_input_delay_seconds_sum')).toBe(4);
  ledger.taken(0, [])(9_000);
  expect(await value('baton_ledger_batch_events_count')).toBe(1);
});

it('hears of a sweep that is late from the writer itself', async () => {
  const writer = new LedgerWriter(0, newStore(), { appended: (one) => ledger.appended(one) });
  const facts = [calendar(0, '00:00', '24:00'), roster(0), route(0), opened('a', 0), offered('a', 0)];
  expect(writer.revision).toBe(-1);
  await writer.append({ facts, now: 0, position: {} });
  await writer.append({ facts: [], now: hour + 90_000, position: {} });
  expect(writer.revision).toBe(1);
  expect(await value('baton_decision_sweep_delay_seconds_bucket{le="60"}')).toBeLessThan(
    await value('baton_decision_sweep_delay_seconds_bucket{le="300"}'),
  );
  expect(await value('baton_deadline_lateness_seconds_sum')).toBe(0);
});

it('knows the end of the newest version of each calendar', () => {
  const published = (id: string, validThrough: string) =>
    ({ fact: { type: 'baton.rules.calendar-published.v1', calendar: { id, validThrough } } }) as never;
  const other = { fact: { type: 'baton.people.absence-ended.v1' } } as never;
  const facts = [published('a', '2026-12-31'), published('b', '2026-01-31'), other, published('a', '2027-12-31')];
  expect(calendarEnds(facts)).toEqual([
    { calendar: 'a', validThrough: '2027-12-31', at: Date.parse('2028-01-01') },
    { calendar: 'b', validThrough: '2026-01-31', at: Date.parse('2026-02-01') },
  ]);
});
