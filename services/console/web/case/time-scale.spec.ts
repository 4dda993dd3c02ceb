import { describe, expect, it } from '@jest/globals';
import { merged, timeScale } from './time-scale.ts';

const span = { from: 0, until: 300 };

describe('the scale', () => {
  it('squeezes closed time to a tenth', () => {
    const scale = timeScale(span, [{ from: 100, until: 200 }], 210);
    expect([0, 100, 200, 300].map(scale.x)).toEqual([0, 100, 110, 210]);
    expect(scale.x(150)).toBe(105);
  });

  it('keeps what lies beyond at its edges', () => {
    const scale = timeScale(span, [], 300);
    expect(scale.x(-50)).toBe(0);
    expect(scale.x(900)).toBe(300);
  });

  it('survives a span that is closed throughout', () => {
    expect(timeScale(span, [span], 100).x(150)).toBeCloseTo(50);
  });
});

describe('closed intervals', () => {
  it('are merged, sorted and cut to the span', () => {
    const closed = [
      { from: 250, until: 900 },
      { from: -10, until: 20 },
      { from: 10, until: 40 },
      { from: 40, until: 50 },
      { from: 400, until: 500 },
    ];
    expect(merged(closed, span)).toEqual([
      { from: 0, until: 50 },
      { from: 250, until: 300 },
    ]);
  });
});
