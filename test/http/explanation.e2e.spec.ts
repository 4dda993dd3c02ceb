import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExplanationView, TimelineView } from '@baton/contracts';
import { type Answer, type Target, eventWith, problemIn, startTarget } from './hostile-caller.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
  await publish('baton.rules.route-published.v1', { route }, {});
  await publish('baton.case.opened.v1', { title: 'Sterilizer 2', customer: 'Q', route: 'relay' });
  await publish('baton.handoff.offered.v1', { leg: 'sign', to: 'V' });
  await target.settled();
});
afterAll(() => target.stop());

const leg = { title: 'Sign', party: 'V', needs: [], acceptBudget: 3_600_000 };
const route = {
  ...{ id: 'relay', version: 4, title: 'Relay', owner: 'A', handlings: [], ladder: [] },
  legs: [
    { id: 'sign', ...leg },
    { id: 'pay', ...leg },
  ],
};

const publish = async (type: string, data: object, place: object = { partitionkey: 'explained' }): Promise<void> => {
  const event = eventWith({ type, partitionkey: undefined, actor: 'Q', data, ...place });
  const headers = { 'content-type': 'application/cloudevents+json' };
  expect((await target.call('POST', '/v1/events', { headers, body: event })).status).toBe(202);
};

const ask = (query = '', id = 'explained', headers = {}): Promise<Answer> =>
  target.call('GET', `/v1/cases/${id}/explanation${query}`, { headers });
const viewIn = ({ status, text }: Answer): ExplanationView => {
  expect(status).toBe(200);
  return JSON.parse(text) as ExplanationView;
};

describe('why', () => {
  it('is conclusion, reasons and the entries of the ledger, where the timeline has them', async () => {
    const view = viewIn(await ask('?kind=unaccepted'));
    expect(view).toMatchObject({ caseId: 'explained', status: 'open', accountable: { id: 'Q' } });
    expect(view.rules).toEqual([
      { sentence: 'In force: route relay, version 4.', detail: { rule: 'route', id: 'relay', version: 4 } },
    ]);
    const [finding, ...others] = view.findings;
    expect([others, finding]).toEqual([
      [],
      expect.objectContaining({ kind: 'unaccepted', leg: 'sign', verdict: 'would-stall-at' }),
    ]);
    expect(finding!.conclusion).toMatch(/^Nobody has taken “Sign” yet/);
    expect(finding!.reasons.map(({ detail }) => detail.type)).toEqual(['budget', 'calendar']);
    const timeline = JSON.parse((await target.call('GET', '/v1/cases/explained/timeline')).text) as TimelineView;
    const offer = timeline.entries.find(({ type }) => type === 'baton.handoff.offered.v1')!;
    const { position, sentence, type } = offer;
    expect(finding!.entries).toContainEqual(expect.objectContaining({ position, sentence, type }));
    expect(finding!.entries.map((entry) => entry.type)).toContain('baton.rules.route-published.v1');
  });

  it('is said of every kind, of legs ahead, and in the language asked for', async () => {
    expect(new Set(viewIn(await ask()).findings.map(({ kind }) => kind)).size).toBe(9);
    const [ahead] = viewIn(await ask('?kind=overrun&leg=pay')).findings;
    expect(ahead).toMatchObject({ leg: 'pay', verdict: 'not-stalled', lacks: 'not-begun' });
    const chinese = viewIn(await ask('?kind=missed', 'explained', { 'accept-language': 'zh-CN' })).findings[0]!;
    expect(chinese.conclusion).toBe(viewIn(await ask('?kind=missed&language=zh-CN')).findings[0]!.conclusion);
    expect(chinese.conclusion).toContain('需求时间');
  });

  it('is given as of an instant', async () => {
    const { asOf } = viewIn(await ask());
    expect(viewIn(await ask(`?at=${asOf}&by=occurred`)).asOf).toBe(asOf);
  });
});

describe('no answer', () => {
  it.each([
    ['', 'nobody'],
    ['?at=2020-01-01T00:00:00Z', 'explained'],
  ])('for %s of %s: 404', async (query, id) => {
    const answer = await ask(query, id);
    expect([answer.status, problemIn(answer).type]).toEqual([404, 'urn:baton:problem:not-found']);
  });

  it.each([
    ['?at=soon', '/at'],
    ['?at=2026-02-30T00:00:00Z', '/at'],
    ['?at=2026-09-22T15:00:00', '/at'],
    ['?kind=slow', '/kind'],
    ['?kind=absent&kind=idle', '/kind'],
    ['?leg=nowhere', '/leg'],
    ['?kind=missed&leg=nowhere', '/leg'],
    ['?by=guess', '/by'],
  ])('for %s: 400 naming %s', async (query, pointer) => {
    const answer = await ask(query);
    expect([answer.status, problemIn(answer).errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
  });
});
