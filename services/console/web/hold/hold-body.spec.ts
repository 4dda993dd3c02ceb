import { expect, it } from '@jest/globals';
import type { StallView } from '@baton/contracts';
import { bodyOf } from './hold-body.ts';

const asOf = '2026-09-22T15:00:00+08:00';
const stall = { kind: 'absent', leg: 'vp' } as StallView;

it('acknowledges as long as the rules say, or so many hours', () => {
  expect(bodyOf('acknowledge', stall, { asOf, hours: undefined, note: ' ' })).toEqual({ kind: 'absent', leg: 'vp' });
  expect(bodyOf('acknowledge', stall, { asOf, hours: 2, note: ' I call her ' })).toEqual({
    ...{ kind: 'absent', leg: 'vp', until: '2026-09-22T09:00:00.000Z', note: 'I call her' },
  });
});

it('puts off and gives back with a reason, of a whole case too', () => {
  const missed = { kind: 'missed' } as StallView;
  const choice = { asOf, hours: 1, note: 'She lands' };
  expect(bodyOf('snooze', missed, choice)).toEqual({
    ...{ kind: 'missed', until: '2026-09-22T08:00:00.000Z', reason: 'She lands' },
  });
  expect(bodyOf('end-acknowledgement', missed, choice)).toEqual({ kind: 'missed', reason: 'She lands' });
});
