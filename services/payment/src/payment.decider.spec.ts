import type { PaymentEvent } from '@baton/contracts';
import { emit, given as givenEvents } from '@baton/decider';
import { describe, expect, it } from '@jest/globals';
import { type PaymentCommand, paymentDecider } from './payment.decider.ts';

const given = (...events: readonly PaymentEvent[]) => givenEvents(paymentDecider, ...events);
const details = { reason: 'prepayment', supplier: 'S', amount: 480, cashier: 'C' } as const;

const open: PaymentCommand = { kind: 'open', ...details };
const prepare = (by: string): PaymentCommand => ({ kind: 'prepare', by });
const release = (by: string): PaymentCommand => ({ kind: 'release', by });
const settle = (by: string): PaymentCommand => ({ kind: 'settle', by });
const fail = (reason = 'account closed'): PaymentCommand => ({ kind: 'fail', reason });
const reassign = (by: string, to: string): PaymentCommand => ({ kind: 'reassign', by, to, reason: 'training' });
const putOn = (to = 'C2'): PaymentCommand => ({
  kind: 'put-on-payer',
  to,
  reason: 'C is away',
  handling: 'alternate-payer',
});

const opened: PaymentEvent = { type: 'baton.payment.opened.v1', data: details };
const prepared = (by: string): PaymentEvent => ({ type: 'baton.payment.prepared.v1', data: { by, leg: 'prepay' } });
const released = (by: string, of: 1 | 2): PaymentEvent => ({
  type: 'baton.payment.released.v1',
  data: { by, of, leg: 'prepay' },
});
const settled: PaymentEvent = {
  type: 'baton.payment.settled.v1',
  data: { by: 'C', reason: 'prepayment', supplier: 'S' },
};
const failed: PaymentEvent = { type: 'baton.payment.failed.v1', data: { reason: 'account closed', leg: 'prepay' } };
const reassigned: PaymentEvent = {
  type: 'baton.payment.payer-reassigned.v1',
  data: { to: 'C2', reason: 'C is away', handling: 'alternate-payer', leg: 'prepay' },
};
const withdrawn: PaymentEvent = { type: 'baton.payment.withdrawn.v1', data: { reason: 'repaired' } };

const byTwo = [opened, prepared('C'), released('C', 1), released('M', 2)];
const refusal = (name: string, said: string): unknown => ({
  kind: 'refused',
  refusal: name,
  detail: expect.stringContaining(said),
});

describe('opening', () => {
  it('gives the payment to the duty cashier, once', () => {
    expect(given().when(open)).toEqual(emit(opened));
    expect(given(opened).when({ ...open, reason: 'invoice' })).toEqual(emit());
    expect(given(opened, withdrawn).when(open)).toEqual(emit());
  });
  it('keeps the invoice that it pays', () => {
    expect(given().when({ ...open, reason: 'invoice', invoice: 'R-7' })).toMatchObject({
      events: [{ data: { invoice: 'R-7' } }],
    });
  });
});

describe('every command', () => {
  const commands = [prepare('C'), release('C'), settle('C'), fail(), reassign('M', 'C2'), putOn()];
  it.each(commands)('needs an open payment: $kind', (command) => {
    expect(given().when(command)).toEqual(refusal('not-opened', 'No payment'));
    expect(given(opened, withdrawn).when(command)).toEqual(refusal('withdrawn', 'repaired'));
  });
});

describe('preparing', () => {
  it('is for the duty cashier', () => {
    expect(given(opened).when(prepare('C'))).toEqual(emit(prepared('C')));
    expect(given(opened).when(prepare('C2'))).toEqual(refusal('not-a-payer', 'duty cashier C pays'));
  });
  it('names the leg by what is paid', () => {
    const invoice: PaymentEvent = { type: 'baton.payment.opened.v1', data: { ...details, reason: 'invoice' } };
    expect(given(invoice).when(prepare('C'))).toMatchObject({ events: [{ data: { leg: 'pay' } }] });
  });
  it('goes to the first of cashier and alternate', () => {
    expect(given(opened, reassigned).when(prepare('C2'))).toEqual(emit(prepared('C2')));
    expect(given(opened, reassigned, prepared('C2')).when(prepare('C'))).toEqual(refusal('already-prepared', 'C2 has'));
  });
  it('does nothing the second time', () => {
    expect(given(opened, prepared('C')).when(prepare('C'))).toEqual(emit());
  });
  it('goes over to an alternate who was put on afterwards, and is then released anew', () => {
    const takenOver = [opened, prepared('C'), released('M', 1), reassigned];
    expect(given(...takenOver).when(prepare('C2'))).toEqual(emit(prepared('C2')));
    expect(given(...takenOver, prepared('C2')).when(release('M'))).toEqual(emit(released('M', 1)));
  });
});

describe('releasing', () => {
  it('takes two different people', () => {
    expect(given(opened, prepared('C')).when(release('C'))).toEqual(emit(released('C', 1)));
    expect(given(opened, prepared('C'), released('C', 1)).when(release('M'))).toEqual(emit(released('M', 2)));
  });
  it('is refused to the same person, however the payment came about: law', () => {
    expect(given(opened, prepared('C'), released('C', 1)).when(release('C'))).toEqual(
      refusal('two-people-required', 'somebody else'),
    );
    expect(given(opened, reassigned, prepared('C2'), released('C2', 1)).when(release('C2'))).toEqual(
      refusal('two-people-required', 'C2'),
    );
  });
  it('comes after preparing, also after a failure', () => {
    expect(given(opened).when(release('M'))).toEqual(refusal('not-prepared', 'not been prepared'));
    expect(given(...byTwo, failed).when(release('M'))).toEqual(refusal('not-prepared', 'not been prepared'));
  });
  it('is for finance people', () => {
    expect(given(opened, prepared('C')).when(release('P1'))).toEqual(refusal('not-a-releaser', 'C, C2, M'));
  });
  it('is done after two', () => {
    expect(given(...byTwo).when(release('M'))).toEqual(emit());
    expect(given(...byTwo).when(release('C2'))).toEqual(refusal('already-released', 'C and M'));
  });
});

describe('settling', () => {
  it('is done by one of the two', () => {
    expect(given(...byTwo).when(settle('C'))).toEqual(emit(settled));
    expect(given(...byTwo).when(settle('C2'))).toEqual(refusal('not-a-releaser', 'C and M released it'));
  });
  it('waits for both', () => {
    expect(given(opened, prepared('C'), released('C', 1)).when(settle('C'))).toEqual(refusal('not-released', '1 of 2'));
  });
  it('does nothing the second time', () => {
    expect(given(...byTwo, settled).when(settle('C'))).toEqual(emit());
    expect(given(...byTwo, settled).when(settle('M'))).toEqual(refusal('already-settled', 'C has settled'));
  });
});

describe('failing', () => {
  it('is possible until settled, and lets the payment be prepared again', () => {
    expect(given(...byTwo).when(fail())).toEqual(emit(failed));
    expect(given(...byTwo, failed).when(prepare('C'))).toEqual(emit(prepared('C')));
    expect(given(...byTwo, failed, prepared('C')).when(fail())).toEqual(emit(failed));
    expect(given(...byTwo, settled).when(fail())).toEqual(refusal('already-settled', 'C has settled'));
  });
  it('does nothing the second time', () => {
    expect(given(opened, failed).when(fail())).toEqual(emit());
    expect(given(opened, failed).when(fail('other'))).toEqual(refusal('already-failed', 'account closed'));
  });
});

describe('putting an alternate payer on', () => {
  it('is done by the finance manager', () => {
    expect(given(opened).when(reassign('M', 'C2'))).toEqual(
      emit({ type: 'baton.payment.payer-reassigned.v1', data: { to: 'C2', reason: 'training', leg: 'prepay' } }),
    );
    expect(given(opened).when(reassign('C', 'C2'))).toEqual(refusal('only-manager-reassigns', 'Only M'));
  });
  it('is done by special handling', () => {
    expect(given(opened).when(putOn())).toEqual(emit(reassigned));
  });
  it('names another finance person', () => {
    expect(given(opened).when(putOn('C'))).toEqual(refusal('not-a-payer', 'C cannot'));
    expect(given(opened).when(reassign('M', 'P1'))).toEqual(refusal('not-a-payer', 'P1 cannot'));
  });
  it('does nothing the second time', () => {
    expect(given(opened, reassigned).when(putOn())).toEqual(emit());
    expect(given(opened, prepared('C'), reassigned).when(putOn())).toEqual(emit());
    expect(given(reassigned, ...byTwo, settled).when(putOn())).toEqual(emit());
  });
  it('comes too late once settled', () => {
    expect(given(...byTwo, settled).when(putOn())).toEqual(refusal('already-settled', 'C has settled'));
  });
});

describe('withdrawing', () => {
  const withdraw: PaymentCommand = { kind: 'withdraw', reason: 'repaired' };
  it('follows the cancelled request until the money has gone', () => {
    expect(given(...byTwo).when(withdraw)).toEqual(emit(withdrawn));
    expect(given(opened, withdrawn).when(withdraw)).toEqual(emit());
    expect(given().when(withdraw)).toEqual(emit());
    expect(given(...byTwo, settled).when(withdraw)).toEqual(emit());
  });
});
