import { expect, it } from '@jest/globals';
import type { StallView } from '@baton/contracts';
import { wording } from '@baton/wording';
import { figureOf } from './row-figure.ts';

const hour = 3_600_000;
const say = wording('en');
const context = { say, when: say.instants('Asia/Shanghai'), asOf: '2026-09-22T15:00:00+08:00' };
const limited = {
  ...{ actBy: '2026-09-24T16:30:00+08:00', needBy: '2026-09-30T17:00:00+08:00', workingTimeLeft: 16.5 * hour },
  projectedFinish: '2026-10-13T10:00:00+08:00',
};
const figure = (stall: Partial<StallView>, cleared = false): string[] => {
  const { big, tone, label, limit } = figureOf({ stall: stall as StallView, cleared }, context);
  return [big, tone, label, limit];
};
const left = ['2 d 1 h', 'act', 'of working time left', 'Thu 24 Sep 16:30'];

it.each([...['unaccepted', 'idle', 'overrun', 'absent', 'unowned', 'incomplete', 'runaround', 'forecast']] as const)(
  'says for %s how much working time is left',
  (kind) => {
    expect(figure({ ...limited, kind: kind as StallView['kind'] })).toEqual(left);
  },
);

it.each(['idle', 'unowned', 'incomplete', 'runaround'] as const)(
  'says what it is about %s when no limit is known',
  (kind) => {
    expect(figure({ kind })).toEqual(['–', '', say.text(`kind.${kind}`), 'no limit known']);
  },
);

it('says how long the last moment has passed', () => {
  const past = { ...limited, workingTimeLeft: -2 * hour };
  expect(figure({ ...past, kind: 'absent' })).toEqual(['2 h', 'late', 'past the last moment', 'Thu 24 Sep 16:30']);
});

it('says how late a case will be once nothing is left to act', () => {
  const { workingTimeLeft: _, actBy: __, ...open } = limited;
  const late = ['12 d 17 h', 'late', 'late, as it looks now', 'needed by Wed 30 Sep 17:00'];
  expect(figure({ ...open, kind: 'forecast' })).toEqual(late);
  expect(figure({ ...limited, workingTimeLeft: -1, kind: 'forecast' })).toEqual(late);
  const { projectedFinish: ___, ...overtaken } = open;
  expect(figure({ ...overtaken, kind: 'forecast' })).toEqual(['–', '', 'heading for late', 'no limit known']);
});

it('says how late a missed case is, and that a row is cleared', () => {
  const missed = { ...limited, kind: 'missed', needBy: '2026-09-22T13:30:00+08:00' } as const;
  expect(figure(missed)).toEqual(['1 h 30 min', 'late', 'late', 'needed by Tue 22 Sep 13:30']);
  expect(figure(missed, true)).toEqual(['✓', 'ok', 'cleared', '']);
});
