import type { ApprovalEvent } from '@baton/contracts';
import { given as givenEvents } from '@baton/decider';
import { expect } from '@jest/globals';
import { type ApprovalCommand, approvalDecider } from './approval.decider.ts';

export const given = (...events: readonly ApprovalEvent[]) => givenEvents(approvalDecider, ...events);
export const department = 'department-signs';
export const vice = 'vice-president-signs';
export const items = ['amount', 'reason'];
export const chain = [
  { leg: department, signatory: 'H' },
  { leg: vice, signatory: 'V' },
];
export const gasket = { title: 'Door gasket', kind: 'purchase', amount: 480 };

export const open = {
  kind: 'open',
  title: gasket.title,
  requestKind: 'purchase',
  amount: 480,
} as const satisfies ApprovalCommand;
export const takeUp = (leg: string, by: string): ApprovalCommand => ({ kind: 'take-up', leg, by });
export const sign = (leg: string, by: string): ApprovalCommand => ({ kind: 'sign', leg, by });
export const giveBack = (leg: string, by: string): ApprovalCommand => ({
  kind: 'return',
  leg,
  by,
  reason: 'unclear',
  missing: ['supplier'],
});
export const reject = (leg: string, by: string): ApprovalCommand => ({ kind: 'reject', leg, by, reason: 'too dear' });
export const reassign = (by: string, to: string): ApprovalCommand => ({
  kind: 'reassign',
  leg: vice,
  by,
  to,
  reason: 'away',
});
export const putOn: ApprovalCommand = {
  kind: 'put-on-deputy',
  leg: vice,
  to: 'V2',
  reason: 'V is away',
  handling: 'deputy-signs',
};

export const opened = (round = 1): ApprovalEvent => ({
  type: 'baton.approval.opened.v1',
  data: { ...gasket, round, chain },
});
export const requested = (leg: string, signatory: string): ApprovalEvent => ({
  type: 'baton.approval.signature-requested.v1',
  data: { leg, signatory, items },
});
export const takenUp = (leg: string, by: string): ApprovalEvent => ({
  type: 'baton.approval.taken-up.v1',
  data: { leg, by },
});
export const signed = (leg: string, by: string): ApprovalEvent => ({
  type: 'baton.approval.signed.v1',
  data: { leg, by },
});
export const granted: ApprovalEvent = { type: 'baton.approval.granted.v1', data: gasket };
export const returned: ApprovalEvent = {
  type: 'baton.approval.returned.v1',
  data: { leg: department, by: 'H', reason: 'unclear', missing: ['supplier'] },
};
export const rejected: ApprovalEvent = {
  type: 'baton.approval.rejected.v1',
  data: { leg: department, by: 'H', reason: 'too dear' },
};
export const reassigned: ApprovalEvent = {
  type: 'baton.approval.reassigned.v1',
  data: { leg: vice, to: 'V2', reason: 'V is away', handling: 'deputy-signs' },
};
export const withdrawn: ApprovalEvent = { type: 'baton.approval.withdrawn.v1', data: { reason: 'repaired' } };

export const atDepartment = [opened(), requested(department, 'H')];
export const atVice = [...atDepartment, takenUp(department, 'H'), signed(department, 'H'), requested(vice, 'V')];
export const grantedByBoth = [...atVice, takenUp(vice, 'V'), signed(vice, 'V'), granted];

export const refusal = (name: string, said: string): unknown => ({
  kind: 'refused',
  refusal: name,
  detail: expect.stringContaining(said),
});
