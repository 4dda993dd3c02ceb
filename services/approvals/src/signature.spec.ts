import type { ApprovalEvent } from '@baton/contracts';
import { emit, fold } from '@baton/decider';
import { describe, expect, it } from '@jest/globals';
import { type ApprovalCommand, approvalDecider } from './approval.decider.ts';
import {
  given,
  vice,
  reassign,
  putOn,
  takenUp,
  signed,
  granted,
  returned,
  rejected,
  reassigned,
  withdrawn,
  atDepartment,
  atVice,
  grantedByBoth,
  refusal,
} from './approval.fixture.ts';
import { partiesOf } from './signature.ts';

describe('reassigning', () => {
  it('is the signatory’s own to do', () => {
    expect(given(...atVice).when(reassign('V', 'V2'))).toEqual(
      emit({ type: 'baton.approval.reassigned.v1', data: { leg: vice, to: 'V2', reason: 'away' } }),
    );
    expect(given(...atVice).when(reassign('A', 'V2'))).toEqual(refusal('only-signatory-reassigns', 'Only V'));
  });
  it('is done by special handling without asking the signatory', () => {
    expect(given(...atVice).when(putOn)).toEqual(emit(reassigned));
  });
  it('names somebody else', () => {
    expect(given(...atVice).when(reassign('V', 'V'))).toEqual(refusal('deputy-is-signatory', 'V is the signatory'));
  });
  it('does nothing the second time, by either way', () => {
    expect(given(...atVice, reassigned).when(putOn)).toEqual(emit());
    expect(given(...atVice, reassigned).when(reassign('V', 'V2'))).toEqual(emit());
    expect(given(...atVice, reassigned, takenUp(vice, 'V2'), signed(vice, 'V2'), granted).when(putOn)).toEqual(emit());
  });
  it('makes a deputy who lost the first time able to take over', () => {
    expect(given(...atVice, reassigned, takenUp(vice, 'V')).when(putOn)).toEqual(emit(reassigned));
  });
  it('is refused when the signature is not open', () => {
    expect(given().when(putOn)).toEqual(refusal('not-opened', 'No approval'));
    expect(given(...atDepartment).when(putOn)).toEqual(refusal('not-requested', vice));
    expect(given(...grantedByBoth).when(putOn)).toEqual(refusal('already-signed', 'V has signed'));
    expect(given(...atVice, withdrawn).when(putOn)).toEqual(refusal('already-decided', 'withdrawn'));
  });
});

describe('withdrawing', () => {
  const withdraw: ApprovalCommand = { kind: 'withdraw', reason: 'repaired' };
  it.each([[atDepartment], [[...atDepartment, returned]], [grantedByBoth]])(
    'follows the cancelled request (%#)',
    (events) => {
      expect(given(...events).when(withdraw)).toEqual(emit(withdrawn));
    },
  );
  it.each([[[]], [[...atDepartment, rejected]], [[...atDepartment, withdrawn]]])(
    'has nothing to withdraw (%#)',
    (events) => {
      expect(given(...events).when(withdraw)).toEqual(emit());
    },
  );
});

describe('whose move a signature is', () => {
  const partiesAfter = (...events: readonly ApprovalEvent[]) =>
    partiesOf(fold(approvalDecider, events).signatures.find(({ leg }) => leg === vice)!);
  it('is everybody who may take it up, then whoever has it', () => {
    expect(partiesAfter(...atDepartment)).toEqual([]);
    expect(partiesAfter(...atVice, reassigned)).toEqual(['V', 'V2']);
    expect(partiesAfter(...atVice, reassigned, takenUp(vice, 'V2'))).toEqual(['V2']);
    expect(partiesAfter(...atVice, takenUp(vice, 'V'), reassigned)).toEqual(['V', 'V2']);
    expect(partiesAfter(...grantedByBoth)).toEqual([]);
  });
});
