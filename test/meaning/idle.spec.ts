import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { accepted, at, by, completed, declined, did, hour, leg, offered, ofKind, opened, progressed, returned } = tale;
const { routeOf, withdrawn } = tale;

const idle = (play: tale.Play): string[] => ofKind('idle', play.decisions);
const asked = (...facts: readonly Fact[]): tale.Play =>
  by().all(opened('09-21 08:00'), offered('09-21 08:00', 'desk ask', { to: 'ann' }), ...facts);
const byAnn = accepted('09-21 08:30', 'ann ask');

describe('idle between legs: nothing is on offer for as long as the next leg may wait for an answer', () => {
  const rows: readonly (readonly [string, () => tale.Play, string])[] = [
    ['from the opening', () => by().all(opened('09-21 09:00')), 'ask desk'],
    ['from a completion', () => asked(byAnn, completed('09-21 09:00', 'ann ask')), 'sign ann'],
    ['from a decline', () => asked(declined('09-21 09:00', 'ann ask')), 'ask desk'],
    ['from a withdrawal', () => asked(withdrawn('09-21 09:00', 'desk ask')), 'ask desk'],
    [
      'from a lapse',
      () =>
        by().all(
          opened('09-21 08:00'),
          offered('09-21 08:00', 'desk ask', { to: 'ann', validUntil: at('09-21 09:00') }),
        ),
      'ask desk',
    ],
    ['from a return', () => asked(byAnn, returned('09-21 09:00', 'ann ask')), 'ask desk'],
    [
      'from a return to who gave it',
      () =>
        asked(
          byAnn,
          completed('09-21 08:40', 'ann ask'),
          offered('09-21 08:40', 'ann sign', { to: 'bob' }),
          accepted('09-21 08:50', 'bob sign'),
          returned('09-21 09:00', 'bob sign'),
        ),
      'sign ann',
    ],
  ];
  it.each(rows)('%s', (_, start, who) => {
    const play = start();
    play.until('09-21 10:59');
    expect(idle(play)).toEqual([]);
    play.until('09-21 17:30');
    expect(idle(play)).toEqual([`09-21 11:00 idle ${who}`]);
    const leg = who.split(' ')[0]!;
    play.apply(offered('09-21 17:30', `desk ${leg}`, { to: 'bea' }));
    expect(idle(play).at(-1)).toBe(`09-21 17:30 idle ${leg} cleared: offered`);
  });

  it('is over with a progress fact, and counts anew from it', () => {
    const play = by().all(opened('09-21 09:00'));
    play.until('09-21 11:00');
    play.apply(progressed('09-21 11:30', 'desk ask'));
    play.until('09-21 17:30');
    expect(idle(play)).toEqual([
      '09-21 11:00 idle ask desk',
      '09-21 11:30 idle ask cleared: progressed',
      '09-21 15:30 idle ask desk',
    ]);
  });

  it('does not come when nothing is left to offer', () => {
    const play = by(routeOf([leg('ask', 'ann')])).all(
      opened('09-21 08:00'),
      byAnn,
      completed('09-21 09:00', 'ann ask'),
    );
    play.until('10-20 00:00');
    expect(idle(play)).toEqual([]);
  });

  it('counts in the hours of whoever is to offer', () => {
    const mornings = {
      ...tale.calendar,
      id: 'mornings',
      weekly: { mon: [['08:00', '09:30']], tue: [['08:00', '12:00']] },
    };
    const play = by(undefined, tale.rule('09-21 00:00', 'rules.calendar-published', { calendar: mornings }));
    play.apply(tale.rosterChanged('09-21 00:00', [tale.party('ann', { calendar: 'mornings' })]));
    play.all(opened('09-21 08:00'), byAnn, completed('09-21 09:00', 'ann ask'));
    play.until('09-22 12:00');
    expect(idle(play)).toEqual(['09-22 09:30 idle sign ann']);
  });
});

describe('idle on a held leg: no progress in its interval', () => {
  const route = routeOf([
    leg('ask', 'ann', { progressInterval: hour }),
    leg('sign', 'bob', { progressInterval: 3 * hour }),
    leg('pay', 'cid'),
  ]);
  const held = (...facts: readonly Fact[]): tale.Play =>
    by(route).all(opened('09-21 08:00'), offered('09-21 08:00', 'desk ask', { to: 'ann' }), byAnn, ...facts);

  it('comes after the interval, is over with progress, and comes again', () => {
    const play = held(progressed('09-21 09:20', 'ann ask'));
    play.until('09-21 11:00');
    play.apply(progressed('09-21 11:00', 'ann ask'));
    play.until('09-21 12:00');
    expect(idle(play)).toEqual([
      '09-21 10:20 idle ask ann',
      '09-21 11:00 idle ask cleared: progressed',
      '09-21 12:00 idle ask ann',
    ]);
  });

  it('is the measure between legs too', () => {
    const opening = by(route).all(opened('09-21 08:00'));
    opening.until('09-21 12:00');
    expect(idle(opening)).toEqual(['09-21 09:00 idle ask desk']);
    const next = held(completed('09-21 08:59', 'ann ask'));
    next.until('09-21 17:30');
    expect(idle(next)).toEqual(['09-21 11:59 idle sign ann']);
  });

  it('rests while the leg is on offer to another, and begins anew when the holder has it back', () => {
    const play = held(offered('09-21 09:00', 'ann ask', { to: 'bea' }));
    play.until('09-21 10:30');
    expect(idle(play)).toEqual([]);
    play.apply(declined('09-21 10:30', 'bea ask'));
    play.until('09-21 12:00');
    expect(idle(play)).toEqual(['09-21 11:30 idle ask ann']);
  });

  it('waits as long as the leg is paused, also after a note', () => {
    const pause = did('09-21 09:00', 'ann handoff.paused', {
      leg: 'ask',
      cause: 'supplier',
      until: at('09-23 08:00'),
    });
    const play = held(pause, progressed('09-21 09:30', 'ann ask'));
    play.until('09-23 08:59');
    expect(idle(play)).toEqual([]);
    play.until('09-23 12:00');
    expect(idle(play)).toEqual(['09-23 09:00 idle ask ann']);
  });
});
