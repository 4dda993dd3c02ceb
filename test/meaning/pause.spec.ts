import { describe, expect, it } from '@jest/globals';
import type { CaseFact, Fact } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { accepted, at, by, calendar, calendarPublished, completed, did, moves, offered, opened, returned, stalls } =
  tale;

const paused = (when: string, until?: string, leg: Readonly<Record<string, unknown>> = { leg: 'sign' }): CaseFact =>
  did(when, 'bob handoff.paused', { cause: 'supplier', ...leg, ...(until === undefined ? {} : { until: at(until) }) });
const resumed = (when: string, leg: Readonly<Record<string, unknown>> = { leg: 'sign' }): CaseFact =>
  did(when, 'bob handoff.resumed', leg);
/** On offer to bob from nine on Monday, for two hours. */
const after = (...facts: readonly Fact[]): string[] => {
  const play = by().all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' }), ...facts);
  play.until('09-24 17:30');
  return stalls(play.decisions);
};
const taken = accepted('09-21 10:00', 'bob sign');

describe('a pause', () => {
  const rows: readonly (readonly [string, readonly Fact[], readonly string[]])[] = [
    [
      'keeps the remainder until it is ended',
      [paused('09-21 10:00'), resumed('09-22 09:00')],
      ['09-22 10:00 unaccepted sign bob'],
    ],
    [
      'ends at the instant that it carries',
      [paused('09-21 10:00', '09-22 08:00')],
      ['09-22 09:00 unaccepted sign bob'],
    ],
    [
      'is put off by another',
      [paused('09-21 10:00', '09-22 08:00'), paused('09-21 11:00', '09-23 08:00')],
      ['09-23 09:00 unaccepted sign bob'],
    ],
    ['without an end waits', [paused('09-21 10:00', '09-22 08:00'), paused('09-21 11:00')], []],
    [
      'that is over when it is said is none',
      [paused('09-21 10:00', '09-21 09:30')],
      ['09-21 11:00 unaccepted sign bob'],
    ],
    [
      'of another leg is none of this one',
      [paused('09-21 10:00', undefined, { leg: 'ask' })],
      ['09-21 11:00 unaccepted sign bob'],
    ],
    [
      'of no leg is one of all',
      [paused('09-21 10:00', undefined, {}), resumed('09-22 09:00', {})],
      ['09-22 10:00 unaccepted sign bob'],
    ],
    [
      'is one of the clock that begins in it too',
      [paused('09-21 10:00'), accepted('09-21 11:00', 'bob sign'), resumed('09-22 09:00')],
      ['09-23 09:00 overrun sign bob'],
    ],
    [
      'is over when the leg is returned: who has the next move has the whole time',
      [
        taken,
        paused('09-21 11:00'),
        returned('09-21 12:00', 'bob sign'),
        offered('09-21 14:00', 'desk sign', { to: 'cid' }),
      ],
      ['09-21 16:00 unaccepted sign cid'],
    ],
    [
      'is over when the leg is completed',
      [taken, paused('09-21 11:00'), completed('09-21 12:00', 'bob sign')],
      ['09-21 16:00 idle pay bob'],
    ],
    [
      'is over when the case is: reopened, it has the whole time',
      [taken, paused('09-21 11:00'), did('09-21 12:00', 'desk case.closed'), did('09-21 14:00', 'desk case.reopened')],
      ['09-22 12:00 overrun sign bob'],
    ],
    [
      'does not see the calendar change, what is left of it does',
      [
        paused('09-21 10:00', '09-22 08:00'),
        calendarPublished('09-21 10:30', { weekly: { ...calendar.weekly, tue: [['10:00', '12:00']] } }),
      ],
      ['09-22 11:00 unaccepted sign bob'],
    ],
  ];
  it.each(rows)('%s', (_, facts, expected) => {
    expect(after(...facts)).toEqual(expected);
  });

  it('over the holiday takes nothing from what is left', () => {
    const play = by().all(opened('09-30 16:00'), offered('09-30 16:00', 'desk sign', { to: 'bob' }));
    play.apply(paused('09-30 16:30', '10-08 10:00'));
    expect(stalls(play.until('10-09 08:00'))).toEqual(['10-08 11:30 unaccepted sign bob']);
  });

  it('is journaled as the deadline that it moves, and so is its end', () => {
    const play = by().all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' }));
    play.all(paused('09-21 10:00'), resumed('09-22 09:00'));
    expect(moves(play.decisions)).toEqual([
      'unaccepted sign 09-21 11:00 → never: paused',
      'unaccepted sign never → 09-22 10:00: resumed',
    ]);
  });
});
