import { describe, expect, it } from '@jest/globals';
import type { CaseFact, Fact } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import * as tale from './tale.fixture.ts';

const { by, calendar, calendarPublished, did, hour, leg, moves, offered, opened, party, policy } = tale;
const { projection, rosterChanged, routeOf, routePublished, stalls } = tale;

const one = [leg('sign', 'bob')];
const open = (): readonly Fact[] => [opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' })];
/** A version of a policy: `default 1`. */
const acceptBudget = (when: string, named: string, hours: number): Fact => {
  const [id, version] = named.split(' ');
  return policy(when, { id: id!, version: Number(version), budgets: [{ leg: 'sign', acceptBudget: hours * hour }] });
};
const restored = (play: tale.Play): tale.Play => {
  play.engine = HandoffEngine.restore(JSON.parse(JSON.stringify(play.engine.snapshot())));
  return play;
};

describe('a route', () => {
  const lasting = (id: string, version: number, hours: number): Fact =>
    routePublished('09-21 01:00', routeOf([leg('sign', 'bob', { typical: hours * hour })], { id, version }));
  const play = (route: string): tale.Play => {
    const versions = [lasting('other', 1, 1), lasting('relay', 2, 2), lasting('relay', 3, 3)];
    return by(routeOf(one), ...versions).all(
      opened('09-21 08:00', 'desk', { route }),
      lasting('relay', 4, 3.5),
      did('09-21 08:10', 'desk case.amended', { title: 'Two' }),
    );
  };

  it('stays what it was when the case opened, for what is put down and read again too', () => {
    expect(projection(play('relay'), '09-21 08:30')).toBe('09-21 11:30');
    expect(projection(restored(play('relay')), '09-21 08:30')).toBe('09-21 11:30');
    expect(projection(restored(play('other')), '09-21 08:30')).toBe('09-21 09:30');
    expect(projection(restored(by(routeOf(one)).all(...open())), '09-21 09:00')).toBe('09-21 15:00');
  });
});

describe('a policy', () => {
  const late = (when: string): CaseFact => did(when, 'desk case.amended', { title: 'Two' });

  it('counts where it was in force, in what is folded anew later as well', () => {
    const play = by(routeOf(one), acceptBudget('09-21 08:00', 'default 1', 1)).all(...open());
    play.until('09-21 10:30');
    play.apply(acceptBudget('09-21 11:00', 'default 2', 4));
    play.apply(late('09-21 09:30'), '09-21 11:30');
    expect(stalls(play.decisions)).toEqual(['09-21 10:00 unaccepted sign bob']);
  });

  it('that a route names counts from the opening, each further version from when it is published', () => {
    const play = by(routeOf(one, { policy: 'own' })).all(...open(), acceptBudget('09-21 09:30', 'own 1', 3));
    expect(play.due('unaccepted')).toBe('09-21 12:00');
    const before = play.decisions.length;
    play.apply(acceptBudget('09-21 09:40', 'own 2', 1));
    expect(moves(play.decisions.slice(before))).toEqual([
      'unaccepted sign 09-21 12:00 → 09-21 10:00: policy-published',
    ]);
    play.apply(acceptBudget('09-21 09:50', 'default 1', 4));
    expect(play.due('unaccepted')).toBe('09-21 10:00');
  });

  it('is the one before for a stall of the very instant at which the next one comes', () => {
    const ladder = (version: number, whom: 'owner' | 'receiver'): Fact =>
      policy(version === 1 ? '09-21 08:00' : '09-21 09:00', {
        ...{ version, ladders: [{ rungs: [{ after: hour, whom, channel: 'console' }] }] },
      } as object);
    const needy = routeOf([leg('sign', 'bob', { needs: ['form'] })]);
    const handed = did('09-21 09:00', 'desk case.amended', { items: ['form'] });
    const play = by(needy, ladder(1, 'owner')).all(
      ...[opened('09-21 09:00'), handed, offered('09-21 09:00', 'desk sign', { to: 'bob' })],
      ladder(2, 'receiver'),
      tale.voided('09-21 09:30', handed),
    );
    play.until('09-21 10:30');
    expect(tale.rungs(play.decisions)).toEqual(['09-21 10:00 incomplete rung 0 dean']);
  });
});

describe('a time zone', () => {
  it('is that of the calendar that the latest roster names, else that of the first calendar', () => {
    const play = by(
      routeOf(one),
      calendarPublished('09-21 00:00', { ...calendar, id: 'night', zone: 'Europe/Berlin' }),
      rosterChanged('09-21 01:00', [party('nia', { calendar: 'night' }), party('bea', { calendar: 'night' })]),
      rosterChanged('09-21 02:00', [party('bea', { calendar: calendar.id })]),
    );
    const { reference } = play.engine;
    const zones = ['nia', 'bea', 'bob', 'eve'].map((who) => `${who} ${reference.zoneOf(who)}`);
    expect(zones).toEqual(['nia Europe/Berlin', 'bea Asia/Shanghai', 'bob Asia/Shanghai', 'eve Asia/Shanghai']);
  });
});
