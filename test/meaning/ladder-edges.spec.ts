import { describe, expect, it } from '@jest/globals';
import type { CaseFact, Fact, Handling, Rung } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { absence, accepted, answers, at, by, completed, did, hour, leg, moves, offered, opened, policy } = tale;
const { routeOf, rungs, text } = tale;

const on = (after: number, whom: Rung['whom'], more: Partial<Rung> = {}): Rung => ({
  ...{ after: after * hour, whom, channel: 'console' },
  ...more,
});
/** Unaccepted by bob since eleven on Monday, when he was called; boss is due at 15:00, dean at 17:00. */
const stalled = (...before: readonly Fact[]): tale.Play => {
  const play = by(undefined, ...before).all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' }));
  play.until('09-21 11:00');
  return play;
};
const acknowledged = (when: string, until: string): CaseFact =>
  did(when, 'boss stall.acknowledged', { until: at(until) });
const snoozed = (when: string, until: string): CaseFact => did(when, 'desk stall.snoozed', { until: at(until) });
const away = (when: string, from: string, until: string): Fact => absence(when, 'boss', { from, until });
/** What moved a rung and why, with when it was due. */
const moved = (play: tale.Play, until: string, ...facts: readonly Fact[]): string[] => {
  const before = play.decisions.length;
  play.all(...facts).until(until);
  const since = play.decisions.slice(before).filter((one) => one.type === 'deadline-moved' && one.clock === 'rung');
  return since.map((one) => `${text(one.dueAt)} ${moves([one])[0]!.replace('rung sign ', '')}`);
};

describe('what somebody does about a stall', () => {
  it('counts from the very instant at which it comes up, and not before', () => {
    expect(answers(stalled().apply(acknowledged('09-21 11:00', '09-21 17:00')))).toEqual([]);
    expect(answers(stalled().apply(acknowledged('09-21 10:59', '09-21 17:00'), '09-21 11:10'))).toEqual([
      'no-open-stall: nothing stalls now: any',
    ]);
  });

  it('is over at once when it was to end before it began', () => {
    const atOnce = (because: string, over: string): string[] => [
      `09-21 11:30 09-21 15:00 → never: ${because}`,
      `09-21 11:30 never → 09-21 15:00: ${over}`,
    ];
    expect(moved(stalled(), '09-21 14:00', snoozed('09-21 11:30', '09-21 11:10'))).toEqual(
      atOnce('snoozed', 'snooze-over'),
    );
    expect(moved(stalled(), '09-21 14:00', acknowledged('09-21 11:30', '09-21 11:10'))).toEqual(
      atOnce('acknowledged', 'acknowledgement-expired'),
    );
  });

  const ends: readonly (readonly [string, Fact, string])[] = [
    ['its own when the shift is over just then', acknowledged('09-21 11:30', '09-21 17:30'), 'acknowledgement-expired'],
    ['the shift’s a minute later', acknowledged('09-21 11:30', '09-21 17:31'), 'acknowledgement-shift-over'],
  ];
  it.each(ends)('has one end: %s', (_, fact, because) => {
    expect(moved(stalled(), '09-21 17:30', fact).at(-1)).toBe(`09-21 17:30 never → 09-22 09:30: ${because}`);
  });

  it('ends with an absence that begins before its own end, not just then, and not with one that is over', () => {
    const until = acknowledged('09-21 11:30', '09-21 15:00');
    const because = (...spans: readonly [string, string]): string | undefined =>
      moved(stalled(away('09-21 10:00', ...spans)), '09-21 15:00', until)
        .at(-1)
        ?.split(': ')
        .at(-1);
    expect(because('09-21 15:00', '09-22 00:00')).toBe('acknowledgement-expired');
    expect(because('09-21 14:59', '09-22 00:00')).toBe('acknowledgement-absent');
    expect(because('09-21 10:00', '09-21 11:30')).toBe('acknowledgement-expired');
    expect(because('09-21 10:00', '09-21 11:31')).toBe('acknowledgement-absent');
  });
});

describe('a rung', () => {
  it('is not said to move when the rules change and it does not', () => {
    const change = policy('09-21 11:30', { acknowledgeFor: hour });
    expect(moved(stalled(), '09-21 12:00', change)).toEqual([]);
  });

  it('never comes before the one that precedes it, nor before the end of a hold', () => {
    const ladder = [on(2, 'receiver'), on(0, 'owner')];
    const play = by(routeOf(tale.legs, { ladder }));
    play.all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' }));
    play.until('09-21 17:30');
    expect(rungs(play.decisions)).toEqual(['09-21 15:00 unaccepted rung 0 bob', '09-21 15:00 unaccepted rung 1 dean']);
  });

  const fork = [
    leg('ask', 'ann'),
    leg('sign', 'bob', { after: ['ask'], typical: hour }),
    leg('look', 'cid', { after: ['ask'], typical: 7 * hour }),
  ];
  const branches = (ladder: readonly Rung[], handlings: readonly Handling[] = []): tale.Play =>
    by(routeOf(fork, { ladder, handlings })).all(
      opened('09-21 08:00', 'desk', { needBy: at('09-29 17:30') }),
      ...[offered('09-21 08:00', 'desk ask'), accepted('09-21 08:00', 'ann ask'), completed('09-21 08:10', 'ann ask')],
      ...[offered('09-21 08:10', 'ann sign'), accepted('09-21 08:20', 'bob sign')],
      ...[offered('09-21 08:10', 'ann look'), accepted('09-21 08:20', 'cid look')],
    );

  it('calls the holder of its own leg, not of the tightest one', () => {
    const play = branches([on(0, 'holder')]);
    expect(play.case.state.accountable).toBe('cid');
    play.until('09-22 09:00');
    expect(rungs(play.decisions)).toEqual(['09-22 08:20 overrun rung 0 cid', '09-22 08:20 overrun rung 0 bob']);
  });

  it('calls who may grant what is still open: who is named, else who answers for the case, each once', () => {
    const rule = { rule: 'P-1', ruleTitle: 'bob signs', class: 'policy' } as const;
    const handlings = [
      { id: 'one', leg: 'sign', kind: 'deputy', to: 'bea', ...rule, mayGrant: ['boss', 'dean'] },
      { id: 'two', leg: 'sign', kind: 'deputy', to: 'desk', ...rule, mayGrant: ['dean'] },
    ] as const;
    const play = branches([on(0, 'special-handling')], handlings);
    play.until('09-22 09:00');
    expect(rungs(play.decisions)).toEqual([
      '09-22 08:20 overrun rung 0 cid',
      '09-22 08:20 overrun rung 0 boss+dean+cid',
    ]);
  });
});
