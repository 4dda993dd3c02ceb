import { describe, expect, it } from '@jest/globals';
import type { CaseFact, Fact, RouteLeg } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { accepted, answers, at, by, calendar, calendarPublished, completed, did, hour, leg, offered, ofKind, opened } =
  tale;
const { party, rosterChanged, routeOf, routePublished } = tale;

const unsaid = (id: string, who: string): RouteLeg => {
  const { typical: _, ...unknown } = leg(id, who);
  return unknown;
};
const forecasts = (play: tale.Play, until: string): string[] => {
  play.until(until);
  return ofKind('forecast', play.decisions).filter((line) => !line.includes('superseded'));
};
const open = (needBy: string, legs: readonly RouteLeg[], ...more: readonly Fact[]): tale.Play =>
  by(routeOf(legs), ...more).all(opened('09-21 09:00', 'desk', { needBy: at(needBy) }));
const toBob = offered('09-21 09:00', 'desk sign', { to: 'bob' });
const nil = [
  calendarPublished('09-21 00:00', { ...calendar, id: 'none', weekly: {}, extraWorkdays: {} }),
  rosterChanged('09-21 00:00', [...tale.parties, party('nil', { calendar: 'none' })]),
];

describe('nothing is foretold', () => {
  it('where nobody knows how long the leg at hand, or a later one, takes', () => {
    const later = open('09-21 17:30', [leg('sign', 'bob'), unsaid('pay', 'cid')]).all(toBob);
    const first = open('09-21 17:30', [unsaid('sign', 'bob'), leg('pay', 'cid')]).all(toBob);
    const held = open('09-21 17:30', [unsaid('sign', 'bob'), leg('pay', 'cid')]);
    held.all(toBob, accepted('09-21 09:10', 'bob sign'));
    for (const play of [later, first, held]) expect(forecasts(play, '09-21 17:29')).toEqual([]);
  });

  it('of two legs that are both ahead, if nobody knows how long the first takes', () => {
    const roots = [
      { ...unsaid('ask', 'ann'), after: [] },
      { ...leg('sign', 'bob'), after: [] },
    ];
    const play = open('09-21 09:30', [...roots, leg('pay', 'cid', { after: ['ask', 'sign'] })]);
    expect(play.due('forecast')).toBeUndefined();
    expect(forecasts(play, '09-21 17:29')).toEqual([]);
  });
});

describe('the projected finish is inside', () => {
  it('to the very instant, of a leg that is held', () => {
    const play = open('09-21 15:00', [leg('sign', 'bob')]).all(toBob, accepted('09-21 09:00', 'bob sign'));
    expect(forecasts(play, '09-21 14:36')).toEqual([]);
    expect(forecasts(play, '09-21 14:37')).toEqual(['09-21 14:36 forecast - bob']);
  });

  it('not with whom was asked, when they never work', () => {
    const asked = open('09-24 17:30', [leg('sign', 'bob')], ...nil);
    asked.all(offered('09-21 09:00', 'desk sign', { to: 'nil' }));
    expect(forecasts(asked, '09-21 09:10')).toEqual(['09-21 09:00 forecast - nil']);
  });
});

describe('of a leg whose next one has begun already the end is inside', () => {
  const legs = (typical: number | 'unknown'): readonly RouteLeg[] => [
    leg('ask', 'ann'),
    { ...(typical === 'unknown' ? unsaid('sign', 'bob') : leg('sign', 'bob', { typical })), after: ['ask'] },
    leg('look', 'cid', { after: ['ask'] }),
    leg('pay', 'bea', { after: ['sign', 'look'] }),
  ];
  const begun = (needBy: string, typical: number | 'unknown' = 4 * hour): tale.Play => {
    const play = open(needBy, legs(typical)).all(
      completed('09-21 09:00', 'ann ask'),
      completed('09-21 09:00', 'cid look'),
    );
    return play.all(toBob, offered('09-21 09:00', 'desk pay', { to: 'bea' }), accepted('09-21 09:00', 'bea pay'));
  };

  it('as long as it can be done by the need-by itself, to the very instant', () => {
    const play = begun('09-21 17:30');
    expect(forecasts(play, '09-21 11:30').slice(1)).toEqual([expect.stringContaining('inside-again')]);
    expect(forecasts(play, '09-21 11:31').at(-1)).toBe('09-21 11:30 forecast - bob');
    expect(forecasts(begun('09-21 14:00'), '09-21 09:00').at(-1)).toBe('09-21 09:00 forecast - ann');
  });

  it('for ever, where nobody knows how long it takes', () => {
    const play = begun('09-21 14:00', 'unknown');
    expect(forecasts(play, '09-21 13:59')).toEqual([]);
  });

  it('to the last millisecond, of work that takes no more', () => {
    const tiny = [leg('sign', 'bob', { typical: 5 }), leg('pay', 'cid', { typical: 5 })];
    const play = open('09-21 17:30', tiny).all(toBob, accepted('09-21 09:00', 'bob sign'));
    play.all(offered('09-21 09:00', 'bob pay', { to: 'cid' }), accepted('09-21 09:00', 'cid pay'));
    play.until('09-21 17:31');
    expect(play.decisions).toContainEqual(
      expect.objectContaining({ kind: 'forecast', lastInside: at('09-21 17:30') - 1 }),
    );
  });
});

describe('a leg that the route does not have', () => {
  const other = routeOf([leg('pay', 'cid')], { id: 'other' });
  const migrated: CaseFact = did('09-21 10:00', 'desk case.migrated', { route: 'other' });
  const held = (needBy: string): tale.Play =>
    open(needBy, [leg('sign', 'bob')], routePublished('09-21 00:00', other)).all(
      toBob,
      accepted('09-21 09:00', 'bob sign'),
    );

  it('does not hide that what is left of the route comes too late', () => {
    expect(forecasts(held('09-21 16:00').all(migrated), '09-21 10:01')).toEqual(['09-21 10:00 forecast - cid']);
  });

  it('leaves the last baton of the route with whoever did that', () => {
    const paid = [accepted('09-21 10:10', 'cid pay'), completed('09-21 10:20', 'cid pay')];
    const play = held('09-29 17:30').all(migrated, offered('09-21 10:00', 'desk pay', { to: 'cid' }), ...paid);
    expect(tale.batons(play, '09-21 10:20')).toEqual(['pay cid', 'sign bob']);
  });

  it('and is done leaves all of the route to be offered', () => {
    const play = held('09-29 17:30').all(completed('09-21 09:30', 'bob sign'), migrated);
    expect(play.due('idle')).toBe('09-21 12:00');
  });
});

describe('on a route in sequence', () => {
  it('the furthest leg counts, in whichever order the facts come', () => {
    const { acceptBudget: _, ...first } = leg('ask', 'ann');
    const play = by(routeOf([first, ...tale.legs.slice(1)])).all(opened('09-21 09:00'));
    play.all(completed('09-21 09:10', 'cid pay'), completed('09-21 09:20', 'ann ask'));
    expect(play.case.state.legs.map(({ definition }) => definition.id)).toEqual(['pay', 'ask']);
    expect(play.due('idle')).toBeUndefined();
  });
});

describe('on a route with branches', () => {
  it('nothing is left to offer when all legs are done', () => {
    const legs = [leg('ask', 'ann', { after: [] }), leg('sign', 'bob', { after: [] })];
    const play = by(routeOf(legs)).all(opened('09-21 09:00'));
    play.all(completed('09-21 09:10', 'ann ask'), completed('09-21 09:20', 'bob sign'));
    expect(answers(play.apply(did('09-21 09:30', 'desk handoff.offered', { to: 'cid' })))).toEqual([
      'irregular: offered, but the route has no further leg',
    ]);
  });
});
