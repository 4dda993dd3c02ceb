import { Type, type TObject } from '@sinclair/typebox';
import type { DomainEvent } from './domain-events.ts';
import { amount, flag, id, impact, instant, items, line, oneOf, text, whole } from './schema-parts.ts';

const optionalText = Type.Optional(text);
const supplier = line;
const by = id;
const leg = id;
const reason = text;
const terms = oneOf('prepaid', 'on-account');
const paymentLeg = oneOf('prepay', 'pay');
const paymentReason = oneOf('prepayment', 'invoice');
const handling = Type.Optional(id);

/** JSON Schema of `data`, by the type of the services' own events. Fields that it does not know are allowed. */
export const domainSchemas: Readonly<Record<DomainEvent['type'], TObject>> = {
  'baton.request.raised.v1': Type.Object({
    title: line,
    kind: line,
    impact,
    customer: id,
    symptom: optionalText,
    needBy: Type.Optional(instant),
  }),
  'baton.request.amended.v1': Type.Object({
    title: Type.Optional(line),
    needBy: Type.Optional(instant),
    impact: Type.Optional(impact),
    text: optionalText,
    items: Type.Optional(items),
  }),
  'baton.request.taken-up.v1': Type.Object({ by }),
  'baton.request.submitted.v1': Type.Object({ title: line, kind: line, amount, items }),
  'baton.request.reopened-for-completion.v1': Type.Object({ by, reason, missing: items }),
  'baton.request.cancelled.v1': Type.Object({ reason }),
  'baton.request.fulfilment-confirmed.v1': Type.Object({ by }),
  'baton.request.feedback-given.v1': Type.Object({ score: Type.Number(), text: optionalText }),
  'baton.approval.opened.v1': Type.Object({
    title: line,
    kind: line,
    amount,
    round: whole,
    chain: Type.Array(Type.Object({ leg, signatory: id })),
  }),
  'baton.approval.signature-requested.v1': Type.Object({ leg, signatory: id, items }),
  'baton.approval.taken-up.v1': Type.Object({ leg, by }),
  'baton.approval.signed.v1': Type.Object({ leg, by }),
  'baton.approval.granted.v1': Type.Object({ title: line, kind: line, amount }),
  'baton.approval.returned.v1': Type.Object({ leg, by, reason, missing: items }),
  'baton.approval.rejected.v1': Type.Object({ leg, by, reason }),
  'baton.approval.reassigned.v1': Type.Object({ leg, to: id, reason, handling }),
  'baton.approval.withdrawn.v1': Type.Object({ reason }),
  'baton.order.opened.v1': Type.Object({ title: line, amount, buyer: id }),
  'baton.order.sourced.v1': Type.Object({ supplier, by }),
  'baton.order.placed.v1': Type.Object({ supplier, amount, terms, awaitsInvoice: flag, by }),
  'baton.order.invoiced.v1': Type.Object({ supplier, amount, invoice: line, terms }),
  'baton.order.released-to-supplier.v1': Type.Object({ supplier }),
  'baton.order.confirmed.v1': Type.Object({ supplier }),
  'baton.order.expedited.v1': Type.Object({ by, reason }),
  'baton.order.shipped.v1': Type.Object({ supplier }),
  'baton.order.received.v1': Type.Object({ by }),
  'baton.order.handed-over.v1': Type.Object({ to: id }),
  'baton.order.withdrawn.v1': Type.Object({ reason }),
  'baton.payment.opened.v1': Type.Object({
    reason: paymentReason,
    supplier,
    amount,
    cashier: id,
    invoice: Type.Optional(line),
  }),
  'baton.payment.prepared.v1': Type.Object({ by, leg: paymentLeg }),
  'baton.payment.released.v1': Type.Object({
    by,
    of: Type.Union([Type.Literal(1), Type.Literal(2)]),
    leg: paymentLeg,
  }),
  'baton.payment.settled.v1': Type.Object({ by, reason: paymentReason, supplier }),
  'baton.payment.failed.v1': Type.Object({ reason, leg: paymentLeg }),
  'baton.payment.payer-reassigned.v1': Type.Object({ to: id, reason, handling, leg: paymentLeg }),
  'baton.payment.withdrawn.v1': Type.Object({ reason }),
};
