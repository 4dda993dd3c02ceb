import { describe, expect, it } from '@jest/globals';
import type { Decision, Fact, StallRaised } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { absence, accepted, at, by, completed, did, hour, leg, offered, ofKind, opened, projection, routeOf, rule } =
  tale;

const forecasts = (play: tale.Play): string[] => ofKind('forecast', play.decisions);
const raised = (decisions: readonly Decision[]): StallRaised[] =>
  decisions.filter((one) => one.type === 'stall-raised' && one.kind === 'forecast') as StallRaised[];
/** Three legs of four hours; opened on Monday at nine. */
const needed = (when: string, ...facts: readonly Fact[]): tale.Play =>
  by().all(opened('09-21 09:00', 'desk', { needBy: at(when) }), ...facts);
const asked = offered('09-21 09:00', 'desk ask', { to: 'ann' });
const moved = (when: string, needBy: string): Fact => did(when, 'desk case.amended', { needBy: at(needBy) });
const learned = (when: string, ...entries: readonly object[]): Fact => {
  const all = entries.map((entry) => ({ route: 'relay', leg: 'sign', quantile: 0.8, samples: 50, ...entry }));
  return rule(when, 'rules.durations-learned', { durations: { id: 'learned', version: 1, entries: all } });
};

describe('forecast', () => {
  it('comes by a fact, at once, and goes when the projection is inside again, the very instant counting as inside', () => {
    const play = needed('09-22 15:30', asked);
    expect(projection(play, '09-21 09:00')).toBe('09-22 15:30');
    expect(forecasts(play)).toEqual([]);
    play.apply(moved('09-21 09:00', '09-22 15:29'));
    expect(forecasts(play)).toEqual(['09-21 09:00 forecast - ann']);
    play.apply(moved('09-21 09:00', '09-22 15:30'));
    expect(forecasts(play).at(-1)).toBe('09-21 09:00 forecast - cleared: inside-again');
  });

  it('comes by time alone one millisecond after the last instant inside, which it carries', () => {
    const play = needed('09-23 17:30', asked);
    play.until('09-23 00:00');
    expect(raised(play.decisions)).toMatchObject([
      { dueAt: at('09-22 11:00') + 1, lastInside: at('09-22 11:00'), knownAt: at('09-22 11:00') + 1 },
    ]);
    expect(raised(needed('09-21 09:30', asked).decisions)[0]).not.toHaveProperty('lastInside');
  });

  it('takes a held leg for what remains of it, and never for less than a tenth', () => {
    const one = routeOf([leg('ask', 'ann')]);
    const held = by(one).all(opened('09-21 08:00', 'desk', { needBy: at('09-21 17:30') }), asked);
    held.apply(accepted('09-21 09:00', 'ann ask'));
    expect(projection(held, '09-21 11:00')).toBe('09-21 15:00');
    expect(projection(held, '09-21 16:00')).toBe('09-21 16:24');
    held.until('09-21 17:29');
    expect(raised(held.decisions)).toMatchObject([{ lastInside: at('09-21 17:06') }]);
  });

  it('takes a leg that nobody has accepted for all of it, from now', () => {
    expect(projection(needed('09-30 17:30', asked), '09-21 15:30')).toBe('09-23 10:30');
  });

  it('is superseded by missed, and does not come after it', () => {
    const play = needed('09-21 17:30', asked);
    play.until('09-22 17:30');
    expect(forecasts(play)).toEqual(['09-21 09:00 forecast - ann', '09-21 17:30 forecast - cleared: superseded']);
    play.apply(completed('09-22 17:30', 'ann ask'));
    expect(forecasts(play)).toHaveLength(2);
  });

  it('does not come where the need-by has passed already', () => {
    const past = needed('09-23 17:30', asked, moved('09-21 10:40', '09-21 10:35'));
    expect(forecasts(past)).toEqual([]);
    expect(tale.stalls(past.decisions)).toEqual(['09-21 10:35 missed - -']);
    const reopened = needed('09-23 17:30', asked, did('09-21 10:00', 'desk case.closed'));
    reopened.apply(did('09-21 11:00', 'desk case.reopened', { needBy: at('09-21 10:30') }));
    expect(forecasts(reopened)).toEqual([]);
  });

  it('names the leg and the party whose absence eats the slack, what it costs, and until when acting helps', () => {
    const play = needed('09-23 17:30', asked);
    play.apply(absence('09-21 09:10', 'bob', { from: '09-21 14:00', until: '09-28 00:00' }));
    expect(raised(play.decisions)).toMatchObject([
      {
        party: 'bob',
        projectedFinish: at('09-29 08:30'),
        actBy: at('09-23 11:30'),
        eater: { leg: 'sign', party: 'bob', costs: at('09-28 12:00') - at('09-22 09:40') },
      },
    ]);
  });

  it('names the leg at hand when no absence costs anything', () => {
    expect(raised(needed('09-21 17:30', asked).decisions)).toMatchObject([
      { eater: { leg: 'ask', party: 'ann', costs: 0 } },
    ]);
  });

  it('goes when the absence is called off or the late leg is done in time', () => {
    const away = (): tale.Play =>
      needed('09-23 17:30', asked, absence('09-21 09:10', 'bob', { from: '09-21 14:00', until: '09-28 00:00' }));
    const off = away().all(
      rule('09-21 10:00', 'people.absence-ended', { absence: 'leave', party: 'bob', endedAt: at('09-21 14:00') }),
    );
    expect(forecasts(off).at(-1)).toBe('09-21 10:00 forecast - cleared: inside-again');
    const done = away().all(completed('09-21 11:00', 'bob sign'));
    expect(forecasts(done).at(-1)).toBe('09-21 11:00 forecast - cleared: inside-again');
  });

  it('needs to know how long every leg takes', () => {
    const { typical: _, ...unknown } = leg('pay', 'cid');
    const play = by(routeOf([leg('ask', 'ann'), unknown])).all(
      opened('09-21 09:00', 'desk', { needBy: at('09-21 10:00') }),
    );
    expect(forecasts(play)).toEqual([]);
    expect(projection(play, '09-21 09:00')).toBe('never');
  });
});

describe('learned durations', () => {
  it('count instead of the route’s, the one of the party before the one of the leg, only on their route', () => {
    const play = needed('09-22 17:30', asked);
    play.apply(learned('09-21 09:00', { typical: 6 * hour }, { route: 'other', typical: 99 * hour }));
    expect(projection(play, '09-21 09:00')).toBe('09-22 17:30');
    expect(forecasts(play)).toEqual([]);
    play.apply(learned('09-21 09:00', { typical: 6 * hour }, { party: 'bob', typical: 7 * hour }));
    expect(projection(play, '09-21 09:00')).toBe('09-23 09:00');
    expect(forecasts(play)).toEqual(['09-21 09:00 forecast - ann']);
    play.apply(learned('09-21 09:00'));
    expect(forecasts(play).at(-1)).toBe('09-21 09:00 forecast - cleared: inside-again');
  });
});

describe('a leg that the route does not know', () => {
  it('does not end the route: what lies ahead is still counted, waited for, and offered next', () => {
    const play = needed('09-23 00:00', offered('09-21 09:10', 'desk aside', { to: 'bea' }));
    play.until('09-21 12:00');
    expect(forecasts(play)).toEqual(['09-21 11:00 forecast - ann']);
    const done = by().all(opened('09-21 09:00'), offered('09-21 09:10', 'desk aside', { to: 'bea' }));
    done.all(accepted('09-21 09:20', 'bea aside'), completed('09-21 09:30', 'bea aside'));
    expect(tale.answers(done.apply(did('09-21 09:40', 'bea handoff.offered', {})))).toEqual([]);
    expect(done.leg('ask')).toMatchObject({ state: 'offered', receiver: 'ann' });
  });
});

describe('missed', () => {
  it('comes at the need-by, to be retracted by an end at that very instant and by none later', () => {
    const play = (): tale.Play => {
      const one = needed('09-21 17:30', asked);
      one.until('09-21 17:30');
      expect(ofKind('missed', one.decisions)).toEqual(['09-21 17:30 missed - -']);
      return one;
    };
    const inTime = play().all(did('09-21 17:30', 'desk case.closed'));
    expect(ofKind('missed', inTime.decisions).at(-1)).toBe('missed - retracted');
    const late = play().all(did('09-21 17:31', 'desk case.closed'));
    expect(ofKind('missed', late.decisions).at(-1)).toBe('09-21 17:31 missed - cleared: closed');
  });

  it('is that of the beginning where a later leg can never end, whoever knows how long an earlier one takes', () => {
    const nobody = tale.party('nil', { calendar: 'none' });
    const closed = tale.calendarPublished('09-21 00:00', {
      ...tale.calendar,
      id: 'none',
      weekly: {},
      extraWorkdays: {},
    });
    for (const typical of [hour, undefined]) {
      const route = tale.routeOf([tale.leg('ask', 'ann', { typical } as object), tale.leg('sign', 'nil')]);
      const play = by(route, closed, tale.rosterChanged('09-21 00:00', [...tale.parties, nobody]));
      play.apply(opened('09-21 09:00', 'desk', { needBy: at('09-23 17:30') }));
      expect(tale.ofKind('forecast', play.decisions)).toEqual([
        `09-21 09:00 forecast - ${typical === undefined ? 'ann' : 'nil'}`,
      ]);
    }
  });

  it('never pauses, and is over when the need-by moves to later', () => {
    const play = needed('09-21 17:30', asked, did('09-21 10:00', 'ann handoff.paused', { cause: 'trip' }));
    play.until('09-22 08:00');
    play.apply(moved('09-22 08:00', '09-24 17:30'));
    expect(ofKind('missed', play.decisions)).toEqual([
      '09-21 17:30 missed - -',
      '09-22 08:00 missed - cleared: need-by-moved',
    ]);
    expect(tale.moves(play.decisions).at(-1)).toBe('missed - 09-21 17:30 → 09-24 17:30: need-by-moved');
  });
});
