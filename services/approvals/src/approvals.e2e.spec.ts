import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Problem } from '@baton/contracts';
import { ApprovalsStage, department, vice } from './approvals.fixture.ts';

let stage: ApprovalsStage;
beforeEach(async () => {
  stage = await ApprovalsStage.open();
});
afterEach(() => stage.close());

describe('an approval', () => {
  it('goes from submitted to granted', async () => {
    await stage.submitted();
    expect((await stage.approval()).json()).toMatchObject({
      id: 'r-1',
      status: 'open',
      round: 1,
      amount: 480,
      revision: 1,
    });
    expect((await stage.post('take-up', { leg: department }, { actor: 'H' })).statusCode).toBe(200);
    expect((await stage.post('sign', { leg: department }, { actor: 'H' })).statusCode).toBe(200);
    expect((await stage.post('sign', { leg: vice }, { actor: 'V' })).json()).toMatchObject({
      status: 'granted',
      signatures: [{ state: 'signed' }, { takenUpBy: 'V' }],
    });
    expect(await stage.typesIn()).toEqual([
      'opened',
      'signature-requested',
      'taken-up',
      'signed',
      'signature-requested',
      'taken-up',
      'signed',
      'granted',
    ]);
  });

  it('comes back for what is missing, and is opened again by the next submission', async () => {
    await stage.submitted();
    const body = { leg: department, reason: 'unclear', missing: ['supplier'] };
    expect((await stage.post('return', body, { actor: 'H' })).json()).toMatchObject({
      status: 'returned',
      ended: { by: 'H', missing: ['supplier'] },
    });
    await stage.submitted();
    expect((await stage.approval()).json()).toMatchObject({ status: 'open', round: 2 });
    expect((await stage.post('reject', { leg: department, reason: 'too dear' }, { actor: 'H' })).json()).toMatchObject({
      status: 'rejected',
    });
  });

  it('is signed by the deputy whom special handling put on', async () => {
    await stage.submitted();
    await stage.post('sign', { leg: department }, { actor: 'H' });
    await stage.deputyOrdered();
    await stage.deputyOrdered();
    expect((await stage.post('take-up', { leg: vice }, { actor: 'V2' })).statusCode).toBe(200);
    const late = (await stage.post('sign', { leg: vice }, { actor: 'V' })).json<Problem>();
    expect(late).toMatchObject({
      type: 'urn:baton:problem:already-taken',
      status: 422,
      detail: 'V2 has taken up "vice-president-signs".',
    });
    expect((await stage.post('sign', { leg: vice }, { actor: 'V2' })).json()).toMatchObject({ status: 'granted' });
    const { events } = await stage.store.readAll({ prefixes: ['approval-'] });
    expect(events.filter(({ type }) => type === 'baton.approval.reassigned.v1')).toMatchObject([
      { metadata: { actor: { id: 'A' } } },
    ]);
  });

  it('leaves to others what is not a signature’s', async () => {
    await stage.deputyOrdered();
    await stage.submitted();
    await stage.deputyOrdered();
    await stage.deputyOrdered({ leg: 'prepay' });
    await stage.deputyOrdered({ kind: 'skip-rule', leg: department });
    expect([await stage.typesIn(), await stage.bus.quarantine()]).toEqual([['opened', 'signature-requested'], []]);
  });

  it('is put in a deputy’s hands by the signatory', async () => {
    await stage.submitted();
    const body = { leg: department, to: 'H2', reason: 'night shift' };
    expect((await stage.post('reassign', body, { actor: 'A' })).json<Problem>().type).toBe(
      'urn:baton:problem:only-signatory-reassigns',
    );
    expect((await stage.post('reassign', body, { actor: 'H' })).statusCode).toBe(200);
    expect([await stage.casesOf('H'), await stage.casesOf('H2')]).toEqual([['r-1'], ['r-1']]);
  });

  it('is withdrawn with its request', async () => {
    await stage.submitted();
    await stage.said({ type: 'baton.request.cancelled.v1', data: { reason: 'repaired' } });
    expect((await stage.approval()).json()).toMatchObject({ status: 'withdrawn' });
    expect([await stage.casesOf('H'), await stage.bus.quarantine()]).toEqual([[], []]);
  });

  it('does not mind a command sent again', async () => {
    await stage.submitted();
    for (let time = 0; time < 2; time++)
      expect((await stage.post('sign', { leg: department }, { actor: 'H', key: 'k1' })).statusCode).toBe(200);
    expect(await stage.typesIn()).toEqual([
      'opened',
      'signature-requested',
      'taken-up',
      'signed',
      'signature-requested',
    ]);
  });

  it('is not there before it was submitted', async () => {
    expect((await stage.approval()).statusCode).toBe(404);
    expect((await stage.post('sign', { leg: department }, { actor: 'H' })).json<Problem>()).toMatchObject({
      type: 'urn:baton:problem:not-opened',
      status: 404,
    });
  });

  it('parks a kind that nobody signs', async () => {
    await stage.said({
      type: 'baton.request.submitted.v1',
      data: { title: 'Bed', kind: 'loan', amount: 1, items: [] },
    });
    expect(await stage.bus.quarantine()).toMatchObject([{ reason: expect.stringMatching(/^no-signing-rule: /) }]);
  });
});

it.each([
  ['sign', {}, '/leg', /got nothing/],
  ['return', { leg: department, reason: 'unclear', missing: [] }, '/missing', /something|empty/],
  ['return', { leg: department, reason: 'unclear', missing: 'supplier' }, '/missing', /array/],
  ['reject', { leg: department, reason: '' }, '/reason', /1/],
  ['reassign', { leg: department, reason: 'away' }, '/to', /got nothing/],
  ['take-up', { leg: department, by: 'V' }, '/by', /no such field/],
])('names the bad field of %s %j', async (action, body, pointer, detail) => {
  const response = await stage.post(action, body, { actor: 'H' });
  expect([response.statusCode, response.json<Problem>().errors]).toEqual([
    400,
    [{ pointer, detail: expect.stringMatching(detail) }],
  ]);
});

it('describes every command in its OpenAPI document', async () => {
  const { paths } = (await stage.get('/docs-json')).json<{ paths: object }>();
  const actions = ['take-up', 'sign', 'return', 'reject', 'reassign'];
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      '/v1/approvals',
      '/v1/approvals/{id}',
      ...actions.map((action) => `/v1/approvals/{id}/${action}`),
    ]),
  );
});
