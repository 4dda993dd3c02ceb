import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { StallsPage } from '@baton/contracts';
import { type Answer, type Target, asQ, json, problemIn, startTarget } from './hostile-caller.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());

const post = (path: string, body: unknown, key?: string): Promise<Answer> =>
  target.call('POST', path, { headers: { ...asQ, ...(key !== undefined && { 'idempotency-key': `"${key}"` }) }, body });
const publish = async (type: string, data: object, caseId?: string): Promise<void> => {
  const envelope = { specversion: '1.0', id: crypto.randomUUID(), source: '/x', type, actor: 'Q', data };
  const event = { ...envelope, ...(caseId !== undefined && { partitionkey: caseId }) };
  expect((await target.call('POST', '/v1/events', { headers: json, body: event })).status).toBe(202);
  await target.settled();
};
/** A case of a route whose only leg lacks what its receiver needs. */
const stalled = async (caseId: string): Promise<void> => {
  await publish('baton.case.opened.v1', { title: 'Gasket', customer: 'Q', route: 'r' }, caseId);
  await publish('baton.handoff.offered.v1', { leg: 'sign', to: 'V' }, caseId);
};
const stallsOf = async (caseId: string): Promise<StallsPage['stalls']> =>
  (JSON.parse((await target.call('GET', `/v1/stalls?state=all&case=${caseId}`)).text) as StallsPage).stalls;

it('lets somebody have a stall, give it back and put it off', async () => {
  const legs = [{ id: 'sign', title: 'Sign', party: 'V', needs: ['amount'] }];
  const route = { id: 'r', version: 1, title: 'R', owner: 'A', legs, handlings: [], ladder: [] };
  await publish('baton.rules.route-published.v1', { route });
  await stalled('one');
  expect((await stallsOf('one')).map(({ kind }) => kind)).toContain('incomplete');

  const until = new Date(Date.now() + 60_000).toISOString();
  const taken = await post('/v1/cases/one/stalls/acknowledge', { leg: 'sign', kind: 'incomplete', until }, 'k');
  expect([taken.status, JSON.parse(taken.text)]).toEqual([
    200,
    { caseId: 'one', leg: 'sign', kind: 'incomplete', until, by: 'Q', outcome: 'acknowledged' },
  ]);
  const held = async () => (await stallsOf('one')).find(({ kind }) => kind === 'incomplete')!.held;
  expect(await held()).toEqual({ how: 'acknowledged', by: { id: 'Q', name: 'Q' }, until });
  expect((await post('/v1/cases/one/stalls/acknowledge', { leg: 'sign', kind: 'incomplete', until }, 'k')).text).toBe(
    taken.text,
  );

  expect((await post('/v1/cases/one/stalls/acknowledgement/end', {})).status).toBe(200);
  expect(await held()).toBeUndefined();
  expect(JSON.parse((await post('/v1/cases/one/stalls/snooze', { until })).text)).toMatchObject({ outcome: 'snoozed' });
  expect(await held()).toMatchObject({ how: 'snoozed', until });
});

it.each([
  ['/v1/cases/one/stalls/acknowledge', { kind: 'missed' }, 422, 'no-open-stall'],
  ['/v1/cases/nowhere/stalls/acknowledge', {}, 404, 'not-found'],
  ['/v1/cases/one/stalls/snooze', {}, 400, 'invalid-input'],
  ['/v1/cases/one/stalls/snooze', { until: '2020-01-01T00:00:00Z' }, 422, 'until-is-past'],
  ['/v1/silences', { matcher: {}, reason: 'x', until: '2099-01-01T00:00:00Z' }, 400, 'invalid-input'],
])('refuses %s with %j', async (path, body, status, kind) => {
  const answer = await post(path, body);
  expect([answer.status, problemIn(answer).type]).toEqual([status, `urn:baton:problem:${kind}`]);
});

it('sets a silence and ends it', async () => {
  const body = { matcher: { party: 'V' }, reason: 'The house moves', until: '2099-01-01T00:00:00Z' };
  const set = await post('/v1/silences', body, 'quiet');
  const { silence, outcome } = JSON.parse(set.text) as { silence: string; outcome: string };
  expect([set.status, outcome]).toEqual([201, 'set']);
  const ended = await post(`/v1/silences/${silence}/end`, {});
  expect([ended.status, JSON.parse(ended.text)]).toEqual([200, { silence, by: 'Q', outcome: 'ended' }]);
});
