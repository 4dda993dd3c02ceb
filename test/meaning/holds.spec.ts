import { describe, expect, it } from '@jest/globals';
import type { CaseFact, Fact } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { absence, accepted, answers, at, by, did, hour, moves, offered, opened, policy, rungs, voided } = tale;

/** Unaccepted by bob since eleven on Monday, when he was called; boss is due at 15:00, dean at 17:00. */
const stalled = (...before: readonly Fact[]): tale.Play => {
  const play = by(undefined, ...before).all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' }));
  play.until('09-21 11:00');
  return play;
};
const acknowledged = (when: string, until?: string, more = {}): CaseFact =>
  did(when, 'boss stall.acknowledged', { ...(until === undefined ? {} : { until: at(until) }), ...more });
const snoozed = (when: string, until: string): CaseFact => did(when, 'desk stall.snoozed', { until: at(until) });
const away = (when: string, from: string): Fact => absence(when, 'boss', { from, until: '09-23 00:00' });

/** Which rungs fire from then on; at 11:30 an hour and a half of the step to boss is left. */
const later = (play: tale.Play, ...facts: readonly Fact[]): string[] => {
  const before = play.decisions.length;
  play.all(...facts).until('09-24 00:00');
  return rungs(play.decisions.slice(before)).map((line) => line.replace('unaccepted rung ', ''));
};

describe('an acknowledgement keeps what is left of the step, and ends', () => {
  const rows: readonly (readonly [string, readonly Fact[], readonly string[]])[] = [
    ['when nothing is said, never', [], ['09-21 15:00 1 boss', '09-21 17:00 2 dean']],
    ['when it expires', [acknowledged('09-21 11:30', '09-21 15:00')], ['09-21 16:30 1 boss', '09-22 09:00 2 dean']],
    ['after four hours of work', [acknowledged('09-21 11:30')], ['09-22 09:30 1 boss', '09-22 11:30 2 dean']],
    ['with the shift', [acknowledged('09-21 11:30', '09-23 12:00')], ['09-22 09:30 1 boss', '09-22 11:30 2 dean']],
    [
      'with an absence that was declared before',
      [away('09-21 11:10', '09-21 14:30'), acknowledged('09-21 11:30', '09-21 17:00')],
      ['09-21 16:00 1 boss', '09-22 08:30 2 dean'],
    ],
    [
      'with an absence that is declared after',
      [acknowledged('09-21 11:30', '09-21 17:00'), away('09-21 11:40', '09-21 14:30')],
      ['09-21 16:00 1 boss', '09-22 08:30 2 dean'],
    ],
    [
      'at once when the absence has begun before it is declared',
      [acknowledged('09-21 11:30', '09-21 17:00'), away('09-21 14:30', '09-21 14:00')],
      ['09-21 16:00 1 boss', '09-22 08:30 2 dean'],
    ],
    [
      'at once by who is away',
      [away('09-21 11:10', '09-21 11:15'), acknowledged('09-21 11:30', '09-21 17:00')],
      ['09-21 15:00 1 boss', '09-21 17:00 2 dean'],
    ],
    [
      'by hand',
      [acknowledged('09-21 11:30', '09-21 17:00'), did('09-21 14:30', 'boss stall.acknowledgement-ended')],
      ['09-21 16:00 1 boss', '09-22 08:30 2 dean'],
    ],
    [
      'as the later one says, with what was left at the first',
      [acknowledged('09-21 11:30', '09-21 15:00'), acknowledged('09-21 14:30', '09-21 16:00')],
      ['09-21 17:30 1 boss', '09-22 10:00 2 dean'],
    ],
    [
      'not with an absence that was called off',
      [
        away('09-21 11:10', '09-21 14:30'),
        acknowledged('09-21 11:30', '09-21 15:00'),
        tale.rule('09-21 11:40', 'people.absence-ended', {
          absence: 'leave',
          party: 'boss',
          endedAt: at('09-21 11:40'),
        }),
      ],
      ['09-21 16:30 1 boss', '09-22 09:00 2 dean'],
    ],
  ];
  it.each(rows)('%s', (_, facts, expected) => {
    expect(later(stalled(), ...facts)).toEqual(expected);
  });

  it('after what the policy allows', () => {
    const play = stalled(policy('09-21 01:00', { acknowledgeFor: hour }));
    expect(later(play, acknowledged('09-21 11:30'))).toEqual(['09-21 16:00 1 boss', '09-22 08:30 2 dean']);
  });

  it('also when the absence is declared at an instant at which the need-by passes', () => {
    const play = stalled().all(did('09-21 11:20', 'desk case.amended', { needBy: at('09-21 14:30') }));
    const acknowledging = acknowledged('09-21 11:30', '09-21 17:00', { kind: 'unaccepted' });
    const fired = later(play, acknowledging, away('09-21 14:30', '09-21 14:30'));
    expect(fired.filter((line) => / \d boss/.test(line))).toContain('09-21 16:00 1 boss');
  });
});

describe('a snooze', () => {
  it('lasts to its instant, whoever goes home, and keeps what is left of the step', () => {
    expect(later(stalled(), snoozed('09-21 11:30', '09-22 08:00'))).toEqual([
      '09-22 09:30 1 boss',
      '09-22 11:30 2 dean',
    ]);
  });
});

describe('what people do about stalls', () => {
  it('is journaled as the rung that moves', () => {
    const play = stalled();
    expect(moves(play.apply(acknowledged('09-21 11:30', '09-21 15:00')))).toEqual([
      'rung sign 09-21 15:00 → never: acknowledged',
    ]);
    expect(moves(play.until('09-21 15:00'))).toEqual(['rung sign never → 09-21 16:30: acknowledgement-expired']);
  });

  it('is refused when nothing that is meant stalls', () => {
    const play = stalled();
    const meant = [{ kind: 'overrun' }, { leg: 'ask' }, { leg: 'ask', kind: 'unaccepted' }];
    expect(meant.flatMap((more) => answers(play.apply(acknowledged('09-21 11:30', undefined, more))))).toEqual([
      'no-open-stall: nothing stalls now: overrun',
      'no-open-stall: nothing stalls now: ask',
      'no-open-stall: nothing stalls now: ask unaccepted',
    ]);
    expect(answers(play.apply(did('09-21 11:30', 'boss stall.acknowledgement-ended')))).toEqual([
      'irregular: nobody had acknowledged it',
    ]);
    expect(later(play)).toEqual(['09-21 15:00 1 boss', '09-21 17:00 2 dean']);
  });

  it('ends with the episode: the next one calls as if nothing had been said', () => {
    const play = stalled().all(acknowledged('09-21 11:30', '09-21 17:00'));
    play.apply(accepted('09-21 11:40', 'bob sign'));
    play.until('09-22 12:00');
    expect(rungs(play.decisions).at(-1)).toBe('09-22 11:40 overrun rung 0 bob');
  });

  it('moves no accountability', () => {
    const play = stalled().all(acknowledged('09-21 11:30'));
    expect(play.case.state.accountable).toBe('desk');
  });

  it('that was a mistake has no effect once it is voided', () => {
    const acknowledging = acknowledged('09-21 11:10', '09-21 17:00');
    expect(later(stalled(), acknowledging, voided('09-21 11:20', acknowledging))).toEqual([
      '09-21 15:00 1 boss',
      '09-21 17:00 2 dean',
    ]);
    const snoozing = snoozed('09-21 11:10', '09-22 17:00');
    expect(later(stalled(), snoozing, voided('09-21 11:20', snoozing))).toEqual([
      '09-21 15:00 1 boss',
      '09-21 17:00 2 dean',
    ]);
  });

  it('that was voided by mistake has its effect again', () => {
    const acknowledging = acknowledged('09-21 11:30', '09-21 17:00');
    const voiding = voided('09-21 11:40', acknowledging);
    expect(later(stalled(), acknowledging, voiding, voided('09-21 11:50', voiding))).toEqual([
      '09-22 09:00 1 boss',
      '09-22 11:00 2 dean',
    ]);
  });

  it('stands when two voidings name each other', () => {
    const first = { ...voided('09-21 11:40', did('09-21 11:00', 'boss case.confirmed')), fact: 'second' };
    const second = { ...voided('09-21 11:50', first), id: 'second' };
    expect(later(stalled(), acknowledged('09-21 11:30', '09-21 17:00'), first, second)).toEqual([
      '09-22 09:00 1 boss',
      '09-22 11:00 2 dean',
    ]);
  });

  it('is as it was before when its end, or the second of two, is voided', () => {
    const first = acknowledged('09-21 11:30', '09-21 17:00');
    const ending = did('09-21 14:10', 'boss stall.acknowledgement-ended');
    expect(later(stalled(), first, ending, voided('09-21 14:20', ending))).toEqual([
      '09-22 09:00 1 boss',
      '09-22 11:00 2 dean',
    ]);
    const second = acknowledged('09-21 11:40', '09-22 10:00');
    expect(later(stalled(), first, second, voided('09-21 11:50', second))).toEqual([
      '09-22 09:00 1 boss',
      '09-22 11:00 2 dean',
    ]);
  });
});
