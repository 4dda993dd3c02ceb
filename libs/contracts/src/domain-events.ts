import type { Impact } from './fact-header.ts';

/**
 * What the four services say of themselves, as stored in their streams and put on the bus (same type, same data).
 * Instants in `data` are RFC 3339 text. The case id is the request's id everywhere; streams are `request-<case>`,
 * `approval-<case>`, `order-<case>`, `payment-<case>`.
 */
export type RequestEvent =
  | {
      readonly type: 'baton.request.raised.v1';
      readonly data: {
        readonly title: string;
        /** What is asked for; decides the route and the chain of signatories: 'purchase' today. */
        readonly kind: string;
        readonly impact: Impact;
        readonly customer: string;
        readonly symptom?: string;
        readonly needBy?: string;
      };
    }
  | {
      readonly type: 'baton.request.amended.v1';
      readonly data: {
        readonly title?: string;
        readonly needBy?: string;
        readonly impact?: Impact;
        readonly text?: string;
        /** Names of what the next one needs and now has: 'part number', 'supplier'. */
        readonly items?: readonly string[];
      };
    }
  | { readonly type: 'baton.request.taken-up.v1'; readonly data: { readonly by: string } }
  | {
      readonly type: 'baton.request.submitted.v1';
      readonly data: {
        readonly title: string;
        readonly kind: string;
        readonly amount: number;
        readonly items: readonly string[];
      };
    }
  /** An approval came back (returned or rejected): the customer has it again and may submit once more. */
  | {
      readonly type: 'baton.request.reopened-for-completion.v1';
      readonly data: { readonly by: string; readonly reason: string; readonly missing: readonly string[] };
    }
  | { readonly type: 'baton.request.cancelled.v1'; readonly data: { readonly reason: string } }
  | { readonly type: 'baton.request.fulfilment-confirmed.v1'; readonly data: { readonly by: string } }
  | {
      readonly type: 'baton.request.feedback-given.v1';
      readonly data: { readonly score: number; readonly text?: string };
    };

export interface SignatureStep {
  /** The leg of the route that this signature is. */
  readonly leg: string;
  readonly signatory: string;
}

export type ApprovalEvent =
  | {
      readonly type: 'baton.approval.opened.v1';
      readonly data: {
        readonly title: string;
        readonly kind: string;
        readonly amount: number;
        readonly round: number;
        readonly chain: readonly SignatureStep[];
      };
    }
  | {
      readonly type: 'baton.approval.signature-requested.v1';
      readonly data: { readonly leg: string; readonly signatory: string; readonly items: readonly string[] };
    }
  | { readonly type: 'baton.approval.taken-up.v1'; readonly data: { readonly leg: string; readonly by: string } }
  | { readonly type: 'baton.approval.signed.v1'; readonly data: { readonly leg: string; readonly by: string } }
  | {
      readonly type: 'baton.approval.granted.v1';
      readonly data: { readonly title: string; readonly kind: string; readonly amount: number };
    }
  | {
      readonly type: 'baton.approval.returned.v1';
      readonly data: {
        readonly leg: string;
        readonly by: string;
        readonly reason: string;
        readonly missing: readonly string[];
      };
    }
  | {
      readonly type: 'baton.approval.rejected.v1';
      readonly data: { readonly leg: string; readonly by: string; readonly reason: string };
    }
  /** The deputy is on the request too; the first of the two to take it up has it. `handling`: by special handling. */
  | {
      readonly type: 'baton.approval.reassigned.v1';
      readonly data: { readonly leg: string; readonly to: string; readonly reason: string; readonly handling?: string };
    }
  | { readonly type: 'baton.approval.withdrawn.v1'; readonly data: { readonly reason: string } };

export type OrderEvent =
  | {
      readonly type: 'baton.order.opened.v1';
      readonly data: { readonly title: string; readonly amount: number; readonly buyer: string };
    }
  | { readonly type: 'baton.order.sourced.v1'; readonly data: { readonly supplier: string; readonly by: string } }
  | {
      readonly type: 'baton.order.placed.v1';
      readonly data: {
        readonly supplier: string;
        readonly amount: number;
        readonly terms: 'prepaid' | 'on-account';
        /** The supplier sends an invoice first; the payment is opened by that. */
        readonly awaitsInvoice: boolean;
        readonly by: string;
      };
    }
  | {
      readonly type: 'baton.order.invoiced.v1';
      readonly data: {
        readonly supplier: string;
        readonly amount: number;
        readonly invoice: string;
        readonly terms: 'prepaid' | 'on-account';
      };
    }
  /** The supplier may deliver: at once on account, after the payment settled when prepaid. */
  | { readonly type: 'baton.order.released-to-supplier.v1'; readonly data: { readonly supplier: string } }
  | { readonly type: 'baton.order.confirmed.v1'; readonly data: { readonly supplier: string } }
  | { readonly type: 'baton.order.expedited.v1'; readonly data: { readonly by: string; readonly reason: string } }
  | { readonly type: 'baton.order.shipped.v1'; readonly data: { readonly supplier: string } }
  | { readonly type: 'baton.order.received.v1'; readonly data: { readonly by: string } }
  | { readonly type: 'baton.order.handed-over.v1'; readonly data: { readonly to: string } }
  | { readonly type: 'baton.order.withdrawn.v1'; readonly data: { readonly reason: string } };

/** The leg that a payment is: before delivery, or of an invoice afterwards. */
export type PaymentLeg = 'prepay' | 'pay';

export type PaymentEvent =
  | {
      readonly type: 'baton.payment.opened.v1';
      readonly data: {
        readonly reason: 'prepayment' | 'invoice';
        readonly supplier: string;
        readonly amount: number;
        readonly cashier: string;
        readonly invoice?: string;
      };
    }
  | { readonly type: 'baton.payment.prepared.v1'; readonly data: { readonly by: string; readonly leg: PaymentLeg } }
  | {
      readonly type: 'baton.payment.released.v1';
      readonly data: { readonly by: string; readonly of: 1 | 2; readonly leg: PaymentLeg };
    }
  | {
      readonly type: 'baton.payment.settled.v1';
      readonly data: { readonly by: string; readonly reason: 'prepayment' | 'invoice'; readonly supplier: string };
    }
  | { readonly type: 'baton.payment.failed.v1'; readonly data: { readonly reason: string; readonly leg: PaymentLeg } }
  | {
      readonly type: 'baton.payment.payer-reassigned.v1';
      readonly data: {
        readonly to: string;
        readonly reason: string;
        readonly handling?: string;
        readonly leg: PaymentLeg;
      };
    }
  | { readonly type: 'baton.payment.withdrawn.v1'; readonly data: { readonly reason: string } };

export type DomainEvent = RequestEvent | ApprovalEvent | OrderEvent | PaymentEvent;
