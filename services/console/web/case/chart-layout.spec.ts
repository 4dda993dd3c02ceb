import { describe, expect, it } from '@jest/globals';
import { placed } from './chart-layout.ts';

const space = { width: 600, top: 100 };
const line = (kind: 'now' | 'act' | 'need', x: number) => ({ kind, x, label: 'ten letter' });
const spots = (...lines: ReturnType<typeof line>[]) =>
  placed(lines, space).map(({ anchor, labelY }) => [anchor, labelY]);

describe('the words below the lanes', () => {
  it('stand to the right of their lines where there is room', () => {
    expect(spots(line('now', 10), line('need', 300))).toEqual([
      ['start', 100],
      ['start', 100],
    ]);
  });

  it('turn to the left before another line, and at the edge', () => {
    expect(spots(line('now', 280), line('need', 300))).toEqual([
      ['end', 100],
      ['start', 100],
    ]);
    expect(spots(line('need', 590))).toEqual([['end', 100]]);
  });

  it('go lower when both sides are taken', () => {
    const [, , last] = placed([line('now', 280), line('act', 320), line('need', 300)], space);
    expect(last!.labelY).toBeGreaterThan(100);
  });
});
