import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { Play, accepted, accountable, answers, batons, by, calendarPublished, completed, declined, did, leg } = tale;
const { offered, ofKind, opened, party, rosterChanged, routeOf, routePublished, withdrawn } = tale;

const unowned = (play: tale.Play): string[] => ofKind('unowned', play.decisions);
const offeredTo = (who: string, ...more: readonly Fact[]): tale.Play =>
  by().all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: who }), ...more);

describe('unowned', () => {
  it.each(['vacancy', 'eve'])('comes with an offer to %s: the owner of last resort answers', (who) => {
    const play = offeredTo(who);
    expect(unowned(play)).toEqual([`09-21 09:00 unowned sign ${who}`]);
    expect(play.case.state.accountable).toBe('dean');
    expect(batons(play, '09-21 09:00')).toEqual(['sign dean']);
  });

  it('does not come for a role that somebody fills, nor before anybody said who there is', () => {
    expect(unowned(offeredTo('crew'))).toEqual([]);
    const early = new Play([calendarPublished('09-21 00:00'), routePublished('09-21 00:00', routeOf(tale.legs))]);
    early.all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'eve' }));
    expect(unowned(early)).toEqual([]);
    early.apply(rosterChanged('09-21 10:00', tale.parties));
    expect(early.case.state.accountable).toBe('dean');
  });

  it('leaves who answers alone when an offer ends that it never was about', () => {
    const play = by().all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' }));
    play.all(accepted('09-21 09:10', 'ann ask'), declined('09-21 09:20', 'bob sign'));
    expect(accountable(play.decisions)).toEqual(['09-21 09:00 desk answers', '09-21 09:10 ann answers']);
  });

  const ends: readonly (readonly [string, Fact, string])[] = [
    ['accepted', accepted('09-21 09:30', 'bob sign'), 'bob'],
    ['withdrawn', withdrawn('09-21 09:30', 'desk sign'), 'desk'],
    ['declined', declined('09-21 09:30', 'vacancy sign'), 'desk'],
    ['offered-to-another', offered('09-21 09:30', 'desk sign', { to: 'bob' }), 'desk'],
  ];
  it.each(ends)('is over when %s', (because, fact, who) => {
    const play = offeredTo('vacancy', fact);
    expect(unowned(play).at(-1)).toBe(`09-21 09:30 unowned sign cleared: ${because}`);
    expect(play.case.state.accountable).toBe(who);
    expect(accountable(play.decisions)).toEqual([
      '09-21 09:00 desk answers',
      '09-21 09:00 dean answers',
      `09-21 09:30 ${who} answers`,
    ]);
  });

  it('comes when the last member leaves the role that it is offered to', () => {
    const play = offeredTo('crew').all(rosterChanged('09-21 10:00', [party('crew', { kind: 'role', members: [] })]));
    expect(unowned(play)).toEqual(['09-21 10:00 unowned sign crew']);
    expect(play.case.state.accountable).toBe('dean');
  });

  it('comes when the last member leaves the role that holds it', () => {
    const play = offeredTo('crew', did('09-21 09:30', 'system handoff.accepted', { leg: 'sign', by: 'crew' }));
    expect(play.case.state.accountable).toBe('crew');
    play.apply(rosterChanged('09-21 10:00', [party('crew', { kind: 'role', members: [] })]));
    expect(unowned(play)).toEqual(['09-21 10:00 unowned sign crew']);
    expect(play.case.state.accountable).toBe('dean');
  });

  it('is retracted when the party turns out to have been there: published later, it counts from the opening', () => {
    const play = offeredTo('eve').all(rosterChanged('09-21 10:00', [party('eve')]));
    expect(unowned(play)).toEqual(['09-21 09:00 unowned sign eve', 'unowned sign retracted']);
    expect(play.case.state.accountable).toBe('desk');
    expect(tale.stalls(play.until('09-21 11:00'))).toEqual(['09-21 11:00 unaccepted sign eve']);
  });

  it('is retracted so, too, when somebody else is on offer by then', () => {
    const play = offeredTo('eve', offered('09-21 09:30', 'desk sign', { to: 'bob' }));
    expect(unowned(play.all(rosterChanged('09-21 10:00', [party('eve')])))).toEqual([
      '09-21 09:00 unowned sign eve',
      '09-21 09:30 unowned sign cleared: offered-to-another',
      'unowned sign retracted',
    ]);
  });

  it('leaves a reopened case with its last holder', () => {
    const play = by().all(
      ...[opened('09-21 08:00'), offered('09-21 08:00', 'desk ask', { to: 'ann' }), accepted('09-21 08:10', 'ann ask')],
      ...[completed('09-21 09:00', 'ann ask'), offered('09-21 09:00', 'ann sign', { to: 'vacancy' })],
      ...[did('09-21 10:00', 'desk case.closed'), did('09-21 11:00', 'desk case.reopened')],
    );
    expect(play.case.state.accountable).toBe('ann');
  });

  it('is the new owner’s when the case moves to a route with another', () => {
    const play = offeredTo(
      'vacancy',
      routePublished('09-21 09:10', routeOf([leg('sign', 'bob')], { version: 2, owner: 'boss' })),
    );
    expect(answers(play.apply(did('09-21 09:30', 'desk case.migrated', { route: 'relay', version: 2 })))).toEqual([]);
    expect(play.case.state.accountable).toBe('boss');
  });
});
