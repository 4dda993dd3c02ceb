import { describe, expect, it } from '@jest/globals';
import { UsageError } from './command.ts';
import { zonedFormat } from './zone-option.ts';

const inZone = (zone: string) => zonedFormat({ values: { zone }, positionals: [], environment: {} });

describe('instants', () => {
  it('are said in the zone, to the minute, with the offset', () => {
    expect(inZone('Asia/Shanghai').minutes('2026-09-22T07:00:59.000Z')).toBe('2026-09-22T15:00+08:00');
    expect(inZone('Etc/UTC').minutes('2026-09-22T07:00:00Z')).toBe('2026-09-22T07:00+00:00');
    expect(inZone('America/St_Johns').minutes('2026-01-01T00:00:00Z')).toBe('2025-12-31T20:30-03:30');
    expect(inZone('Etc/UTC').minutes(undefined)).toBe('');
  });

  it.each([
    ['2026-09-22T15:00', '2026-09-22T07:00:00.000Z'],
    ['2026-09-22 15:00', '2026-09-22T07:00:00.000Z'],
    ['2026-09-22', '2026-09-21T16:00:00.000Z'],
    ['2026-09-22T15:00Z', '2026-09-22T15:00:00.000Z'],
    ['2026-09-22T15:00:30+02:00', '2026-09-22T13:00:30.000Z'],
  ])('%s is understood in Shanghai as %s', (text, expected) => {
    expect(inZone('Asia/Shanghai').instant(text, 'as-of')).toBe(expected);
  });

  it('that are none are wrong usage, and so is a zone that is none', () => {
    expect(() => inZone('Etc/UTC').instant('yesterday', 'as-of')).toThrow(UsageError);
    expect(() => inZone('Mars/Olympus')).toThrow(UsageError);
  });
});
