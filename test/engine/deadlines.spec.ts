import { describe, expect, it } from '@jest/globals';
import type { Decision } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import * as relay from './relay.fixture.ts';

const { Play, absence, accepted, at, offered, opened, text } = relay;
/** These stories are not about who lets time go by, nor about what is foreseen. */
const stalls = relay.stallsOf('unaccepted', 'overrun', 'absent', 'missed');

const moved = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((one) =>
    one.type === 'deadline-moved'
      ? [`${one.clock} ${text(one.old ?? 0)} → ${one.new === undefined ? 'never' : text(one.new)} ${one.because}`]
      : [],
  );

describe('calendars', () => {
  it('without any working time never fall due', () => {
    const none = { weekly: {}, extraWorkdays: {}, special: {} };
    const play = new Play([relay.calendarPublished('09-21 00:00', none), ...relay.rules().slice(1)]);
    play.all(opened('09-21 09:00', 'desk', { needBy: at('09-23 17:30') }), offered('09-21 09:00', 'desk'));
    play.all(
      absence('09-21 09:10', 'bob', { from: '09-22 00:00', until: '09-24 00:00' }),
      accepted('09-21 10:00', 'bob'),
    );
    expect(stalls(play.until('12-30 00:00'))).toEqual(['missed - raised 09-23 17:30']);
    const back = play.apply(relay.calendarPublished('12-30 00:00'));
    expect(stalls(back)).toEqual(['overrun bob raised 09-22 10:00 known 12-30 00:00']);
  });

  it('that are edited move a hundred deadlines in bounded steps, which a restart continues', () => {
    let engine = new HandoffEngine();
    for (const rule of relay.rules()) engine.apply(rule, rule.occurredAt);
    const ids = Array.from({ length: 100 }, (_, n) => `case ${String(n).padStart(3, '0')}`);
    for (const caseId of ids) {
      for (const one of [opened('09-21 09:00', 'desk', { caseId }), offered('09-21 09:00', 'desk', { caseId })]) {
        engine.apply(one, one.occurredAt);
      }
    }
    const hours = [
      ['08:00', '10:00'],
      ['14:00', '17:30'],
    ] as const;
    const edit = relay.calendarPublished('09-21 09:30', { weekly: { mon: hours, tue: hours } });
    expect(engine.apply(edit, edit.occurredAt)).toEqual([]);
    const steps: Decision[][] = [];
    for (let done = false; !done;) {
      const advanced = engine.advance(edit.occurredAt, 7);
      steps.push([...advanced.decisions]);
      done = advanced.done;
      engine = HandoffEngine.restore(JSON.parse(JSON.stringify(engine.snapshot())));
    }
    expect(steps.length).toBeGreaterThan(14);
    expect(Math.max(...steps.map((step) => step.length))).toBeLessThan(10);
    expect(steps.flat().map(({ caseId }) => caseId)).toEqual(ids);
    expect(new Set(moved(steps.flat()))).toEqual(new Set(['unaccepted 09-21 11:00 → 09-21 15:00 calendar-published']));
    expect(stalls(engine.advance(at('09-21 15:00')).decisions)).toHaveLength(100);
  });
});

describe('a ladder', () => {
  it('fires each rung once, at its working-time instant, and goes to the next at once when nobody is there', () => {
    const play = new Play().all(opened('09-21 09:00', 'desk'), offered('09-21 15:00', 'desk', { to: 'bea' }));
    const rungs = play.until('09-24 00:00').filter((one) => one.type === 'rung-fired');
    expect(rungs.map(({ dueAt, whom, rung }) => `${text(dueAt)} ${rung} ${whom}`)).toEqual([
      '09-21 17:00 0 bea',
      '09-22 09:30 2 dean',
    ]);
  });

  it('survives a change of holder', () => {
    const play = new Play().all(
      opened('09-21 09:00', 'ann', { needBy: at('09-21 10:00') }),
      offered('09-21 09:00', 'ann'),
    );
    play.all(accepted('09-21 10:30', 'bob')).until('09-22 20:00');
    const rungs = play.decisions.filter((one) => one.type === 'rung-fired' && one.kind === 'missed');
    expect(rungs.map((one) => one.type === 'rung-fired' && `${text(one.dueAt)} ${one.whom}`)).toEqual([
      '09-21 10:00 bob',
      '09-21 12:00 boss',
      '09-21 16:00 dean',
    ]);
  });
});
