import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import { granted, onOffer } from './bends.fixture.ts';
import * as tale from './tale.fixture.ts';

const { accepted, answers, at, by, declined, did, hour, leg, offered, opened, parties, party } = tale;
const { progressed, rosterChanged, routeOf, routePublished, text } = tale;

const toBob = offered('09-21 09:00', 'desk sign', { to: 'bob' });
const told = (...facts: readonly Fact[]): tale.Play => by().all(opened('09-21 09:00'), ...facts);

describe('a need-by that moves', () => {
  it('is told to whoever has an offer before them, and to nobody else', () => {
    const play = by().all(opened('09-21 09:00', 'desk', { needBy: at('09-24 17:30') }));
    play.all(offered('09-21 09:00', 'desk ask'), accepted('09-21 09:00', 'ann ask'), toBob);
    const said = play.apply(did('09-21 09:40', 'desk case.amended', { needBy: at('09-24 17:00') }));
    expect(said.flatMap((one) => (one.type === 'heads-up' ? [one.leg] : []))).toEqual(['sign']);
  });
});

describe('the end of a case', () => {
  const closed = did('09-21 12:00', 'desk case.closed');

  it('is the first one that is said', () => {
    const play = told(toBob, closed);
    expect(play.apply(did('09-21 13:00', 'desk case.cancelled')).map(({ type }) => type)).toEqual(['fact-flagged']);
    expect(play.apply(did('09-21 13:00', 'desk case.closed'))).toEqual([]);
    expect(play.case.state).toMatchObject({ status: 'closed', closedAt: at('09-21 12:00') });
  });

  it('leaves it with whoever answers for it, also when another has given what is on offer', () => {
    const play = told(toBob, accepted('09-21 09:10', 'ann ask'), closed);
    expect(play.case.state.accountable).toBe('ann');
  });

  it('leaves it with the owner when nobody is left behind who held it', () => {
    const play = told(offered('09-21 09:00', 'desk sign', { to: 'crew' }), accepted('09-21 09:10', 'crew sign'));
    play.apply(rosterChanged('09-21 09:30', [...parties, party('crew', { kind: 'role', members: [] })]));
    expect(play.case.state.accountable).toBe('dean');
    play.apply(closed);
    expect(play.case.state.accountable).toBe('dean');
  });
});

describe('a deputy', () => {
  it('who declines is none any more; the offer and other deputies stand', () => {
    const play = onOffer().all(granted('09-21 09:10', 'bob deputy'), granted('09-21 09:11', 'boss later'));
    expect(play.leg()?.deputies).toEqual(['bea', 'cid']);
    play.apply(declined('09-21 09:20', 'bea sign'));
    expect(play.leg()).toMatchObject({ state: 'offered', receiver: 'bob', deputies: ['cid'] });
  });
});

describe('what comes next', () => {
  const said = (play: tale.Play): string[] =>
    play.decisions.flatMap((one) =>
      one.type === 'heads-up'
        ? [
            `${one.leg} ${one.party} ${[one.latestStart, one.latestFinish, one.acceptBy, one.expectedAt].map((when) => (when === undefined ? '-' : text(when))).join(' ')}`,
          ]
        : [],
    );

  it('is told with its latest moments, by when to accept, or when to expect it', () => {
    const play = by().all(opened('09-21 09:00', 'desk', { needBy: at('09-24 17:30') }));
    play.all(offered('09-21 09:00', 'desk ask'), accepted('09-21 09:30', 'ann ask'));
    expect(said(play)).toEqual([
      'ask ann 09-23 11:00 09-23 17:00 09-21 11:00 -',
      'sign bob 09-23 17:00 09-24 11:30 - 09-21 15:30',
    ]);
  });

  it('is told without them where there is no need-by, and at what the announcement says', () => {
    const play = told(did('09-21 09:10', 'desk handoff.announced', { leg: 'pay', expectedAt: at('09-22 10:00') }));
    play.apply(did('09-21 09:20', 'desk handoff.announced', { leg: 'pay', to: 'bea' }));
    play.apply(did('09-21 09:30', 'desk handoff.announced', {}));
    expect(said(play)).toEqual(['pay cid - - - 09-22 10:00', 'pay bea - - - 09-22 09:50', 'ask ann - - - 09-21 09:30']);
    expect(answers(play.apply(did('09-21 09:40', 'desk handoff.announced', { leg: 'lunch' })))).toEqual([
      'irregular: announced, but no such leg is ahead',
    ]);
  });
});

describe('a migration', () => {
  it('keeps legs where they stand, those that the new route has not after it', () => {
    const other = routeOf([leg('pay', 'cid'), leg('sign', 'bob', { acceptBudget: hour })], { version: 2 });
    const play = told(toBob, declined('09-21 09:10', 'bob sign'), offered('09-21 09:20', 'desk ask'));
    play.apply(routePublished('09-21 09:30', other));
    play.apply(did('09-21 09:40', 'desk case.migrated', { route: 'relay', version: 2 }));
    expect([play.leg('sign')?.index, play.leg('ask')?.index]).toEqual([1, 2]);
    play.all(offered('09-21 09:50', 'desk aside', { to: 'bea' }), progressed('09-21 09:55', 'bea aside'));
    expect(play.leg('aside')?.index).toBe(4);
    expect(answers(play.apply(did('09-21 10:00', 'desk case.migrated', { route: 'relay', version: 3 })))).toEqual([
      'unknown-route: relay in version 3 is not published',
    ]);
    expect(answers(play.apply(did('09-21 10:00', 'desk case.migrated', { route: 'none' })))).toEqual([
      'unknown-route: none is not published',
    ]);
  });
});
