import { describe, expect, it } from '@jest/globals';
import { decodeAttempts, encodeAttempts } from './commit-notes.ts';

describe('attempts beside an offset', () => {
  it('come back as they were', () => {
    const attempts = new Map([
      [7, 1],
      [12, 3],
    ]);
    expect(encodeAttempts(attempts)).toBe('12:3,7:1');
    expect(decodeAttempts(encodeAttempts(attempts))).toEqual(attempts);
    expect(decodeAttempts(encodeAttempts(new Map()))).toEqual(new Map());
  });

  it('stay within what a broker keeps, those of the most attempts first', () => {
    const attempts = new Map(Array.from({ length: 2_000 }, (_, n) => [1_000_000 + n, n === 1_500 ? 9 : 1]));
    const text = encodeAttempts(attempts);
    expect(text.length).toBeLessThan(4_096);
    expect(decodeAttempts(text).get(1_001_500)).toBe(9);
    expect(decodeAttempts(text).size).toBeGreaterThan(300);
  });

  it.each([null, undefined, '', 'of another tool', '1:2;3:4', '1:x'])('%j counts as none', (text) => {
    expect(decodeAttempts(text)).toEqual(new Map());
  });
});
