import { describe, expect, it } from '@jest/globals';
import type { Fact, Party, StallRaised } from '@baton/contracts';
import type { CalendarDefinition } from '@baton/working-time';
import * as tale from './tale.fixture.ts';

const { absence, at, by, calendar, calendarPublished, hour, leg, offered, ofKind, opened, party, routeOf, rule } = tale;
const { rosterChanged, text } = tale;

const night: CalendarDefinition = {
  ...{ ...calendar, id: 'night', zone: 'Europe/Berlin', hash: 'night' },
  weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['20:00', '23:00']]])),
};
/** nia works at night, of gus nobody says when; nobody knows eve. */
const more: readonly Party[] = [
  party('nia', { calendar: 'night' }),
  party('gus', { calendar: 'unpublished' }),
  party('watch', { kind: 'team', members: ['ann', 'nia'] }),
  party('mixed', { kind: 'team', members: ['ann', 'eve'] }),
  party('round', { kind: 'team', members: ['ann', 'gus'], calendar: 'unpublished' }),
];
/** One leg of the party's, on offer from Monday at half past four: an hour before the day ends. */
const asked = (who: string, ...before: readonly Fact[]): tale.Play =>
  by(
    routeOf([leg('sign', who)]),
    calendarPublished('09-21 00:00', night),
    rosterChanged('09-21 00:00', [...tale.parties, ...more]),
    ...before,
  ).all(opened('09-21 16:30', 'desk', { needBy: at('09-30 17:30') }), offered('09-21 16:30', 'desk sign', { to: who }));
const away = (who: string, span: string, id = `${who} ${span}`): Fact => {
  const [from, until] = span.split(' … ') as [string, string];
  return absence('09-21 01:00', who, { from, until, id });
};
const ends = (play: tale.Play): string => tale.projection(play, '09-21 16:30');

describe('a budget counts in the hours', () => {
  it.each([
    ['of a person', 'ann', '09-22 09:00'],
    ['of any member of a team', 'watch', '09-21 21:00'],
    ['of the team for a member whom nobody knows', 'mixed', '09-22 09:00'],
    ['of the clock on the wall for one of whose hours nobody says anything', 'gus', '09-21 18:30'],
    ['of the clock on the wall if such a one is a member', 'round', '09-21 18:30'],
    ['of the role when it is vacant', 'vacancy', '09-22 09:00'],
  ])('%s', (_, who, due) => {
    const play = asked(who);
    expect(play.due('unaccepted')).toBe(due);
    expect(ofKind('unaccepted', play.until('09-23 00:00'))).toEqual([`${due} unaccepted sign ${who}`]);
  });
});

describe('a projection counts on', () => {
  it('whoever of a team is there', () => {
    expect(ends(asked('watch'))).toBe('09-21 23:00');
    expect(ends(asked('watch', away('ann', '09-20 00:00 … 09-29 00:00')))).toBe('09-22 21:00');
    expect(ends(asked('watch', away('nia', '09-20 00:00 … 09-29 00:00')))).toBe('09-22 11:00');
    const both = ['ann', 'nia'].map((who) => away(who, '09-20 00:00 … 09-23 00:00'));
    expect(ends(asked('watch', ...both))).toBe('09-23 12:00');
    expect(ends(asked('watch', away('watch', '09-20 00:00 … 09-22 00:00')))).toBe('09-22 12:00');
  });

  it('the team’s hours for a member whom nobody knows, though another is away', () => {
    expect(ends(asked('mixed'))).toBe('09-22 11:00');
    expect(ends(asked('mixed', away('ann', '09-20 00:00 … 09-29 00:00')))).toBe('09-22 11:00');
  });

  it('each party’s own hours, when two are away alike', () => {
    const route = routeOf([leg('sign', 'ann'), leg('pay', 'nia')]);
    const both = ['ann', 'nia'].map((who) => away(who, '09-20 00:00 … 09-22 00:00'));
    const play = by(
      route,
      calendarPublished('09-21 00:00', night),
      rosterChanged('09-21 00:00', [...tale.parties, ...more]),
    );
    play.all(...both, opened('09-21 16:30'), offered('09-21 16:30', 'desk sign', { to: 'ann' }));
    expect(ends(play)).toBe('09-23 21:00');
  });
});

describe('an absence', () => {
  const bobs = (...facts: readonly Fact[]): string => ends(asked('bob', away('bob', week, 'leave'), ...facts));
  const ended = (id: string, endedAt?: string): Fact =>
    rule('09-21 02:00', 'people.absence-ended', {
      ...{ absence: id, party: 'bob' },
      ...(endedAt === undefined ? {} : { endedAt: at(endedAt) }),
    });
  const week = '09-22 00:00 … 09-26 00:00';

  it('that ends early lasts until then, and not at all when that is before it begins', () => {
    expect(bobs()).toBe('09-28 11:00');
    expect(bobs(ended('leave', '09-23 00:00'))).toBe('09-23 11:00');
    expect(bobs(ended('leave', '09-22 00:00'))).toBe('09-22 11:00');
    expect(bobs(ended('leave'))).toBe('09-22 11:00');
  });

  it('that nobody declared ends nothing', () => {
    expect(bobs(ended('other'))).toBe('09-28 11:00');
  });

  it('that is declared anew is what was said last, and ends whole', () => {
    const anew = away('bob', '09-22 00:00 … 09-24 00:00', 'leave');
    expect(bobs(anew)).toBe('09-24 11:00');
    expect(bobs(anew, ended('leave'))).toBe('09-22 11:00');
  });

  it('of a team is when all its members are away, of each of their absences', () => {
    const spans = [away('bob', '09-21 17:00 … 09-24 00:00'), away('bea', '09-20 00:00 … 09-23 00:00')];
    const apart = [away('bob', '09-27 00:00 … 09-29 00:00'), away('bea', '09-26 00:00 … 09-28 00:00')];
    const play = asked('team', ...spans, ...apart).all(
      tale.did('09-21 16:40', 'desk case.amended', { needBy: at('09-22 17:30') }),
    );
    const raised = play.decisions.find((one) => one.type === 'stall-raised' && one.kind === 'absent') as StallRaised;
    expect([text(raised.away!.from), text(raised.away!.until)]).toEqual(['09-21 17:00', '09-23 00:00']);
    expect(text(raised.legFinish!)).toBe('09-23 11:40');
  });
});

describe('what a team is away', () => {
  it('is none where one is away after the other', () => {
    const spans = [away('bob', '09-21 17:00 … 09-21 17:10'), away('bea', '09-22 00:00 … 09-22 12:00')];
    const both = ['bob', 'bea'].map((who) => away(who, '09-24 00:00 … 09-26 00:00'));
    const play = by(routeOf([leg('sign', 'team', { typical: 20 * hour })]), ...spans, ...both).all(
      opened('09-21 16:30', 'desk', { needBy: at('09-24 17:30') }),
      offered('09-21 16:30', 'desk sign', { to: 'team' }),
    );
    const raised = play.decisions.find((one) => one.type === 'stall-raised' && one.kind === 'absent') as StallRaised;
    expect([text(raised.away!.from), text(raised.away!.until)]).toEqual(['09-24 00:00', '09-26 00:00']);
  });
});

describe('what was learned', () => {
  /** Of a publication and a leg: `one pay`. */
  const learned = (when: string, what: string, typical: number): Fact => {
    const [id, on] = what.split(' ');
    return rule(when, 'rules.durations-learned', {
      durations: { id, entries: [{ route: 'relay', leg: on, typical }] },
    });
  };

  it('is looked for in all that was published, and counts from when it is', () => {
    const play = asked('ann', learned('09-21 01:00', 'one pay', hour), learned('09-21 02:00', 'two sign', hour));
    expect(ends(play)).toBe('09-21 17:30');
    const other = asked('ann', learned('09-21 01:00', 'one sign', hour), learned('09-21 02:00', 'two pay', 2 * hour));
    expect(ends(other)).toBe('09-21 17:30');
    play.apply(learned('09-21 16:40', 'two sign', 2 * hour));
    expect(tale.projection(play, '09-21 16:40')).toBe('09-22 09:10');
  });
});
