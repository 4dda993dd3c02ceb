import { emit, refuse } from '@baton/decider';
import type { Command, Decided, OrderState } from './order-words.ts';

const notReleased: Decided = refuse(
  'not-released',
  'The supplier ships only after payment, and the prepayment has not settled.',
);

export const confirm = (state: OrderState, supplier: string): Decided => {
  if (state.confirmed) return emit();
  return state.released ? emit({ type: 'baton.order.confirmed.v1', data: { supplier } }) : notReleased;
};

export const expedite = ({ by, reason }: Command<'expedite'>, state: OrderState): Decided => {
  if (state.expedited?.by === by && state.expedited.reason === reason) return emit();
  if (state.received !== undefined) return refuse('already-received', `${state.received.by} has received the goods.`);
  return emit({ type: 'baton.order.expedited.v1', data: { by, reason } });
};

export const ship = (state: OrderState, supplier: string): Decided => {
  if (state.shipped) return emit();
  if (!state.released) return notReleased;
  if (state.received !== undefined) return refuse('already-received', `${state.received.by} has received the goods.`);
  return emit({ type: 'baton.order.shipped.v1', data: { supplier } });
};

/** Not every supplier says that he ships: goods may be received without. */
export const receive = ({ by }: Command<'receive'>, state: OrderState): Decided => {
  if (state.received?.by === by) return emit();
  if (state.received !== undefined) return refuse('already-received', `${state.received.by} has received the goods.`);
  return state.released ? emit({ type: 'baton.order.received.v1', data: { by } }) : notReleased;
};

export const handOver = ({ to }: Command<'hand-over'>, state: OrderState): Decided => {
  if (state.handedOver?.to === to) return emit();
  if (state.handedOver !== undefined)
    return refuse('already-handed-over', `The goods were handed to ${state.handedOver.to}.`);
  if (state.received === undefined) return refuse('not-received', 'The goods have not been received.');
  return emit({ type: 'baton.order.handed-over.v1', data: { to } });
};
