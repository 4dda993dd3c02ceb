import { describe, expect, it } from '@jest/globals';
import type { Fact, Route } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { accepted, at, batons, by, calendarPublished, completed, did, hour, leg, offered, opened, routeOf, slacks } =
  tale;

/** ann asks; bob signs, cid looks and bea waits, by the clock on the wall; bea pays when all is done. */
const fork = routeOf([
  leg('ask', 'ann'),
  leg('sign', 'bob', { after: ['ask'], typical: 2 * hour }),
  leg('look', 'cid', { after: ['ask'], typical: 4 * hour }),
  leg('wait', 'bea', { after: ['ask'], typical: 3 * hour, elapsed: true }),
  leg('pay', 'bea', { after: ['sign', 'look', 'wait'] }),
]);
/** sign then file, look then pay. */
const apart = routeOf([
  leg('ask', 'ann'),
  leg('sign', 'bob', { after: ['ask'], typical: hour }),
  leg('look', 'cid', { after: ['ask'], typical: 7 * hour }),
  leg('file', 'bea', { after: ['sign'] }),
  leg('pay', 'desk', { after: ['look'] }),
]);

const needed = (route: Route, needBy?: string, ...facts: readonly Fact[]): tale.Play =>
  by(route).all(opened('09-21 08:00', 'desk', needBy === undefined ? {} : { needBy: at(needBy) }), ...facts);
const asked = offered('09-21 08:00', 'desk ask', { to: 'ann' });
const forked = (route = fork, needBy = '09-22 17:30'): tale.Play =>
  needed(route, needBy, asked, accepted('09-21 08:00', 'ann ask'), completed('09-21 10:00', 'ann ask'));
const taken = (when: string, who: string): readonly Fact[] => [
  offered(when, `ann ${who.split(' ')[1]}`, { to: who.split(' ')[0] }),
  accepted(when, who),
];

describe('the slack of an open baton', () => {
  it('lies between when its leg would end and when it must: all of it until accepted, then what is left', () => {
    const play = needed(fork, '09-22 17:30', asked);
    expect(slacks(play, '09-21 08:00')).toEqual(['ask desk 5']);
    expect(slacks(play, '09-21 09:00')).toEqual(['ask desk 2']);
    play.apply(accepted('09-21 08:00', 'ann ask'), '09-21 08:00');
    expect(slacks(play, '09-21 09:00')).toEqual(['ask ann 5']);
  });

  it('is that of the tightest leg to come once its own is done', () => {
    expect(slacks(forked(), '09-21 10:00')).toEqual(['ask ann 19.5']);
    const wide = routeOf(fork.legs.map((one) => (one.id === 'look' ? { ...one, typical: hour } : one)));
    expect(slacks(forked(wide), '09-21 10:00')).toEqual(['ask ann 22.5']);
    expect(slacks(forked(wide), '09-21 11:00')).toEqual(['ask ann 20.5']);
  });

  it('of what is under way counts in the hours of whoever has it, or on the wall', () => {
    const play = forked().all(...taken('09-21 10:00', 'bea wait'), ...taken('09-21 11:00', 'cid look'));
    expect(slacks(play, '09-21 11:00')).toEqual(['ask ann 18.5', 'look cid 18.5', 'wait bea 22.5']);
    expect(play.case.state.accountable).toBe('ann');
  });

  it('is not known without a need-by, nor for a leg that nobody knows the duration of', () => {
    expect(slacks(needed(fork, undefined, asked), '09-21 08:00')).toEqual(['ask desk -']);
    const { typical: _, ...unknown } = leg('ask', 'ann');
    const play = needed(routeOf([unknown, ...fork.legs.slice(1)]), '09-22 17:30', asked);
    expect(slacks(play, '09-21 08:00')).toEqual(['ask desk -']);
  });

  it('is none at all for a leg that can never end: who has that answers for the case', () => {
    const play = needed(apart, '09-29 17:30', asked, ...taken('09-21 08:00', 'ann ask'));
    play.all(completed('09-21 09:00', 'ann ask'), ...taken('09-21 09:00', 'bob sign'));
    play.all(...taken('09-21 09:00', 'cid look'), completed('09-21 09:30', 'bob sign'));
    play.all(...taken('09-21 09:30', 'bea file'));
    expect(play.case.state.accountable).toBe('cid');
    play.apply(calendarPublished('09-21 10:10', { weekly: {}, extraWorkdays: {} }));
    expect(slacks(play, '09-21 10:10')).toEqual(['look cid -', 'file bea -Infinity']);
    expect(play.case.state.accountable).toBe('bea');
  });
});

describe('an open baton', () => {
  it('is no longer one when its branch is at its end; the last of them is, while the case is open', () => {
    const play = needed(apart, '09-29 17:30', asked, ...taken('09-21 08:00', 'ann ask'));
    play.all(completed('09-21 09:00', 'ann ask'), ...taken('09-21 09:00', 'bob sign'));
    play.all(...taken('09-21 09:00', 'cid look'), completed('09-21 10:00', 'bob sign'));
    play.all(...taken('09-21 10:00', 'bea file'), completed('09-21 11:00', 'bea file'));
    expect(batons(play, '09-21 11:00')).toEqual(['look cid']);
    play.all(completed('09-21 11:00', 'cid look'), ...taken('09-21 11:00', 'desk pay'));
    play.apply(completed('09-21 11:30', 'desk pay'));
    expect(batons(play, '09-21 11:30')).toEqual(['file bea', 'pay desk']);
    expect(slacks(play, '09-21 11:30')).toEqual(['file bea -', 'pay desk -']);
  });

  it('of a case that is over is nobody’s any more: who answered for it last still does', () => {
    const play = needed(apart, '09-29 17:30', asked, ...taken('09-21 08:00', 'ann ask'));
    play.all(completed('09-21 09:00', 'ann ask'), ...taken('09-21 09:00', 'cid look'));
    play.apply(offered('09-21 09:00', 'ann sign', { to: 'bob' }));
    const before = play.case.state.accountable;
    play.apply(did('09-22 16:00', 'desk case.closed'));
    expect(play.case.state.accountable).toBe(before);
  });
});

describe('whoever hands over the leg that joins branches', () => {
  const pay = offered('09-21 11:20', 'desk pay', { to: 'desk' });
  const join = routeOf([...fork.legs.slice(0, 3), leg('pay', 'bea', { after: ['sign', 'look'] })]);
  const both = (): tale.Play =>
    forked(join).all(...taken('09-21 10:30', 'bob sign'), ...taken('09-21 10:40', 'cid look'));
  const giver = (...facts: readonly Fact[]): string | undefined =>
    both()
      .all(...facts, pay)
      .leg('pay')?.giver;

  it('is the last who completed one, of two at one instant the later of the route', () => {
    expect(giver(completed('09-21 11:00', 'bob sign'), completed('09-21 11:10', 'cid look'))).toBe('cid');
    expect(giver(completed('09-21 11:00', 'cid look'), completed('09-21 11:10', 'bob sign'))).toBe('bob');
    expect(giver(completed('09-21 11:00', 'cid look'), completed('09-21 11:00', 'bob sign'))).toBe('cid');
  });

  it('is the one who has completed theirs when it is offered too early; when nobody has, who answers for the case', () => {
    expect(giver(completed('09-21 11:00', 'cid look'))).toBe('cid');
    expect(giver(completed('09-21 11:00', 'bob sign'))).toBe('bob');
    expect(giver()).toBe('cid');
  });

  it('stays who gave it when another branch is completed meanwhile', () => {
    const play = both().all(completed('09-21 11:00', 'cid look'), pay, completed('09-21 11:30', 'bob sign'));
    expect(batons(play, '09-21 11:30')).toEqual(['sign bob', 'look cid', 'pay cid']);
  });

  it('is nobody who completed what they had never accepted', () => {
    const play = forked(join).all(...taken('09-21 10:40', 'cid look'), completed('09-21 11:00', 'cid look'));
    play.all(completed('09-21 11:10', 'eve sign'), pay);
    expect(play.leg('pay')?.giver).toBe('cid');
  });

  it('is who opened the case for each leg that waits for none', () => {
    const roots = routeOf([leg('a', 'ann', { after: [] }), leg('b', 'bob', { after: [] })]);
    const play = needed(roots, undefined, ...taken('09-21 08:00', 'ann a'));
    play.apply(offered('09-21 08:10', 'ann b', { to: 'bob' }));
    expect(play.case.state.accountable).toBe('ann');
    expect(batons(play, '09-21 08:10')).toEqual(['a ann', 'b desk']);
  });
});
