import { emit } from '@baton/decider';
import { describe, expect, it } from '@jest/globals';
import {
  given,
  department,
  vice,
  chain,
  open,
  takeUp,
  sign,
  giveBack,
  reject,
  opened,
  requested,
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

describe('opening', () => {
  it('asks the department first, and the vice-president too from 200 up', () => {
    expect(given().when(open)).toEqual(emit(...atDepartment));
    expect(given().when({ ...open, amount: 200 })).toMatchObject({ events: [{ data: { chain } }, {}] });
  });
  it('asks the department alone below 200', () => {
    expect(given().when({ ...open, amount: 199.99 })).toMatchObject({ events: [{ data: { chain: [chain[0]] } }, {}] });
  });
  it.each([[returned], [rejected]])('opens the next round after %j', (ending) => {
    expect(given(...atDepartment, ending).when(open)).toEqual(emit(opened(2), requested(department, 'H')));
  });
  it('does nothing when it is open', () => {
    expect(given(...atDepartment).when(open)).toEqual(emit());
  });
  it.each([[granted], [withdrawn]])('is refused once decided: %j', (ending) => {
    expect(given(...atDepartment, ending).when(open)).toEqual(refusal('already-decided', 'The approval is'));
  });
  it('is refused for a kind that nobody signs', () => {
    expect(given().when({ ...open, requestKind: 'loan' })).toEqual(refusal('no-signing-rule', '"loan"'));
  });
});

describe('taking up', () => {
  it('is for the signatory', () => {
    expect(given(...atDepartment).when(takeUp(department, 'H'))).toEqual(emit(takenUp(department, 'H')));
  });
  it('does nothing the second time', () => {
    expect(given(...atDepartment, takenUp(department, 'H')).when(takeUp(department, 'H'))).toEqual(emit());
    expect(given(...grantedByBoth).when(takeUp(department, 'H'))).toEqual(emit());
  });
  it('goes to the first of signatory and deputy; the second is told who won', () => {
    expect(given(...atVice, reassigned).when(takeUp(vice, 'V2'))).toEqual(emit(takenUp(vice, 'V2')));
    expect(given(...atVice, reassigned, takenUp(vice, 'V2')).when(takeUp(vice, 'V'))).toEqual(
      refusal('already-taken', 'V2 has taken up'),
    );
    expect(given(...atVice, reassigned, takenUp(vice, 'V')).when(takeUp(vice, 'V2'))).toEqual(
      refusal('already-taken', 'V has taken up'),
    );
  });
  it('goes over to a deputy who was put on afterwards', () => {
    const takenOver = [...atVice, takenUp(vice, 'V'), reassigned];
    expect(given(...takenOver).when(takeUp(vice, 'V2'))).toEqual(emit(takenUp(vice, 'V2')));
    expect(given(...takenOver, takenUp(vice, 'V2')).when(sign(vice, 'V'))).toEqual(refusal('already-taken', 'V2'));
  });
});

describe('refusals that every command on a signature shares', () => {
  const commands = (leg: string, by: string) => [takeUp(leg, by), sign(leg, by), giveBack(leg, by), reject(leg, by)];

  it('knows when nothing was opened, the leg is unknown or not asked for yet', () => {
    for (const command of commands(vice, 'V')) {
      expect(given().when(command)).toEqual(refusal('not-opened', 'No approval'));
      expect(given(...atDepartment).when(command)).toEqual(refusal('not-requested', 'has not been asked for'));
    }
    for (const command of commands('board-signs', 'V'))
      expect(given(...atVice).when(command)).toEqual(refusal('unknown-leg', 'board-signs'));
  });
  it('lets nobody but signatory and deputies act', () => {
    for (const command of commands(vice, 'V2'))
      expect(given(...atVice).when(command)).toEqual(refusal('not-a-signatory', 'V is'));
  });
  it('leaves a signature to whoever took it up', () => {
    for (const command of commands(vice, 'V'))
      expect(given(...atVice, reassigned, takenUp(vice, 'V2')).when(command)).toEqual(refusal('already-taken', 'V2'));
  });
  it('knows that it is signed', () => {
    for (const command of commands(department, 'V'))
      expect(given(...atVice).when(command)).toEqual(refusal('already-signed', 'H has signed'));
  });
  it('knows that it is over', () => {
    for (const command of commands(department, 'H'))
      expect(given(...atDepartment, withdrawn).when(command)).toEqual(refusal('already-decided', 'withdrawn'));
  });
});

describe('signing', () => {
  it('asks for the next signature in the same append, and takes up on the way', () => {
    expect(given(...atDepartment).when(sign(department, 'H'))).toEqual(
      emit(takenUp(department, 'H'), signed(department, 'H'), requested(vice, 'V')),
    );
  });
  it('grants with the last signature', () => {
    expect(given(...atVice, takenUp(vice, 'V')).when(sign(vice, 'V'))).toEqual(emit(signed(vice, 'V'), granted));
  });
  it('is open to the deputy', () => {
    expect(given(...atVice, reassigned).when(sign(vice, 'V2'))).toEqual(
      emit(takenUp(vice, 'V2'), signed(vice, 'V2'), granted),
    );
  });
  it('does nothing the second time', () => {
    expect(given(...atVice).when(sign(department, 'H'))).toEqual(emit());
    expect(given(...grantedByBoth).when(sign(vice, 'V'))).toEqual(emit());
  });
});

describe('returning and rejecting', () => {
  it('ends the round', () => {
    expect(given(...atDepartment).when(giveBack(department, 'H'))).toEqual(emit(returned));
    expect(given(...atDepartment).when(reject(department, 'H'))).toEqual(emit(rejected));
  });
  it('does nothing the second time', () => {
    expect(given(...atDepartment, returned).when(giveBack(department, 'H'))).toEqual(emit());
    expect(given(...atDepartment, rejected).when(reject(department, 'H'))).toEqual(emit());
  });
  it('does not mistake one for the other', () => {
    expect(given(...atDepartment, returned).when(reject(department, 'H'))).toEqual(
      refusal('already-decided', 'returned'),
    );
  });
  it('starts the next round with clean signatures', () => {
    expect(given(...atVice, returned, opened(2), requested(department, 'H')).when(sign(department, 'H'))).toMatchObject(
      { events: [{}, {}, {}] },
    );
  });
});
