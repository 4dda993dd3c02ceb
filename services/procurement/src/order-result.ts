import { type CommandResult, type Loaded, notFound } from '@baton/service-kit';
import type { OrderRefusal, OrderState } from './order.decider.ts';

export type OrderResult = CommandResult<OrderState, OrderRefusal>;

export const refusalStatus: Readonly<Record<OrderRefusal, number>> = {
  'not-opened': 404,
  withdrawn: 422,
  'not-sourced': 422,
  'not-placed': 422,
  'not-released': 422,
  'not-received': 422,
  'exceeds-granted-amount': 422,
  'already-placed': 422,
  'already-invoiced': 422,
  'already-received': 422,
  'already-handed-over': 422,
};

type OrderStatus = 'opened' | 'sourced' | 'placed' | 'released' | 'shipped' | 'received' | 'handed-over' | 'withdrawn';

export interface OrderView extends OrderState {
  readonly id: string;
  /** Of the order's last event. */
  readonly revision: number;
  readonly status: OrderStatus;
}

export const orderView = (id: string, { state, revision }: Loaded<OrderState>): OrderView => {
  if (state.opened === undefined) throw notFound(`order ${id}`);
  return { id, revision, status: statusOf(state), ...state };
};

const statusOf = (state: OrderState): OrderStatus => {
  if (state.withdrawn !== undefined) return 'withdrawn';
  if (state.handedOver !== undefined) return 'handed-over';
  if (state.received !== undefined) return 'received';
  if (state.shipped) return 'shipped';
  if (state.released) return 'released';
  if (state.placed !== undefined) return 'placed';
  return state.supplier === undefined ? 'opened' : 'sourced';
};
