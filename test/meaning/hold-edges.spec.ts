import { describe, expect, it } from '@jest/globals';
import type { CaseFact, Fact, Rung } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { accepted, at, by, declined, did, hour, leg, moves, offered, opened, policy, routeOf, rungs, voided } = tale;

/** Unaccepted by bob since eleven on Monday, when he was called; boss is due at 15:00, dean at 17:00. */
const stalled = (route = routeOf(tale.legs)): tale.Play => {
  const play = by(route).all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' }));
  play.until('09-21 11:00');
  return play;
};
const acknowledged = (when: string, until: string, more = {}): CaseFact =>
  did(when, 'boss stall.acknowledged', { until: at(until), ...more });
/** How rungs moved from then on. */
const moved = (play: tale.Play, until: string, ...facts: readonly Fact[]): string[] => {
  const before = play.decisions.length;
  play.all(...facts).until(until);
  return moves(play.decisions.slice(before)).filter((line) => line.startsWith('rung'));
};

describe('what somebody does about stalls', () => {
  it('is about those that are not over', () => {
    const play = stalled().all(accepted('09-21 11:10', 'bob sign'));
    play.until('09-22 11:10');
    expect(moved(play, '09-22 12:00', acknowledged('09-22 11:20', '09-22 12:00'))).toEqual([
      'rung sign 09-22 15:10 → never: acknowledged',
      'rung sign never → 09-22 15:50: acknowledgement-expired',
    ]);
  });

  it('voided moves the rung back, of the stall that it was about, and calls for none that is over', () => {
    const route = routeOf([leg('ask', 'ann'), leg('sign', 'bob', { needs: ['form'] })], {
      ladder: tale.routeOf(tale.legs).ladder,
    });
    const one = acknowledged('09-21 11:30', '09-21 17:00', { kind: 'unaccepted' });
    expect(moved(stalled(route), '09-21 12:00', one, voided('09-21 11:40', one))).toEqual([
      'rung sign 09-21 15:00 → never: acknowledged',
      'rung sign never → 09-21 15:00: voided',
    ]);
    const again = stalled().all(
      declined('09-21 11:10', 'bob sign'),
      offered('09-21 11:10', 'desk sign', { to: 'bob' }),
    );
    again.until('09-21 15:10');
    const before = again.decisions.length;
    const two = acknowledged('09-21 15:20', '09-21 17:00');
    again.all(two, voided('09-21 15:30', two)).until('09-23 00:00');
    expect(rungs(again.decisions.slice(before))).toEqual([
      '09-21 17:10 unaccepted rung 1 boss',
      '09-22 09:40 unaccepted rung 2 dean',
    ]);
  });

  it('that is over stays so when a later act is voided, at the very instant of its end too', () => {
    const [first, second] = [acknowledged('09-21 11:30', '09-21 14:10'), acknowledged('09-21 14:20', '09-21 17:00')];
    expect(moved(stalled(), '09-21 14:40', first, second, voided('09-21 14:30', second))).toEqual([
      'rung sign 09-21 15:00 → never: acknowledged',
      'rung sign never → 09-21 15:40: acknowledgement-expired',
      'rung sign 09-21 15:40 → never: acknowledged',
      'rung sign never → 09-21 15:40: voided',
    ]);
    const other = acknowledged('09-21 11:40', '09-21 17:00', { kind: 'overrun' });
    expect(moved(stalled(), '09-21 14:09', first, other, voided('09-21 14:09', other))).toEqual([
      'rung sign 09-21 15:00 → never: acknowledged',
    ]);
    expect(moved(stalled(), '09-21 14:40', first, other, voided('09-21 14:10', other))).toEqual([
      'rung sign 09-21 15:00 → never: acknowledged',
      'rung sign never → 09-21 15:40: acknowledgement-expired',
    ]);
  });

  it('holds the rung when the rules change meanwhile', () => {
    const snoozed = did('09-21 11:30', 'desk stall.snoozed', { until: at('09-22 08:00') });
    expect(moved(stalled(), '09-21 12:00', snoozed, policy('09-21 11:40', { acknowledgeFor: hour }))).toEqual([
      'rung sign 09-21 15:00 → never: snoozed',
    ]);
  });
});

describe('a rung that calls for special handling', () => {
  it('is skipped where no leg stands still', () => {
    const ladder: readonly Rung[] = [
      { after: 0, whom: 'special-handling', channel: 'console' },
      { after: hour, whom: 'owner', channel: 'console' },
    ];
    const play = by(routeOf([leg('ask', 'ann')], { ladder }));
    play.apply(opened('09-21 09:00', 'desk', { needBy: at('09-21 10:00') }));
    play.until('09-21 10:00');
    expect(rungs(play.decisions).filter((line) => line.includes('missed'))).toEqual(['09-21 10:00 missed rung 1 dean']);
  });
});
