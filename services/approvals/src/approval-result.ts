import { type CommandResult, type Loaded, notFound } from '@baton/service-kit';
import type { ApprovalRefusal, ApprovalState } from './approval.decider.ts';

export type ApprovalResult = CommandResult<ApprovalState, ApprovalRefusal>;

export const refusalStatus: Readonly<Record<ApprovalRefusal, number>> = {
  'not-opened': 404,
  'already-decided': 422,
  'no-signing-rule': 422,
  'unknown-leg': 422,
  'not-requested': 422,
  'not-a-signatory': 422,
  'already-taken': 422,
  'already-signed': 422,
  'only-signatory-reassigns': 422,
  'deputy-is-signatory': 422,
};

export interface ApprovalView extends ApprovalState {
  readonly id: string;
  /** Of the approval's last event. */
  readonly revision: number;
}

export const approvalView = (id: string, { state, revision }: Loaded<ApprovalState>): ApprovalView => {
  if (state.status === 'none') throw notFound(`approval ${id}`);
  return { id, revision, ...state };
};
