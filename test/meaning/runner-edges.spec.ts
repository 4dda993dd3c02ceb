import { describe, expect, it } from '@jest/globals';
import type { Decision, Fact, RouteLeg } from '@baton/contracts';
import { carriedOut, granted, handlings, onOffer } from './bends.fixture.ts';
import * as tale from './tale.fixture.ts';

const { accepted, at, by, calendar, calendarPublished, completed, did, hour, leg, offered, ofKind, opened, party } =
  tale;
const { policy, projection, returned, rosterChanged, routeOf, rule } = tale;

const toBob = offered('09-21 09:00', 'desk sign', { to: 'bob' });
const unsaid = (id: string, who: string): RouteLeg => {
  const { typical: _, ...unknown } = leg(id, who);
  return unknown;
};
/** bea stands in for the party, within a span. */
const standingIn = (who: string, span: object): readonly Fact[] => [
  rule('09-21 01:00', 'people.delegation-appointed', { delegation: 'd', party: who, to: 'bea', ...span }),
  rule('09-21 02:00', 'people.delegation-accepted', { delegation: 'd', actor: 'bea' }),
];
/** nil never works. */
const nil = [
  calendarPublished('09-21 00:00', { ...calendar, id: 'none', weekly: {}, extraWorkdays: {} }),
  rosterChanged('09-21 00:00', [...tale.parties, party('nil', { calendar: 'none' })]),
];

describe('what is left of a leg', () => {
  it('is all of it when it is offered anew, whatever somebody did of it before', () => {
    const play = by(routeOf([leg('sign', 'bob')])).all(
      opened('09-21 09:00'),
      toBob,
      accepted('09-21 09:00', 'bob sign'),
    );
    play.all(returned('09-21 11:00', 'bob sign'), offered('09-21 11:00', 'desk sign', { to: 'bob' }));
    expect(projection(play, '09-21 11:00')).toBe('09-21 17:00');
  });

  it('nobody can say where nobody knows how long it takes, whoever may stand in', () => {
    const held = by(routeOf([unsaid('sign', 'bob')])).all(opened('09-21 09:00'), toBob);
    expect(projection(held.all(accepted('09-21 09:10', 'bob sign')), '09-21 09:10')).toBe('never');
    const ahead = by(routeOf([unsaid('sign', 'bob')]), ...standingIn('bob', {})).all(opened('09-21 09:00'));
    expect(projection(ahead, '09-21 09:00')).toBe('never');
  });

  it('is over when the last of those under way is', () => {
    const play = by(routeOf([leg('sign', 'bob'), leg('pay', 'cid', { typical: hour })])).all(
      opened('09-21 09:00'),
      toBob,
    );
    play.all(offered('09-21 09:00', 'desk pay', { to: 'cid' }), accepted('09-21 09:00', 'cid pay'));
    expect(projection(play, '09-21 09:00')).toBe('09-21 15:00');
  });
});

describe('who stands in', () => {
  it('is counted on when they are the first to be done', () => {
    const later = by(routeOf([leg('sign', 'bob')]), ...standingIn('bob', { from: at('09-23 08:00') }));
    expect(projection(later.all(opened('09-21 09:00')), '09-21 09:00')).toBe('09-21 15:00');
    const only = by(routeOf([leg('sign', 'nil')]), ...nil, ...standingIn('nil', {}));
    expect(projection(only.all(opened('09-21 09:00')), '09-21 09:00')).toBe('09-21 15:00');
  });

  const last = (span: object): string[] => {
    const play = by(routeOf([leg('sign', 'nil')]), ...nil, ...standingIn('nil', span));
    play.apply(opened('09-21 09:00', 'desk', { needBy: at('09-24 17:30') }));
    play.until('09-24 17:29');
    return ofKind('forecast', play.decisions);
  };

  it('must begin so that they are done before their time is over', () => {
    expect(last({ until: at('09-22 12:00') })).toEqual(['09-22 08:00 forecast - nil']);
  });

  it('must have begun at the latest when their time begins', () => {
    expect(last({ from: at('09-24 11:30') })).toEqual(['09-24 11:30 forecast - bea']);
    expect(last({ from: at('09-24 11:31') })).toEqual(['09-21 09:00 forecast - bea']);
  });
});

describe('a grant that is no expedition', () => {
  it('leaves the leg as long as it was', () => {
    const deputy = { ...handlings[0]!, typical: hour };
    const play = onOffer('09-24 17:30', { handlings: [deputy] }).all(granted('09-21 09:00', 'bob deputy'));
    expect(projection(play, '09-21 09:00')).toBe('09-22 09:30');
  });
});

describe('when a leg is expected', () => {
  const expected = (decisions: readonly Decision[]): readonly unknown[] =>
    decisions.flatMap((one) => (one.type === 'heads-up' ? [one.expectedAt] : []));
  const announced = did('09-21 09:30', 'desk handoff.announced', { leg: 'pay' });

  it('is now, when the one before is done', () => {
    const play = by().all(opened('09-21 09:00'), toBob, completed('09-21 09:20', 'bob sign'));
    expect(expected(play.apply(announced))).toEqual([at('09-21 09:30')]);
  });

  it('nobody can say of what is done', () => {
    const play = by().all(opened('09-21 09:00'), toBob, completed('09-21 09:20', 'bob sign'));
    const again = did('09-21 09:30', 'desk handoff.announced', { leg: 'sign' });
    expect(expected(play.apply(again))).toEqual([undefined]);
  });

  it('nobody can say where nobody knows how long one before it takes', () => {
    const legs = [unsaid('ask', 'ann'), leg('sign', 'bob', { elapsed: true }), leg('pay', 'cid')];
    expect(expected(by(routeOf(legs)).all(opened('09-21 09:00')).apply(announced))).toEqual([undefined]);
  });
});

describe('what counts for a leg', () => {
  it('is the budget that the policy has for that leg', () => {
    const only = policy('09-21 01:00', { budgets: [{ leg: 'sign', acceptBudget: hour }] } as object);
    const play = by(undefined, only).all(opened('09-21 09:00'), offered('09-21 09:00', 'desk ask', { to: 'ann' }));
    expect(play.due('unaccepted')).toBe('09-21 11:00');
  });

  it('is the time of an expedition that was carried out as well', () => {
    const play = onOffer().all(granted('09-21 09:00', 'desk quick', 'pay'));
    play.apply(carriedOut('09-21 09:00', 'quick', { leg: 'pay' }));
    expect(projection(play, '09-21 09:00')).toBe('09-21 16:00');
  });
});
