import { type CommandResult, type Loaded, notFound } from '@baton/service-kit';
import type { PaymentRefusal, PaymentState } from './payment.decider.ts';

export type PaymentResult = CommandResult<PaymentState, PaymentRefusal>;

export const refusalStatus: Readonly<Record<PaymentRefusal, number>> = {
  'not-opened': 404,
  withdrawn: 422,
  'not-a-payer': 422,
  'already-prepared': 422,
  'not-prepared': 422,
  'not-a-releaser': 422,
  'two-people-required': 422,
  'already-released': 422,
  'not-released': 422,
  'already-settled': 422,
  'already-failed': 422,
  'only-manager-reassigns': 422,
};

type PaymentStatus = 'opened' | 'prepared' | 'released' | 'settled' | 'failed' | 'withdrawn';

export interface PaymentView extends PaymentState {
  readonly id: string;
  /** Of the payment's last event. */
  readonly revision: number;
  readonly status: PaymentStatus;
}

export const paymentView = (id: string, { state, revision }: Loaded<PaymentState>): PaymentView => {
  if (state.opened === undefined) throw notFound(`payment ${id}`);
  return { id, revision, status: statusOf(state), ...state };
};

const statusOf = (state: PaymentState): PaymentStatus => {
  if (state.withdrawn !== undefined) return 'withdrawn';
  if (state.settled !== undefined) return 'settled';
  if (state.failed !== undefined) return 'failed';
  if (state.releasedBy.length === 2) return 'released';
  return state.preparedBy === undefined ? 'opened' : 'prepared';
};
