import type { OrderEvent } from '@baton/contracts';
import { emit, given as givenEvents } from '@baton/decider';
import { describe, expect, it } from '@jest/globals';
import { type OrderCommand, type Terms, orderDecider } from './order.decider.ts';

const given = (...events: readonly OrderEvent[]) => givenEvents(orderDecider, ...events);

const open: OrderCommand = { kind: 'open', title: 'Door gasket', amount: 480, buyer: 'P1' };
const source = (supplier = 'S'): OrderCommand => ({ kind: 'source', supplier, by: 'P1' });
const place = (terms: Terms, more: { supplier?: string; amount?: number } = {}): OrderCommand => ({
  kind: 'place',
  amount: 480,
  terms,
  awaitsInvoice: false,
  by: 'P1',
  ...more,
});
const invoice = (number = 'R-7', amount = 480): OrderCommand => ({ kind: 'invoice', invoice: number, amount });
const releaseToSupplier: OrderCommand = { kind: 'release-to-supplier' };
const confirm: OrderCommand = { kind: 'confirm' };
const expedite = (reason = 'holiday ahead'): OrderCommand => ({ kind: 'expedite', by: 'P1', reason });
const ship: OrderCommand = { kind: 'ship' };
const receive = (by = 'P1'): OrderCommand => ({ kind: 'receive', by });
const handOver = (to = 'Q'): OrderCommand => ({ kind: 'hand-over', to });

const opened: OrderEvent = { type: 'baton.order.opened.v1', data: { title: 'Door gasket', amount: 480, buyer: 'P1' } };
const sourced = (supplier = 'S'): OrderEvent => ({ type: 'baton.order.sourced.v1', data: { supplier, by: 'P1' } });
const placed = (terms: Terms): OrderEvent => ({
  type: 'baton.order.placed.v1',
  data: { supplier: 'S', amount: 480, terms, awaitsInvoice: false, by: 'P1' },
});
const invoiced: OrderEvent = {
  type: 'baton.order.invoiced.v1',
  data: { supplier: 'S', amount: 480, invoice: 'R-7', terms: 'prepaid' },
};
const released: OrderEvent = { type: 'baton.order.released-to-supplier.v1', data: { supplier: 'S' } };
const confirmed: OrderEvent = { type: 'baton.order.confirmed.v1', data: { supplier: 'S' } };
const expedited: OrderEvent = { type: 'baton.order.expedited.v1', data: { by: 'P1', reason: 'holiday ahead' } };
const shipped: OrderEvent = { type: 'baton.order.shipped.v1', data: { supplier: 'S' } };
const received: OrderEvent = { type: 'baton.order.received.v1', data: { by: 'P1' } };
const handedOver: OrderEvent = { type: 'baton.order.handed-over.v1', data: { to: 'Q' } };
const withdrawn: OrderEvent = { type: 'baton.order.withdrawn.v1', data: { reason: 'repaired' } };

const prepaid = [opened, sourced(), placed('prepaid')];
const onAccount = [opened, sourced(), placed('on-account'), released];
const refusal = (name: string, said: string): unknown => ({
  kind: 'refused',
  refusal: name,
  detail: expect.stringContaining(said),
});

describe('opening', () => {
  it('gives the order to the buyer, once', () => {
    expect(given().when(open)).toEqual(emit(opened));
    expect(given(...prepaid).when(open)).toEqual(emit());
    expect(given(opened, withdrawn).when(open)).toEqual(emit());
  });
});

describe('every command', () => {
  const commands = [
    source(),
    place('prepaid'),
    invoice(),
    releaseToSupplier,
    confirm,
    expedite(),
    ship,
    receive(),
    handOver(),
  ];
  it.each(commands)('needs an open order: $kind', (command) => {
    expect(given().when(command)).toEqual(refusal('not-opened', 'No order'));
    expect(given(opened, withdrawn).when(command)).toEqual(refusal('withdrawn', 'repaired'));
  });
  it.each(commands.slice(2))('comes after placing: $kind', (command) => {
    expect(given(opened, sourced()).when(command)).toEqual(refusal('not-placed', 'not been placed'));
  });
});

describe('sourcing', () => {
  it('may find another supplier until placed', () => {
    expect(given(opened).when(source())).toEqual(emit(sourced()));
    expect(given(opened, sourced('T')).when(source())).toEqual(emit(sourced()));
    expect(given(...prepaid).when(source('T'))).toEqual(refusal('already-placed', 'with S'));
  });
  it('does nothing the second time', () => {
    expect(given(opened, sourced()).when(source())).toEqual(emit());
    expect(given(...prepaid).when(source())).toEqual(emit());
  });
});

describe('placing', () => {
  it('releases at once on account', () => {
    expect(given(opened, sourced()).when(place('on-account'))).toEqual(emit(placed('on-account'), released));
  });
  it('waits for the money when prepaid', () => {
    expect(given(opened, sourced()).when(place('prepaid'))).toEqual(emit(placed('prepaid')));
  });
  it('may name the supplier itself', () => {
    expect(given(opened).when(place('prepaid', { supplier: 'S' }))).toEqual(emit(sourced(), placed('prepaid')));
    expect(given(opened, sourced('T')).when(place('prepaid', { supplier: 'S' }))).toEqual(
      emit(sourced(), placed('prepaid')),
    );
  });
  it('needs a supplier', () => {
    expect(given(opened).when(place('prepaid'))).toEqual(refusal('not-sourced', 'name one'));
  });
  it('stays within what was granted', () => {
    expect(given(opened, sourced()).when(place('prepaid', { amount: 480.01 }))).toEqual(
      refusal('exceeds-granted-amount', '480 has been granted'),
    );
  });
  it('happens once', () => {
    expect(given(...prepaid).when(place('prepaid'))).toEqual(emit());
    expect(given(...prepaid).when(place('on-account'))).toEqual(refusal('already-placed', 'with S for 480'));
  });
});

describe('the supplier’s invoice', () => {
  it('is taken in once', () => {
    expect(given(...prepaid).when(invoice())).toEqual(emit(invoiced));
    expect(given(...prepaid, invoiced).when(invoice())).toEqual(emit());
    expect(given(...prepaid, invoiced).when(invoice('R-8'))).toEqual(refusal('already-invoiced', 'R-7'));
    expect(given(...prepaid, invoiced).when(invoice('R-7', 500))).toEqual(refusal('already-invoiced', '480'));
  });
});

describe('from supplier to requester', () => {
  it('releases to the supplier once, when the prepayment has settled', () => {
    expect(given(...prepaid).when(releaseToSupplier)).toEqual(emit(released));
    expect(given(...onAccount).when(releaseToSupplier)).toEqual(emit());
  });
  it('lets the supplier confirm, once', () => {
    expect(given(...onAccount).when(confirm)).toEqual(emit(confirmed));
    expect(given(...onAccount, confirmed).when(confirm)).toEqual(emit());
  });
  it('confirms, ships and receives only after payment', () => {
    expect(given(...prepaid).when(confirm)).toEqual(refusal('not-released', 'only after payment'));
    expect(given(...prepaid).when(ship)).toEqual(refusal('not-released', 'only after payment'));
    expect(given(...prepaid).when(receive())).toEqual(refusal('not-released', 'only after payment'));
    expect(given(...prepaid, released).when(ship)).toEqual(emit(shipped));
    expect(given(...onAccount).when(receive())).toEqual(emit(received));
  });
  it('ships once, and not what has arrived', () => {
    expect(given(...onAccount, shipped).when(ship)).toEqual(emit());
    expect(given(...onAccount, received).when(ship)).toEqual(refusal('already-received', 'P1 has received'));
  });
  it('receives once', () => {
    expect(given(...onAccount, received).when(receive())).toEqual(emit());
    expect(given(...onAccount, received).when(receive('E'))).toEqual(refusal('already-received', 'P1 has received'));
  });
  it('hands over what was received, once', () => {
    expect(given(...onAccount).when(handOver())).toEqual(refusal('not-received', 'not been received'));
    expect(given(...onAccount, received).when(handOver())).toEqual(emit(handedOver));
    expect(given(...onAccount, received, handedOver).when(handOver())).toEqual(emit());
    expect(given(...onAccount, received, handedOver).when(handOver('E'))).toEqual(
      refusal('already-handed-over', 'to Q'),
    );
  });
});

describe('expediting', () => {
  it('is said once for each reason, until the goods are there', () => {
    expect(given(...prepaid).when(expedite())).toEqual(emit(expedited));
    expect(given(...prepaid, expedited).when(expedite())).toEqual(emit());
    expect(given(...prepaid, expedited).when(expedite('again'))).toMatchObject({
      events: [{ data: { reason: 'again' } }],
    });
    expect(given(...onAccount, received).when(expedite())).toEqual(refusal('already-received', 'P1 has received'));
  });
});

describe('withdrawing', () => {
  const withdraw: OrderCommand = { kind: 'withdraw', reason: 'repaired' };
  it('follows the cancelled request until the goods are handed over', () => {
    expect(given(...prepaid).when(withdraw)).toEqual(emit(withdrawn));
    expect(given(opened, withdrawn).when(withdraw)).toEqual(emit());
    expect(given().when(withdraw)).toEqual(emit());
    expect(given(...onAccount, received, handedOver).when(withdraw)).toEqual(emit());
  });
});
