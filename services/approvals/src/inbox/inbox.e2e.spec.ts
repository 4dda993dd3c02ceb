import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { alertsTopic, eventsTopic } from '@baton/bus';
import type { Problem } from '@baton/contracts';
import { ApprovalsStage, department, vice } from '../approvals.fixture.ts';

let stage: ApprovalsStage;
beforeEach(async () => {
  stage = await ApprovalsStage.open();
});
afterEach(() => stage.close());

describe('the inbox', () => {
  it('holds what waits for a party, by the latest moment at which a signature still helps, unknown last', async () => {
    for (const caseId of ['r-1', 'r-2', 'r-3', 'r-4']) await stage.submitted(caseId);
    await stage.headsUp('r-2', '2026-09-30T02:30:00Z');
    await stage.headsUp('r-3', '2026-09-24T02:30:00Z');
    await stage.headsUp('r-4', '2026-09-24T02:30:00Z');
    expect(await stage.casesOf('H')).toEqual(['r-3', 'r-4', 'r-2', 'r-1']);
    await stage.headsUp('r-2', '2026-09-23T02:30:00Z');
    expect(await stage.casesOf('H')).toEqual(['r-2', 'r-3', 'r-4', 'r-1']);
    expect(await stage.casesOf('V')).toEqual([]);
  });

  it('comes in pages', async () => {
    for (const caseId of ['r-1', 'r-2', 'r-3']) await stage.submitted(caseId);
    const first = await stage.inbox('H', '&limit=2');
    expect(first.items).toHaveLength(2);
    const second = await stage.inbox('H', `&limit=2&after=${encodeURIComponent(first.next!)}`);
    expect([second.items.map(({ caseId }) => caseId), second.next]).toEqual([['r-3'], undefined]);
  });

  it('says what the signatory has to know', async () => {
    await stage.said({
      type: 'baton.request.raised.v1',
      data: { title: 'Gasket', kind: 'purchase', impact: 'critical', customer: 'Q' },
    });
    await stage.submitted();
    await stage.headsUp('r-1', '2026-09-24T02:30:00Z');
    await stage.post('take-up', { leg: department }, { actor: 'H' });
    expect((await stage.inbox('H')).items).toEqual([
      {
        caseId: 'r-1',
        title: 'Door gasket r-1',
        impact: 'critical',
        leg: department,
        state: 'taken-up',
        requestedAt: '2026-09-22T06:05:00.000Z',
        amount: 480,
        latestFinish: '2026-09-24T02:30:00.000Z',
      },
    ]);
  });

  it('passes from signatory to signatory', async () => {
    await stage.submitted();
    await stage.post('sign', { leg: department }, { actor: 'H' });
    expect([await stage.casesOf('H'), await stage.casesOf('V')]).toEqual([[], ['r-1']]);
    await stage.deputyOrdered();
    expect([await stage.casesOf('V'), await stage.casesOf('V2')]).toEqual([['r-1'], ['r-1']]);
    await stage.post('sign', { leg: vice }, { actor: 'V2' });
    expect([await stage.casesOf('V'), await stage.casesOf('V2')]).toEqual([[], []]);
  });

  it('goes on where it stopped, and is rebuilt alike from nothing', async () => {
    await stage.submitted('r-1');
    await stage.submitted('r-2');
    await stage.headsUp('r-2', '2026-09-24T02:30:00Z');
    const before = await stage.inbox('H');
    expect(before.items).toHaveLength(2);
    for (const readModels of ['kept', 'lost'] as const) {
      await stage.restart(readModels);
      expect(await stage.inbox('H')).toEqual(before);
    }
    await stage.submitted('r-3');
    expect(await stage.casesOf('H')).toEqual(['r-2', 'r-1', 'r-3']);
  });

  it('is not stopped by an event without the shape of its type', async () => {
    await stage.publish(alertsTopic, { type: 'baton.decision.heads-up.v1', data: null });
    await stage.publish(eventsTopic, { type: 'baton.approval.opened.v1', data: {} });
    await stage.submitted();
    expect(await stage.casesOf('H')).toEqual(['r-1']);
  });
});

it('asks whose inbox', async () => {
  const response = await stage.get('/v1/approvals');
  expect([response.statusCode, response.json<Problem>().errors]).toMatchObject([400, [{ pointer: '/party' }]]);
});

it('names the page that is none of its own', async () => {
  const response = await stage.get('/v1/approvals?party=H&after=nonsense');
  expect([response.statusCode, response.json<Problem>().errors]).toMatchObject([400, [{ pointer: '/after' }]]);
});
