import type { DomainEvent } from './domain-events.ts';
import type { Conditions, EventMap, FieldSource, MappedFact } from './event-map.ts';
import type { FactType } from './facts.ts';

type Fields = Readonly<Record<string, FieldSource>>;

const fixed = (value: unknown): FieldSource => ({ const: value });
const leg = (id: string): Fields => ({ leg: fixed(id) });
const itsLeg: Fields = { leg: '/data/leg' };
const by: Fields = { by: '/data/by' };
const to: Fields = { to: '/data/to' };
const items = (...names: readonly string[]): Fields => ({ items: fixed(names) });
const bySupplier: Fields = { by: '/data/supplier' };
const fact = (type: FactType, ...data: readonly Fields[]): MappedFact => ({ type, data: Object.assign({}, ...data) });
const onlyWhen = (when: Conditions, mapped: MappedFact): MappedFact => ({ ...mapped, when });
const map = (type: DomainEvent['type'], ...facts: readonly MappedFact[]): EventMap => ({ type, facts });

const offered = (...data: readonly Fields[]): MappedFact => fact('baton.handoff.offered.v1', ...data);
const accepted = (...data: readonly Fields[]): MappedFact => fact('baton.handoff.accepted.v1', ...data);
const progressed = (...data: readonly Fields[]): MappedFact => fact('baton.handoff.progressed.v1', ...data);
const completed = (...data: readonly Fields[]): MappedFact => fact('baton.handoff.completed.v1', ...data);
const returned = (...data: readonly Fields[]): MappedFact => fact('baton.handoff.returned.v1', ...data);

/** By special handling the deputy is on the offer too; without it, whoever was asked passes the offer on. */
const reassigned = (itsLeg: Fields, when: Conditions = {}): readonly MappedFact[] => [
  onlyWhen(
    { ...when, '/data/handling': { present: true } },
    fact('baton.special-handling.carried-out.v1', { handling: '/data/handling', to: '/data/to' }, itsLeg),
  ),
  onlyWhen({ ...when, '/data/handling': { present: false } }, offered(itsLeg, to)),
];

const requestMaps: readonly EventMap[] = [
  map(
    'baton.request.raised.v1',
    fact('baton.case.opened.v1', {
      title: '/data/title',
      customer: '/data/customer',
      route: fixed('hospital-purchasing'),
      needBy: '/data/needBy',
      impact: '/data/impact',
    }),
    onlyWhen({ '/data/symptom': { present: true } }, offered(leg('diagnose'), items('symptom'))),
    onlyWhen({ '/data/symptom': { present: false } }, offered(leg('diagnose'))),
  ),
  map(
    'baton.request.amended.v1',
    fact('baton.case.amended.v1', {
      title: '/data/title',
      needBy: '/data/needBy',
      impact: '/data/impact',
      items: '/data/items',
    }),
  ),
  map('baton.request.taken-up.v1', accepted(leg('request'), by)),
  map('baton.request.submitted.v1', completed(leg('request'), { items: '/data/items' })),
  map('baton.request.reopened-for-completion.v1'),
  map('baton.request.cancelled.v1', fact('baton.case.cancelled.v1', { reason: '/data/reason' })),
  map(
    'baton.request.fulfilment-confirmed.v1',
    completed(leg('confirm'), by),
    fact('baton.case.confirmed.v1'),
    fact('baton.case.closed.v1'),
  ),
  map('baton.request.feedback-given.v1', fact('baton.case.feedback.v1', { score: '/data/score', text: '/data/text' })),
];

const approvalMaps: readonly EventMap[] = [
  map('baton.approval.opened.v1'),
  map('baton.approval.signature-requested.v1', offered(itsLeg, { to: '/data/signatory', items: '/data/items' })),
  map('baton.approval.taken-up.v1', accepted(itsLeg, by)),
  map('baton.approval.signed.v1', completed(itsLeg, by)),
  map('baton.approval.granted.v1'),
  map('baton.approval.returned.v1', returned(itsLeg, by, { reason: '/data/reason', missing: '/data/missing' })),
  map('baton.approval.rejected.v1', returned(itsLeg, by, { reason: '/data/reason' })),
  map('baton.approval.reassigned.v1', ...reassigned(itsLeg)),
  map('baton.approval.withdrawn.v1'),
];

const orderMaps: readonly EventMap[] = [
  map('baton.order.opened.v1', offered(leg('order'), items('signed request'), { to: '/data/buyer' })),
  map('baton.order.sourced.v1', accepted(leg('order'), by)),
  map('baton.order.placed.v1', completed(leg('order'), by)),
  map('baton.order.invoiced.v1'),
  map('baton.order.released-to-supplier.v1', offered(leg('deliver'), items('payment'), { to: '/data/supplier' })),
  map('baton.order.confirmed.v1', accepted(leg('deliver'), bySupplier)),
  map('baton.order.expedited.v1', progressed(leg('deliver'), { note: '/data/reason' })),
  map('baton.order.shipped.v1', progressed(leg('deliver'), bySupplier)),
  map('baton.order.received.v1', completed(leg('deliver'))),
  map('baton.order.handed-over.v1', offered(leg('fit'), items('part'), to)),
  map('baton.order.withdrawn.v1'),
];

const prepaid: Conditions = { '/data/reason': 'prepayment' };
const ofPrepay: Conditions = { '/data/leg': 'prepay' };

/** Only what is paid before delivery is a leg of the route; an invoice paid afterwards says nothing here. */
const paymentMaps: readonly EventMap[] = [
  map(
    'baton.payment.opened.v1',
    onlyWhen(prepaid, offered(leg('prepay'), items('order', 'supplier account'), { to: '/data/cashier' })),
  ),
  map('baton.payment.prepared.v1', onlyWhen(ofPrepay, accepted(leg('prepay'), by))),
  map('baton.payment.released.v1', onlyWhen(ofPrepay, progressed(leg('prepay'), by))),
  map('baton.payment.settled.v1', onlyWhen(prepaid, completed(leg('prepay'), by))),
  map('baton.payment.failed.v1', onlyWhen(ofPrepay, progressed(leg('prepay'), { note: '/data/reason' }))),
  map('baton.payment.payer-reassigned.v1', ...reassigned(leg('prepay'), ofPrepay)),
  map('baton.payment.withdrawn.v1'),
];

/** What the events of the four services mean for a case on the route `hospital-purchasing`. */
export const domainMaps: readonly EventMap[] = [...requestMaps, ...approvalMaps, ...orderMaps, ...paymentMaps];
