import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { accepted, answers, by, did, hour, leg, legs, moves, offered, opened, policy, routeOf } = tale;

const budgets = (when: string, version: number, ...all: readonly object[]): Fact =>
  policy(when, { version, budgets: all } as object);
const toBob = offered('09-21 09:00', 'desk sign', { to: 'bob' });
const watched = [leg('ask', 'ann'), leg('sign', 'bob', { progressInterval: hour })];

describe('when the rules change, a budget', () => {
  it('is less by what was used of it before a pause', () => {
    const play = by().all(
      ...[opened('09-21 09:00'), toBob, did('09-21 09:30', 'bob handoff.paused', { leg: 'sign', cause: 'trip' })],
      did('09-21 10:00', 'bob handoff.resumed', { leg: 'sign' }),
      budgets('09-21 10:30', 1, { leg: 'sign', acceptBudget: 3 * hour }),
    );
    expect(moves(play.decisions).at(-1)).toBe('unaccepted sign 09-21 11:30 → 09-21 14:30: policy-published');
  });

  it('that stands still is not said to move, on the wall neither', () => {
    const paused = did('09-21 09:30', 'bob handoff.paused', { leg: 'sign', cause: 'trip' });
    const play = by(routeOf([leg('sign', 'bob', { elapsed: true })])).all(opened('09-21 09:00'), toBob, paused);
    const said = moves(play.apply(budgets('09-21 10:00', 1, { leg: 'sign', acceptBudget: 3 * hour })));
    expect([said, play.due('unaccepted')]).toEqual([[], undefined]);
  });

  it('to finish begins for whoever holds the leg, though another was asked', () => {
    const bare = legs.map(({ finishBudget: _finish, ...one }) => one);
    const play = by(routeOf(bare)).all(opened('09-21 09:00'), toBob, accepted('09-21 09:10', 'bea sign'));
    play.apply(budgets('09-21 09:20', 1, { leg: 'sign', finishBudget: hour }));
    expect(tale.ofKind('overrun', play.until('09-21 11:00'))).toEqual(['09-21 10:10 overrun sign bea']);
    const never = tale.calendarPublished('09-21 00:00', {
      ...tale.calendar,
      id: 'none',
      weekly: {},
      extraWorkdays: {},
    });
    const nobody = tale.rosterChanged('09-21 00:00', [...tale.parties, tale.party('nil', { calendar: 'none' })]);
    const idle = by(routeOf(bare), never, nobody).all(
      opened('09-21 09:00'),
      toBob,
      accepted('09-21 09:10', 'nil sign'),
    );
    idle.apply(budgets('09-21 09:20', 1, { leg: 'sign', finishBudget: hour }));
    expect(idle.due('overrun')).toBeUndefined();
  });

  it('to accept begins in the hours of whom was asked, and an offer without one ends when it says', () => {
    const bare = legs.map(({ acceptBudget: _accept, ...one }) => one);
    const late = offered('09-21 17:00', 'desk sign', { to: 'bob', validUntil: tale.at('09-22 12:00') });
    const begun = by(routeOf(bare)).all(opened('09-21 09:00'), late);
    begun.apply(budgets('09-21 17:10', 1, { leg: 'sign', acceptBudget: hour }));
    expect(tale.ofKind('unaccepted', begun.until('09-22 09:00'))).toEqual(['09-22 08:30 unaccepted sign bob']);
    const ending = by(routeOf(bare)).all(opened('09-21 09:00'), late, policy('09-21 17:10'));
    expect([ending.due('lapse'), moves(ending.decisions)]).toEqual(['09-22 12:00', []]);
  });

  it('to accept is no progress interval, and one to offer is the accept budget where there is none', () => {
    const offering = by(routeOf(watched)).all(opened('09-21 09:00'), toBob, policy('09-21 09:30'));
    expect([offering.due('unaccepted'), moves(offering.decisions)]).toEqual(['09-21 11:00', []]);
    const waiting = by().all(opened('09-21 09:00'), policy('09-21 09:30'));
    expect([waiting.due('idle'), moves(waiting.decisions)]).toEqual(['09-21 11:00', []]);
  });

  it('for progress ends with the interval, whatever there is to accept', () => {
    const play = by(undefined, budgets('09-21 01:00', 1, { leg: 'sign', progressInterval: hour }));
    play.all(opened('09-21 09:00'), toBob, accepted('09-21 09:00', 'bob sign'), policy('09-21 09:30', { version: 2 }));
    expect(moves(play.decisions)).toEqual(['idle sign 09-21 10:00 → never: policy-published']);
  });

  it('is said to move leg by leg, whichever began first', () => {
    const all = [leg('ask', 'ann'), leg('look', 'cid'), leg('sign', 'bob')];
    const play = by(routeOf(all)).all(
      ...[opened('09-21 09:00'), offered('09-21 09:00', 'desk look', { to: 'cid' })],
      ...[offered('09-21 09:00', 'desk sign', { to: 'bob' }), offered('09-21 09:00', 'desk ask', { to: 'ann' })],
    );
    const hourly = (id: string): object => ({ leg: id, acceptBudget: hour });
    play.apply(budgets('09-21 09:10', 1, hourly('sign'), hourly('ask'), hourly('look')));
    expect(moves(play.decisions).map((line) => line.slice(0, 15))).toEqual([
      ...['unaccepted ask ', 'unaccepted look', 'unaccepted sign'],
    ]);
  });
});

describe('of two offers to one party', () => {
  const both = (): tale.Play =>
    by().all(opened('09-21 09:00'), toBob, offered('09-21 09:00', 'desk pay', { to: 'bob' }));

  it('the one that is named is accepted, else the latest', () => {
    const named = both().all(accepted('09-21 09:10', 'bob sign'));
    expect([named.leg('sign')?.state, named.leg('pay')?.state]).toEqual(['held', 'offered']);
    const unnamed = both().all(did('09-21 09:10', 'bob handoff.accepted'));
    expect([unnamed.leg('sign')?.state, unnamed.leg('pay')?.state]).toEqual(['offered', 'held']);
  });
});

describe('what is held', () => {
  const held = (): tale.Play => by().all(opened('09-21 09:00'), toBob, accepted('09-21 09:10', 'bob sign'));

  it('cannot be offered to its holder, and is not on offer any more when it is offered back', () => {
    expect(answers(held().apply(offered('09-21 09:20', 'bob sign', { to: 'bob' })))).toEqual([
      'irregular: offered to bob, who holds it',
    ]);
    const play = held().all(offered('09-21 09:20', 'bob sign', { to: 'cid' }));
    expect(answers(play.apply(offered('09-21 09:30', 'bob sign', { to: 'bea' })))).toEqual([]);
    expect(play.leg()).toMatchObject({ state: 'offered', receiver: 'bea', holder: 'bob' });
    play.apply(offered('09-21 09:40', 'bea sign', { to: 'bob' }));
    expect(play.leg()).toMatchObject({ state: 'held', holder: 'bob' });
  });
});
