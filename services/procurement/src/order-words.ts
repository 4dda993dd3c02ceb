import type { OrderEvent } from '@baton/contracts';
import type { Outcome } from '@baton/decider';

/** The commands, refusals and state of one order: what its rules are written in. */
export type Terms = 'prepaid' | 'on-account';

interface Placing {
  /** Absent: the supplier that was sourced. */
  readonly supplier?: string;
  readonly amount: number;
  readonly terms: Terms;
  readonly awaitsInvoice: boolean;
  readonly by: string;
}

export type OrderCommand =
  | { readonly kind: 'open'; readonly title: string; readonly amount: number; readonly buyer: string }
  | { readonly kind: 'source'; readonly supplier: string; readonly by: string }
  | ({ readonly kind: 'place' } & Placing)
  | { readonly kind: 'invoice'; readonly invoice: string; readonly amount: number }
  /** The prepayment has settled. */
  | { readonly kind: 'release-to-supplier' }
  /** The supplier takes the delivery on. */
  | { readonly kind: 'confirm' }
  | { readonly kind: 'expedite'; readonly by: string; readonly reason: string }
  | { readonly kind: 'ship' }
  | { readonly kind: 'receive'; readonly by: string }
  | { readonly kind: 'hand-over'; readonly to: string }
  | { readonly kind: 'withdraw'; readonly reason: string };

export type OrderRefusal =
  | 'not-opened'
  | 'withdrawn'
  | 'not-sourced'
  | 'not-placed'
  | 'not-released'
  | 'not-received'
  | 'exceeds-granted-amount'
  | 'already-placed'
  | 'already-invoiced'
  | 'already-received'
  | 'already-handed-over';

export type Data<Type extends OrderEvent['type']> = Extract<OrderEvent, { readonly type: Type }>['data'];

/** Each part is there once it has happened. */
export interface OrderState {
  readonly opened?: Data<'baton.order.opened.v1'>;
  readonly supplier?: string;
  readonly placed?: Data<'baton.order.placed.v1'>;
  readonly invoiced?: Data<'baton.order.invoiced.v1'>;
  readonly expedited?: Data<'baton.order.expedited.v1'>;
  readonly released?: true;
  readonly confirmed?: true;
  readonly shipped?: true;
  readonly received?: Data<'baton.order.received.v1'>;
  readonly handedOver?: Data<'baton.order.handed-over.v1'>;
  readonly withdrawn?: Data<'baton.order.withdrawn.v1'>;
}

export type Decided = Outcome<OrderEvent, OrderRefusal>;
export type Command<Kind extends OrderCommand['kind']> = Extract<OrderCommand, { readonly kind: Kind }>;
