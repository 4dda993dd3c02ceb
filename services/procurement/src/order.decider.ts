import type { OrderEvent } from '@baton/contracts';
import { type Decider, emit, refuse } from '@baton/decider';
import type { Command, Data, Decided, OrderCommand, OrderRefusal, OrderState } from './order-words.ts';
import { confirm, expedite, handOver, receive, ship } from './delivery-rules.ts';

export type { OrderCommand, OrderRefusal, OrderState, Terms } from './order-words.ts';

export const orderStream = (caseId: string): string => `order-${caseId}`;

type PlacedCommand = Command<
  'invoice' | 'release-to-supplier' | 'confirm' | 'expedite' | 'ship' | 'receive' | 'hand-over'
>;

const decide = (command: OrderCommand, state: OrderState): Decided => {
  if (command.kind === 'open') return state.opened === undefined ? emit(opened(command)) : emit();
  if (command.kind === 'withdraw') return withdraw(command, state);
  if (state.opened === undefined) return refuse('not-opened', 'No order has been opened for this case.');
  if (state.withdrawn !== undefined) return refuse('withdrawn', `The order was withdrawn: ${state.withdrawn.reason}`);
  if (command.kind === 'source') return source(command, state);
  if (command.kind === 'place') return place(command, state, state.opened.amount);
  if (state.placed === undefined) return refuse('not-placed', 'The order has not been placed.');
  return oncePlaced(command, state, state.placed);
};

const opened = ({ title, amount, buyer }: Command<'open'>): OrderEvent => ({
  type: 'baton.order.opened.v1',
  data: { title, amount, buyer },
});

const withdraw = ({ reason }: Command<'withdraw'>, state: OrderState): Decided =>
  state.opened === undefined || state.withdrawn !== undefined || state.handedOver !== undefined
    ? emit()
    : emit({ type: 'baton.order.withdrawn.v1', data: { reason } });

const source = ({ supplier, by }: Command<'source'>, state: OrderState): Decided => {
  if (state.supplier === supplier) return emit();
  if (state.placed !== undefined)
    return refuse('already-placed', `The order has been placed with ${state.placed.supplier}.`);
  return emit({ type: 'baton.order.sourced.v1', data: { supplier, by } });
};

const place = (command: Command<'place'>, state: OrderState, granted: number): Decided => {
  const supplier = command.supplier ?? state.supplier;
  const { amount, terms, awaitsInvoice, by } = command;
  if (supplier === undefined) return refuse('not-sourced', 'No supplier has been found; name one.');
  if (state.placed !== undefined) {
    const { placed } = state;
    const same =
      placed.supplier === supplier &&
      placed.amount === amount &&
      placed.terms === terms &&
      placed.awaitsInvoice === awaitsInvoice;
    return same
      ? emit()
      : refuse('already-placed', `The order has been placed with ${placed.supplier} for ${placed.amount}.`);
  }
  if (amount > granted) return refuse('exceeds-granted-amount', `${granted} has been granted, not ${amount}.`);
  const sourced: OrderEvent[] =
    supplier === state.supplier ? [] : [{ type: 'baton.order.sourced.v1', data: { supplier, by } }];
  const released: OrderEvent[] =
    terms === 'prepaid' ? [] : [{ type: 'baton.order.released-to-supplier.v1', data: { supplier } }];
  return emit(
    ...sourced,
    { type: 'baton.order.placed.v1', data: { supplier, amount, terms, awaitsInvoice, by } },
    ...released,
  );
};

const oncePlaced = (command: PlacedCommand, state: OrderState, placed: Data<'baton.order.placed.v1'>): Decided => {
  const { supplier } = placed;
  switch (command.kind) {
    case 'invoice':
      return invoice(command, state, placed);
    case 'release-to-supplier':
      return state.released ? emit() : emit({ type: 'baton.order.released-to-supplier.v1', data: { supplier } });
    case 'confirm':
      return confirm(state, supplier);
    case 'expedite':
      return expedite(command, state);
    case 'ship':
      return ship(state, supplier);
    case 'receive':
      return receive(command, state);
    case 'hand-over':
      return handOver(command, state);
  }
};

const invoice = (
  { invoice, amount }: Command<'invoice'>,
  state: OrderState,
  { supplier, terms }: Data<'baton.order.placed.v1'>,
): Decided => {
  if (state.invoiced === undefined)
    return emit({ type: 'baton.order.invoiced.v1', data: { supplier, amount, invoice, terms } });
  return state.invoiced.invoice === invoice && state.invoiced.amount === amount
    ? emit()
    : refuse(
        'already-invoiced',
        `The supplier's invoice ${state.invoiced.invoice} over ${state.invoiced.amount} is here already.`,
      );
};

const evolve = (state: OrderState, event: OrderEvent): OrderState => {
  switch (event.type) {
    case 'baton.order.opened.v1':
      return { ...state, opened: event.data };
    case 'baton.order.sourced.v1':
      return { ...state, supplier: event.data.supplier };
    case 'baton.order.placed.v1':
      return { ...state, placed: event.data, supplier: event.data.supplier };
    case 'baton.order.invoiced.v1':
      return { ...state, invoiced: event.data };
    case 'baton.order.released-to-supplier.v1':
      return { ...state, released: true };
    case 'baton.order.confirmed.v1':
      return { ...state, confirmed: true };
    case 'baton.order.expedited.v1':
      return { ...state, expedited: event.data };
    case 'baton.order.shipped.v1':
      return { ...state, shipped: true };
    case 'baton.order.received.v1':
      return { ...state, received: event.data };
    case 'baton.order.handed-over.v1':
      return { ...state, handedOver: event.data };
    case 'baton.order.withdrawn.v1':
      return { ...state, withdrawn: event.data };
  }
};

export const orderDecider: Decider<OrderCommand, OrderEvent, OrderState, OrderRefusal> = {
  initial: {},
  decide,
  evolve,
};
