import { describe, expect, it } from '@jest/globals';
import type { Decision, Fact } from '@baton/contracts';
import * as relay from './relay.fixture.ts';

const { Play, absence, accepted, amended, at, completed, offered, opened, paused, resumed, text } = relay;
/** These stories are not about who lets time go by, nor about what is foreseen. */
const stalls = relay.stallsOf('unaccepted', 'overrun', 'absent', 'missed');

const onOffer = (...facts: readonly Fact[]): relay.Play =>
  new Play().all(opened('09-21 09:00', 'desk'), offered('09-21 09:00', 'desk'), ...facts);
const moved = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((one) =>
    one.type === 'deadline-moved'
      ? [`${one.clock} ${text(one.old ?? 0)} → ${one.new === undefined ? 'never' : text(one.new)} ${one.because}`]
      : [],
  );

describe('overrun, on its own', () => {
  it('comes up to the minute when the finish budget is used up, and is over when the leg is', () => {
    const play = onOffer(accepted('09-21 09:30', 'bob'));
    expect(play.until('09-22 09:29')).toEqual([]);
    expect(stalls(play.until('09-22 09:30'))).toEqual(['overrun bob raised 09-22 09:30']);
    expect(play.until('09-22 11:29')).toEqual([]);
    const rungs = play.until('09-22 20:00').filter((one) => one.type === 'rung-fired');
    expect(rungs.map(({ dueAt, whom }) => `${text(dueAt)} ${whom}`)).toEqual(['09-22 11:30 boss', '09-22 15:30 dean']);
    expect(stalls(play.apply(completed('09-23 10:17', 'bob')))).toEqual(['overrun cleared 09-23 10:17 completed']);
    expect(stalls(play.until('10-30 00:00'))).toEqual([]);
  });

  it('is over when the leg is passed on, and the next holder has the whole budget', () => {
    const play = onOffer(accepted('09-21 09:30', 'bob'));
    play.until('09-22 09:30');
    expect(stalls(play.apply(offered('09-22 10:00', 'bob', { to: 'cid' })))).toEqual([]);
    expect(stalls(play.apply(accepted('09-22 11:00', 'cid')))).toEqual(['overrun cleared 09-22 11:00 passed-on']);
    expect(play.due('overrun')).toBe('09-23 11:00');
  });
});

describe('a pause', () => {
  it('keeps the remainder', () => {
    const play = onOffer(paused('09-21 10:00', 'bob'));
    expect(play.until('09-22 10:00')).toEqual([]);
    play.apply(resumed('09-22 10:00', 'bob'));
    expect(play.due('unaccepted')).toBe('09-22 11:00');
  });

  it('ends by itself at the instant that it carries, later when that is put off', () => {
    const play = onOffer(paused('09-21 10:00', 'bob', { until: at('09-22 08:30') }));
    expect(stalls(play.until('09-22 10:00'))).toEqual(['unaccepted bob raised 09-22 09:30']);
    const longer = onOffer(paused('09-21 10:00', 'bob', { until: at('09-22 08:30') }));
    longer.apply(paused('09-21 11:00', 'bob', { until: at('09-23 08:30') }));
    expect(stalls(longer.until('09-24 10:00'))).toEqual(['unaccepted bob raised 09-23 09:30']);
    const past = onOffer(paused('09-21 10:00', 'bob', { until: at('09-21 09:30') }));
    expect(past.due('unaccepted')).toBe('09-21 11:00');
  });

  it('over which a late fact falls is folded in its place', () => {
    const play = onOffer(paused('09-21 10:00', 'bob', { until: at('09-21 16:00') }));
    play.until('09-21 16:30');
    play.apply(resumed('09-21 10:30', 'bob'), '09-21 16:30');
    expect(stalls(play.decisions)).toEqual(['unaccepted bob raised 09-21 11:30 known 09-21 16:30']);
  });

  it('does not stop the need-by', () => {
    const play = onOffer(amended('09-21 09:10', 'desk', { needBy: at('09-21 17:00') }), paused('09-21 10:00', 'bob'));
    expect(stalls(play.until('09-22 12:00'))).toEqual(['missed - raised 09-21 17:00']);
  });
});

describe('the need-by', () => {
  it('moved later clears, moved earlier fires at once, met to the instant is in time', () => {
    const play = onOffer(amended('09-21 09:10', 'desk', { needBy: at('09-21 10:00') }));
    expect(stalls(play.until('09-21 10:00'))).toEqual(['missed - raised 09-21 10:00']);
    const later = play.apply(amended('09-21 10:30', 'desk', { needBy: at('09-21 12:00') }));
    expect(stalls(later)).toEqual(['missed cleared 09-21 10:30 need-by-moved']);
    expect(moved(later)).toEqual(['missed 09-21 10:00 → 09-21 12:00 need-by-moved']);
    const earlier = play.apply(amended('09-21 10:40', 'desk', { needBy: at('09-21 10:35') }));
    expect(stalls(earlier)).toEqual(['missed - raised 09-21 10:35 known 09-21 10:40']);
    const met = onOffer(amended('09-21 09:10', 'desk', { needBy: at('09-21 10:00') }));
    met.apply(relay.closed('09-21 10:00', 'desk'));
    expect(stalls(met.decisions)).toEqual(['missed - raised 09-21 10:00', 'missed retracted 09-21 10:00']);
  });
});

describe('an absence', () => {
  const needBy = (when: string) => amended('09-21 09:10', 'desk', { needBy: at(when) });

  it('known ahead comes up by time alone, at the first instant, with the last one that was inside', () => {
    const play = onOffer(needBy('09-23 17:30'));
    const away = absence('09-21 09:20', 'bob', { from: '09-22 08:00', until: '09-26 00:00' });
    expect(stalls(play.apply(away))).toEqual([]);
    const raised = play.until('09-21 17:00').find((one) => one.type === 'stall-raised' && one.kind === 'absent');
    expect(raised).toMatchObject({ dueAt: at('09-21 11:30') + 1, lastInside: at('09-21 11:30') });
  });

  it('that is shortened, ended or changed clears', () => {
    const raise = () => {
      const play = onOffer(needBy('09-23 17:30'));
      const away = { from: '09-21 10:00', until: '09-26 00:00' };
      expect(stalls(play.apply(absence('09-21 09:20', 'bob', away)))).toEqual(['absent bob raised 09-21 09:20']);
      return play;
    };
    const cleared = ['absent cleared 09-21 09:40 absence-over'];
    const back = absence('09-21 09:40', 'bob', { from: '09-21 10:00', until: '09-21 12:00' });
    expect(stalls(raise().apply(back))).toEqual(cleared);
    expect(stalls(raise().apply(relay.absenceEnded('09-21 09:40', 'bob')))).toEqual(cleared);
    expect(stalls(raise().apply(needByMoved()))).toEqual(['absent cleared 09-21 09:40 need-by-moved']);
  });
  const needByMoved = () => amended('09-21 09:40', 'desk', { needBy: at('10-30 17:30') });

  it('of a holder clears when it is over, whatever time it has cost', () => {
    const play = onOffer(needBy('09-22 17:30'), accepted('09-21 09:30', 'bob'));
    play.apply(absence('09-21 10:00', 'bob', { from: '09-21 10:30', until: '09-22 10:00' }));
    expect(stalls(play.decisions)).toEqual(['absent bob raised 09-21 10:00']);
    expect(stalls(play.until('09-22 10:00'))).toEqual([
      'overrun bob raised 09-22 09:30',
      'absent cleared 09-22 10:00 absence-over',
    ]);
  });

  it('without a need-by counts against what the two budgets allow', () => {
    const play = onOffer();
    const short = absence('09-21 09:20', 'bob', { id: 'a', from: '09-21 09:30', until: '09-21 10:00' });
    expect(stalls(play.apply(short))).toEqual([]);
    const long = absence('09-21 09:20', 'bob', { id: 'b', from: '09-22 08:00', until: '09-24 00:00' });
    expect(stalls(play.apply(long))).toEqual([]);
    expect(stalls(play.until('09-21 17:00'))).toContain('absent bob raised 09-21 11:30');
  });

  it('is looked at a few times only, however little time there is to spare', () => {
    const play = onOffer(needBy('09-22 17:30'), accepted('09-21 08:00', 'bob'));
    play.apply(offered('09-21 09:30', 'bob', { leg: 'pay', to: 'cid' }));
    const first = relay.fact('09-21 09:30', {
      ...{ type: 'baton.people.absence-declared.v1', absence: 'l', party: 'cid', actor: 'hr' },
      ...{ from: at('09-21 15:30') + 1, until: at('9999-01-01 00:00'.slice(2)) },
    });
    play.apply(accepted('09-21 09:30', 'cid', { leg: 'pay' }));
    play.apply(first);
    let looks = 0;
    for (let due = play.engine.nextDue(); due !== undefined && looks < 100; due = play.engine.nextDue()) {
      play.engine.advance(due);
      looks++;
    }
    expect(looks).toBeLessThan(30);
  });
});
