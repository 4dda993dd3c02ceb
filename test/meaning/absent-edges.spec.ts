import { describe, expect, it } from '@jest/globals';
import type { Decision, Fact, StallRaised } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { absence, accepted, at, by, calendarPublished, leg, offered, ofKind, opened, routeOf, rule, text } = tale;

const absent = (play: tale.Play): string[] => ofKind('absent', play.decisions);
const raised = (decisions: readonly Decision[]): StallRaised | undefined =>
  decisions.find((one) => one.type === 'stall-raised' && one.kind === 'absent') as StallRaised | undefined;
const one = [leg('sign', 'bob')];
/** A leg of four hours, on Monday at nine. */
const asked = (needBy: string | undefined, legs = one, ...more: readonly Fact[]): tale.Play =>
  by(routeOf(legs)).all(
    opened('09-21 09:00', 'desk', needBy === undefined ? {} : { needBy: at(needBy) }),
    offered('09-21 09:00', 'desk sign', { to: 'bob' }),
    ...more,
  );
/** `from … until`. */
const away = (when: string, span: string, id = 'leave'): Fact => {
  const [from, until] = span.split(' … ') as [string, string];
  return absence(when, 'bob', { from, until, id });
};
const week = '09-21 09:30 … 09-28 00:00';
/** Without an end that any calendar knows. */
const gone = (when: string): Fact =>
  rule(when, 'people.absence-declared', { absence: 'gone', party: 'bob', from: at(when), until: 2 ** 53 - 1 });

describe('absences make a leg late', () => {
  it('not where it counts on the wall, where nobody knows how long it takes, or where there are no hours anyway', () => {
    const elapsed = asked('09-22 12:00', [leg('sign', 'bob', { elapsed: true })], away('09-21 09:10', week));
    const { typical: _, ...unknown } = leg('sign', 'bob');
    const unsaid = asked('09-22 12:00', [unknown], away('09-21 09:10', week));
    const closed = asked(
      '09-22 12:00',
      one,
      calendarPublished('09-21 09:01', { weekly: {} }),
      away('09-21 09:10', week),
    );
    for (const play of [elapsed, unsaid, closed]) {
      play.until('09-29 00:00');
      expect(absent(play)).toEqual([]);
    }
    expect(asked('09-22 12:00', [unknown], away('09-21 09:10', week)).due('absent')).toBeUndefined();
  });

  it('when somebody is away for good', () => {
    const play = asked('09-22 12:00', one, gone('09-21 09:10'));
    expect(absent(play)).toEqual(['09-21 09:10 absent sign bob']);
    expect(raised(play.decisions)).toMatchObject({ legFinish: undefined, legFinishPresent: at('09-21 15:10') });
  });

  it('not without a limit: of what was never offered nobody says by when it must end', () => {
    const play = by(routeOf(one)).all(opened('09-21 09:00'), accepted('09-21 09:05', 'bob sign'));
    play.apply(gone('09-21 09:10'));
    expect(absent(play)).toEqual([]);
  });
});

describe('the absence that an alert names', () => {
  const named = (...absences: readonly Fact[]): string | undefined => {
    const span = raised(asked('09-22 12:00', one, ...absences).decisions)?.away;
    return span && `${text(span.from)} … ${text(span.until)}`;
  };

  it('is the first that is not over, to the very instant', () => {
    const long = away('09-21 09:10', '09-21 09:30 … 09-23 00:00');
    expect(named(away('09-21 09:01', '09-20 00:00 … 09-21 09:10', 'over'), long)).toBe('09-21 09:30 … 09-23 00:00');
    expect(named(away('09-21 09:01', '09-20 00:00 … 09-21 09:11', 'on'), long)).toBe('09-20 00:00 … 09-21 09:11');
    expect(named(away('09-21 09:01', '09-24 08:00 … 09-24 09:00', 'later'), long)).toBe('09-21 09:30 … 09-23 00:00');
    expect(named(away('09-21 09:01', '09-21 09:20 … 09-21 09:25', 'early'), long)).toBe('09-21 09:20 … 09-21 09:25');
  });

  it('is of two that begin together the one that was declared first', () => {
    const short = away('09-21 09:01', '09-21 09:30 … 09-21 09:40', 'short');
    expect(named(short, away('09-21 09:10', '09-21 09:30 … 09-23 00:00'))).toBe('09-21 09:30 … 09-21 09:40');
  });
});

describe('what is held', () => {
  it('is late with the first instant at which its last tenth no longer fits before the absence', () => {
    const play = asked('09-21 17:00', one, accepted('09-21 09:00', 'bob sign'));
    play.apply(away('09-21 09:10', '09-21 16:00 … 09-23 00:00'));
    play.until('09-21 15:36');
    expect(absent(play)).toEqual([]);
    play.until('09-21 15:37');
    expect(raised(play.decisions)).toMatchObject({ dueAt: at('09-21 15:36') + 1, lastInside: at('09-21 15:36') });
  });
});
