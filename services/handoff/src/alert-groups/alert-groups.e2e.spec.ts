import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type CaseView, type Fact, type TimelineView, eventOf, formatInstant } from '@baton/contracts';
import { EmbeddedAdapters, ManualClock, createServiceApp, silentLogger, stopServiceApp } from '@baton/service-kit';
import { HandoffModule } from '../handoff.module.ts';
import { calendar, fact, hour, offered, opened, roster, route } from '../ledger/ledger.fixture.ts';
import type { AlertGroupsPage } from './alert-group-view.ts';

const start = Date.parse('2026-03-02T00:00:00Z');
const clock = new ManualClock(start);
const cases = ['a', 'b', 'c', 'd', 'e'];

let folder: string;
let adapters: EmbeddedAdapters;
let app: NestFastifyApplication;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baton-alerts-'));
  adapters = await EmbeddedAdapters.open({ directory: join(folder, 'real'), clock, shards: 3 });
  const module = HandoffModule.register(await adapters.for('handoff'), adapters);
  app = await createServiceApp(module, { host: '127.0.0.1', port: 0, logger: silentLogger() });
  await publish(roster(start), calendar(start, '00:00', '24:00'), route(start));
  await publish(...cases.flatMap((id) => [opened(id, start), offered(id, start)]));
});
afterAll(async () => {
  await stopServiceApp(app);
  await adapters.close();
  rmSync(folder, { recursive: true });
});

const settled = async (): Promise<void> => (await adapters.for('handoff')).bus.barrier();

const publish = async (...facts: readonly Fact[]): Promise<void> => {
  const headers = { 'content-type': 'application/cloudevents-batch+json' };
  const payload = JSON.stringify(facts.map(eventOf));
  const response = await app.inject({ method: 'POST', url: '/v1/events', headers, payload });
  if (response.statusCode !== 202) throw new Error(response.body);
  await settled();
};

const get = async <T>(url: string): Promise<T> => (await app.inject({ method: 'GET', url })).json<T>();
const groups = (query = ''): Promise<AlertGroupsPage> => get(`/v1/alert-groups${query}`);

describe('alert groups', () => {
  it('put together what waits for the same, over all shards, and say what is muted and why', async () => {
    expect((await groups()).groups).toEqual([]);
    await clock.set(start + 2 * hour);
    await settled();
    const [group, ...others] = (await groups('?episodes=2')).groups;
    expect(others).toEqual([]);
    expect(group).toMatchObject({
      ...{ group: 'party V', party: { id: 'V', name: 'V' }, cases: 5, speaking: 5, highestRung: 0, episodeCount: 5 },
      impacts: { low: 0, normal: 5, high: 0, critical: 0 },
    });
    expect(group!.episodes).toHaveLength(2);
    expect(group!.episodes[0]).toMatchObject({
      kind: 'unaccepted',
      rung: { whom: [{ id: 'V', name: 'V' }] },
      mutes: [],
    });
  });

  it('change with the ledger', async () => {
    const matcher = { caseId: 'b' };
    await publish(
      fact(
        start + 2 * hour,
        { type: 'baton.stall.acknowledged.v1', caseId: 'a', by: 'V', until: start + 9 * hour },
        'V',
      ),
      fact(start + 2 * hour, { type: 'baton.case.amended.v1', caseId: 'c', impact: 'critical' }),
      fact(start + 2 * hour, { type: 'baton.handoff.accepted.v1', caseId: 'd', leg: 'sign', by: 'V' }, 'V'),
    );
    const until = start + 9 * hour;
    await publish(
      fact(start + 2 * hour, { type: 'baton.rules.silence-set.v1', silence: 's', matcher, reason: 'planned', until }),
    );
    const [group] = (await groups()).groups;
    expect(group).toMatchObject({ cases: 4, speaking: 2, impacts: { normal: 3, critical: 1 } });
    expect(Object.fromEntries(group!.episodes.map(({ caseId, mutes }) => [caseId, mutes]))).toEqual({
      ...{ c: [], e: [] },
      a: [{ because: 'acknowledged', by: { id: 'V', name: 'V' }, until: formatInstant(until) }],
      b: [
        {
          ...{ because: 'silenced', silence: 's', author: { id: 'Q', name: 'Q' } },
          ...{ reason: 'planned', until: formatInstant(until) },
        },
      ],
    });
  });

  it('come in pages, and take no place that they have not given', async () => {
    await publish(opened('f', start), offered('f', start, 'Q'));
    const first = await groups('?limit=1');
    const second = await groups(`?limit=1&after=${first.next}`);
    expect([...first.groups, ...second.groups].map(({ group }) => group).toSorted()).toEqual(['party Q', 'party V']);
    expect(second.next).toBeUndefined();
    const refused = await app.inject({ method: 'GET', url: '/v1/alert-groups?after=rubbish' });
    expect(refused.statusCode).toBe(400);
  });
});

describe('a case as of an instant', () => {
  const at = encodeURIComponent(formatInstant(start + 1.5 * hour));
  const late = fact(start + hour / 2, { type: 'baton.handoff.accepted.v1', caseId: 'e', leg: 'sign', by: 'V' }, 'V');

  it('is as it was known, or as it was', async () => {
    await publish(late);
    const recorded = await get<CaseView>(`/v1/cases/e?asOf=${at}`);
    expect([recorded.accountable.id, recorded.stalls.map(({ kind, retractedAt }) => [kind, retractedAt])]).toEqual([
      'Q',
      [['unaccepted', undefined]],
    ]);
    const occurred = await get<CaseView>(`/v1/cases/e?asOf=${at}&by=occurred`);
    expect([occurred.accountable.id, occurred.stalls]).toEqual(['V', []]);
    const live = await get<CaseView>('/v1/cases/e');
    expect(live.stalls[0]).toMatchObject({ kind: 'unaccepted' });
    expect(live.stalls[0]!.retractedAt).toBeDefined();
  });

  it('has a timeline of either', async () => {
    const types = async (by: string): Promise<string[]> =>
      (await get<TimelineView>(`/v1/cases/e/timeline?asOf=${at}&by=${by}`)).entries.map(({ type }) => type);
    expect(await types('recorded')).not.toContain('baton.handoff.accepted.v1');
    expect(await types('occurred')).toContain('baton.handoff.accepted.v1');
    expect((await app.inject({ method: 'GET', url: '/v1/cases/e?by=hearsay' })).statusCode).toBe(400);
  });
});
