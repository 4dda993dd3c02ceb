import { expect, it } from '@jest/globals';
import type { RequestEvent } from '@baton/contracts';
import { emit, fold, given } from '@baton/decider';
import { type RequestCommand, requestDecider } from './request.decider.ts';

const Q = { id: 'Q' };
const raised: RequestEvent = {
  type: 'baton.request.raised.v1',
  data: { title: 'Door gasket', kind: 'purchase', impact: 'critical', customer: 'Q' },
};
const submitted: RequestEvent = {
  type: 'baton.request.submitted.v1',
  data: { title: 'Door gasket', kind: 'purchase', amount: 900, items: [] },
};
const takenUp: RequestEvent = { type: 'baton.request.taken-up.v1', data: { by: 'Q' } };
const reopened: RequestEvent = {
  type: 'baton.request.reopened-for-completion.v1',
  data: { by: 'H', reason: 'no offer', missing: ['offer'] },
};
const cancelled: RequestEvent = { type: 'baton.request.cancelled.v1', data: { reason: 'found one' } };
const confirmed: RequestEvent = { type: 'baton.request.fulfilment-confirmed.v1', data: { by: 'Q' } };
const praised: RequestEvent = { type: 'baton.request.feedback-given.v1', data: { score: 4 } };

const raise: RequestCommand = {
  kind: 'raise',
  title: 'Door gasket',
  requestKind: 'purchase',
  impact: 'critical',
  customer: 'Q',
};
const takeUp: RequestCommand = { kind: 'take-up', actor: Q };
const submit: RequestCommand = { kind: 'submit', actor: Q, amount: 900 };
const reopen: RequestCommand = { kind: 'reopen', by: 'H', reason: 'no offer', missing: ['offer'] };
const cancel: RequestCommand = { kind: 'cancel', reason: 'found one' };
const confirm: RequestCommand = { kind: 'confirm', actor: Q };

it.each<[string, RequestEvent[], RequestCommand, RequestEvent[]]>([
  ['is raised', [], raise, [raised]],
  ['is taken up', [raised], takeUp, [takenUp]],
  ['is submitted as raised', [raised, takenUp], submit, [submitted]],
  ['comes back', [raised, submitted], reopen, [reopened]],
  ['is taken up again after it came back', [raised, takenUp, submitted, reopened], takeUp, [takenUp]],
  ['is submitted again after it came back', [raised, submitted, reopened], submit, [submitted]],
  ['is cancelled', [raised, submitted], cancel, [cancelled]],
  ['is confirmed', [raised, submitted], confirm, [confirmed]],
  ['is praised', [raised, submitted, confirmed], { kind: 'give-feedback', score: 4 }, [praised]],
  [
    'is amended with what is new alone',
    [raised],
    { kind: 'amend', title: 'Door gasket', impact: 'high', items: ['supplier'] },
    [{ type: 'baton.request.amended.v1', data: { impact: 'high', items: ['supplier'] } }],
  ],
  [
    'is amended even after it was submitted',
    [raised, submitted],
    { kind: 'amend', needBy: '2026-09-30T17:00:00+08:00' },
    [{ type: 'baton.request.amended.v1', data: { needBy: '2026-09-30T17:00:00+08:00' } }],
  ],
])('a request %s', (_name, before, command, events) => {
  expect(given(requestDecider, ...before).when(command)).toEqual(emit(...events));
});

it('carries the items of its amendments when it is submitted', () => {
  const amended: RequestEvent = { type: 'baton.request.amended.v1', data: { items: ['part number', 'supplier'] } };
  const outcome = given(requestDecider, raised, amended).when({ ...submit, items: ['supplier', 'offer'] });
  expect(outcome).toEqual(
    emit({ ...submitted, data: { ...submitted.data, items: ['part number', 'supplier', 'offer'] } }),
  );
});

it('takes who acts on behalf of the customer for the customer', () => {
  expect(given(requestDecider, raised).when({ kind: 'take-up', actor: { id: 'clerk', onBehalfOf: 'Q' } })).toEqual(
    emit({ type: 'baton.request.taken-up.v1', data: { by: 'clerk' } }),
  );
});

it.each<[RequestEvent[], RequestCommand]>([
  [[raised, takenUp], takeUp],
  [[raised, cancelled], cancel],
  [[raised, submitted, confirmed], confirm],
  [[raised, submitted, confirmed, praised], { kind: 'give-feedback', score: 4 }],
  [[raised], { kind: 'amend', title: 'Door gasket' }],
])('emits nothing when the command already took effect (%#)', (before, command) => {
  expect(given(requestDecider, ...before).when(command)).toEqual(emit());
});

it.each<[string, RequestEvent[], RequestCommand]>([
  ['already-raised', [raised], raise],
  ['no-such-request', [], takeUp],
  ['no-such-request', [], confirm],
  ['not-the-customer', [raised], { kind: 'take-up', actor: { id: 'H' } }],
  ['not-the-customer', [raised], { ...submit, actor: { id: 'H' } } as RequestCommand],
  ['not-the-customer', [raised, submitted], { kind: 'confirm', actor: { id: 'H' } }],
  ['amount-not-positive', [raised], { ...submit, amount: 0 } as RequestCommand],
  ['amount-not-positive', [raised], { ...submit, amount: Number.NaN } as RequestCommand],
  ['already-submitted', [raised, submitted], submit],
  ['already-submitted', [raised, submitted], takeUp],
  ['not-submitted', [raised], confirm],
  ['not-submitted', [raised], reopen],
  ['closed', [raised, cancelled], takeUp],
  ['closed', [raised, cancelled], submit],
  ['closed', [raised, cancelled], confirm],
  ['closed', [raised, cancelled], { kind: 'amend', text: 'more' }],
  ['closed', [raised, submitted, confirmed], cancel],
  ['not-confirmed', [raised, submitted], { kind: 'give-feedback', score: 4 }],
  ['score-out-of-range', [raised, submitted, confirmed], { kind: 'give-feedback', score: 6 }],
])('refuses: %s (%#)', (refusal, before, command) => {
  expect(given(requestDecider, ...before).when(command)).toMatchObject({
    kind: 'refused',
    refusal,
    detail: expect.any(String),
  });
});

it('remembers what it went through', () => {
  expect(fold(requestDecider, [raised, takenUp, submitted, reopened])).toEqual({
    status: 'returned',
    title: 'Door gasket',
    kind: 'purchase',
    impact: 'critical',
    customer: 'Q',
    items: [],
    amount: 900,
    missing: ['offer'],
  });
  expect(fold(requestDecider, [raised, submitted, confirmed, praised])).toMatchObject({
    status: 'confirmed',
    feedback: { score: 4 },
  });
});
