import { describe, expect, it } from '@jest/globals';
import type { Fact, RouteLeg } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { Play, accepted, answers, at, by, calendar, calendarPublished, completed, did, hour, leg, moves } = tale;
const { offered, opened, party, policy, rosterChanged, routeOf, routePublished, rungs, stalls } = tale;

/** On offer to bob from nine on Monday, for two hours. */
const onOffer = (play = by()): tale.Play =>
  play.all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' }));
const budget = (when: string, hours: number, version = 1): Fact =>
  policy(when, { version, budgets: [{ leg: 'sign', acceptBudget: hours * hour }] });
const pause = (when: string, until?: string): Fact =>
  did(when, 'desk handoff.paused', {
    leg: 'sign',
    cause: 'trip',
    ...(until === undefined ? {} : { until: at(until) }),
  });
const resume = (when: string): Fact => did(when, 'desk handoff.resumed', { leg: 'sign' });
const bare = ({ acceptBudget: _, finishBudget: __, ...rest }: RouteLeg): RouteLeg => rest;

describe('a policy', () => {
  const rows: readonly (readonly [string, readonly Fact[], readonly string[]])[] = [
    [
      'gives a running clock more time',
      [budget('09-21 09:30', 4)],
      ['unaccepted sign 09-21 11:00 → 09-21 15:00: policy-published'],
    ],
    ['gives it less', [budget('09-21 09:30', 1)], ['unaccepted sign 09-21 11:00 → 09-21 10:00: policy-published']],
    [
      'gives back what the route says when it says nothing more',
      [budget('09-21 09:10', 4), policy('09-21 09:20', { version: 2 })],
      [
        'unaccepted sign 09-21 11:00 → 09-21 15:00: policy-published',
        'unaccepted sign 09-21 15:00 → 09-21 11:00: policy-published',
      ],
    ],
    ['that changes nothing is not journaled', [budget('09-21 09:30', 2)], []],
    [
      'of another id concerns other routes',
      [policy('09-21 09:30', { id: 'other', budgets: [{ leg: 'sign', acceptBudget: hour }] })],
      [],
    ],
  ];
  it.each(rows)('%s', (_, facts, expected) => {
    expect(moves(onOffer().all(...facts).decisions)).toEqual(expected);
  });

  it('that allows less than has been used fires at once, with both instants', () => {
    const play = onOffer();
    play.apply(budget('09-21 10:30', 1));
    expect(play.decisions.find((one) => one.type === 'stall-raised')).toMatchObject({ knownAt: at('09-21 10:30') });
    expect(stalls(play.decisions)).toEqual(['09-21 10:00 unaccepted sign bob']);
    const inTime = play.apply(accepted('09-21 09:59', 'bob sign'), '09-21 10:40');
    expect(stalls(inTime)).toEqual(['unaccepted sign retracted']);
  });

  it('that comes during a pause counts when the clock runs again', () => {
    const early = onOffer().all(pause('09-21 09:30'), budget('09-21 10:40', 1), resume('09-21 15:00'));
    expect(stalls(early.until('09-21 17:00'))).toEqual(['09-21 15:30 unaccepted sign bob']);
    const used = onOffer().all(pause('09-21 10:30'), budget('09-21 10:40', 1));
    expect(stalls(used.until('09-21 14:59'))).toEqual([]);
    expect(stalls(used.apply(resume('09-21 15:00')))).toEqual(['09-21 15:00 unaccepted sign bob']);
  });

  it('gives a clock to what had none, and takes it from what has one', () => {
    const unhurried = routeOf(tale.legs.map(bare));
    const given = onOffer(by(unhurried)).all(budget('09-21 09:30', 2));
    expect(stalls(given.until('09-21 12:00'))).toEqual(['09-21 11:00 unaccepted sign bob']);
    const taken = onOffer(by(unhurried, budget('09-21 01:00', 2))).all(policy('09-21 10:00', { version: 2 }));
    expect(stalls(taken.until('09-21 12:00'))).toEqual([]);
  });

  it('that a route names and that comes later counts from the opening', () => {
    const named = onOffer(by(routeOf(tale.legs, { policy: 'strict' })));
    const strict = policy('09-21 10:30', { id: 'strict', budgets: [{ leg: 'sign', acceptBudget: hour }] });
    expect(stalls(named.apply(strict))).toEqual(['09-21 10:00 unaccepted sign bob']);
    expect(named.apply({ ...strict, id: 'again', occurredAt: at('09-21 10:31') })).toEqual([]);
  });
});

describe('a calendar or a roster', () => {
  const noAfternoon = { weekly: { ...calendar.weekly, mon: [['08:00', '12:00']] } } as Partial<typeof calendar>;
  it('moves what runs, each with the reason, by leg and kind', () => {
    const held = by().all(
      ...[opened('09-21 11:00'), offered('09-21 11:00', 'desk sign', { to: 'bob' })],
      ...[offered('09-21 11:00', 'desk pay', { to: 'cid' }), accepted('09-21 11:30', 'cid pay')],
    );
    expect(moves(held.apply(calendarPublished('09-21 11:40', noAfternoon)))).toEqual([
      'overrun pay 09-22 11:30 → 09-22 17:00: calendar-published',
      'unaccepted sign 09-21 15:00 → 09-22 09:00: calendar-published',
    ]);
    const mornings = { ...calendar, ...noAfternoon, id: 'mornings' };
    const other = onOffer().all(tale.rule('09-21 09:05', 'rules.calendar-published', { calendar: mornings }));
    other.apply(budget('09-21 09:10', 4));
    expect(moves(other.apply(rosterChanged('09-21 09:20', [party('bob', { calendar: 'mornings' })])))).toEqual([
      'unaccepted sign 09-21 15:00 → 09-22 09:00: roster-changed',
    ]);
  });

  it('moves the next rung too', () => {
    const play = onOffer();
    play.until('09-21 11:00');
    expect(moves(play.apply(calendarPublished('09-21 11:30', noAfternoon)))).toContain(
      'rung sign 09-21 15:00 → 09-22 09:00: calendar-published',
    );
    play.until('09-22 12:00');
    expect(rungs(play.decisions).slice(1)).toEqual([
      '09-22 09:00 unaccepted rung 1 boss',
      '09-22 11:00 unaccepted rung 2 dean',
    ]);
  });
});

describe('a migration', () => {
  const second = routeOf([leg('ask', 'ann'), leg('sign', 'bob', { acceptBudget: hour }), leg('pay', 'cid')], {
    version: 2,
  });
  const migrated = (when: string, more = {}): Fact => did(when, 'desk case.migrated', { route: 'relay', ...more });

  it('comes only when it is said: a case keeps the version that it started with', () => {
    const play = onOffer().all(routePublished('09-21 09:10', second));
    expect(play.case.state.route.version).toBe(1);
    expect(moves(play.apply(migrated('09-21 09:30', { version: 2 })))).toEqual([
      'unaccepted sign 09-21 11:00 → 09-21 10:00: migrated',
    ]);
    expect(play.case.state.route.version).toBe(2);
  });

  it('to what nobody has published is refused', () => {
    const play = onOffer();
    const tried = [migrated('09-21 09:30', { version: 7 }), migrated('09-21 09:30', { route: 'nowhere' })];
    expect(tried.flatMap((fact) => answers(play.apply(fact)))).toEqual([
      'unknown-route: relay in version 7 is not published',
      'unknown-route: nowhere is not published',
    ]);
  });

  it('leaves a leg that vanishes with its holder and its clock until it is done', () => {
    const short = routeOf([leg('ask', 'ann'), leg('pay', 'cid')], { version: 3 });
    const play = onOffer().all(accepted('09-21 09:00', 'bob sign'), routePublished('09-21 09:10', short));
    play.apply(migrated('09-21 09:30'));
    expect(play.leg()).toMatchObject({ state: 'held', holder: 'bob' });
    expect(stalls(play.until('09-22 09:00'))).toEqual(['09-22 09:00 overrun sign bob']);
    play.all(completed('09-22 10:00', 'bob sign'), offered('09-22 10:00', 'bob pay', {}));
    expect(play.leg('pay')).toMatchObject({ state: 'offered', receiver: 'cid' });
  });

  it('gives clocks to what had none, and takes them where there are none', () => {
    const none = routeOf(tale.legs.map(bare), { version: 4 });
    const taken = onOffer().all(routePublished('09-21 09:10', none), migrated('09-21 09:30'));
    expect(stalls(taken.until('09-21 17:00'))).toEqual([]);
    const given = onOffer(by(none)).all(
      routePublished('09-21 09:10', { ...second, version: 5 }),
      migrated('09-21 09:30'),
    );
    expect(stalls(given.until('09-21 09:59'))).toEqual([]);
    expect(stalls(given.until('09-21 17:00'))).toHaveLength(1);
  });
});

describe('a route that comes after the case', () => {
  it('counts from the opening, and says which deadlines there are', () => {
    const play = new Play([calendarPublished('09-21 00:00'), rosterChanged('09-21 00:00', tale.parties)]);
    onOffer(play).apply(routePublished('09-21 12:00', routeOf(tale.legs)));
    expect(stalls(play.decisions)).toEqual(['09-21 11:00 unaccepted sign bob']);
    expect(play.decisions.find((one) => one.type === 'stall-raised')).toMatchObject({ knownAt: at('09-21 12:00') });
  });
});
