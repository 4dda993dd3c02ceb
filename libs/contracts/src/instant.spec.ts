import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, isDate, parseInstant } from './instant.ts';

const first = Date.parse('0000-01-01T00:00:00Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

describe('instants as text', () => {
  it.each([
    ['2026-09-22T15:00:00+08:00', '2026-09-22T07:00:00.000Z'],
    ['2026-09-22T15:00:00Z', '2026-09-22T15:00:00.000Z'],
    ['2026-09-22t15:00:00z', '2026-09-22T15:00:00.000Z'],
    ['2026-09-22T15:00:00.5-03:30', '2026-09-22T18:30:00.500Z'],
    ['2026-09-22T15:00:00.1239999Z', '2026-09-22T15:00:00.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29T23:59:59-00:00', '2000-02-29T23:59:59.000Z'],
  ])('reads %s', (text, utc) => {
    expect(parseInstant(text)).toBe(Date.parse(utc));
    expect(formatInstant(parseInstant(text)!)).toBe(utc);
  });

  it.each([
    'yesterday',
    '',
    '2026-09-22',
    '2026-09-22T15:00:00',
    '2026-09-22 15:00:00Z',
    '2026-09-22T15:00Z',
    '2026-9-22T15:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-09-00T00:00:00Z',
    '2026-09-22T24:00:00Z',
    '2026-09-22T15:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-09-22T15:00:00.Z',
    '2026-09-22T15:00:00.5',
    '2026-09-22T15:00:00+0800',
    '2026-09-22T15:00:00+24:00',
    '2026-09-22T15:00:00+08:60',
    '2026-09-22T15:00:00Z ',
    ' 2026-09-22T15:00:00Z',
    '+2026-09-22T15:00:00Z',
    '2026-09-22T15-00:00Z',
    '２026-09-22T15:00:00Z',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('agrees with the platform on every instant, both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), (at) => {
        const text = new Date(at).toISOString();
        expect(formatInstant(at)).toBe(text);
        expect(parseInstant(text)).toBe(at);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads an offset as hours and minutes east', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: last }), fc.integer({ min: -1439, max: 1439 }), (at, offset) => {
        const local = new Date(at + offset * 60_000).toISOString();
        fc.pre(local.length === 24);
        const minutes = String(Math.abs(offset) % 60).padStart(2, '0');
        const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0');
        expect(parseInstant(local.replace('Z', `${offset < 0 ? '-' : '+'}${hours}:${minutes}`))).toBe(at);
      }),
    );
  });

  it('never throws, and takes nothing that the platform does not take', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)), (text) => {
        const at = parseInstant(text);
        expect(at === undefined || at === Date.parse(text)).toBe(true);
      }),
    );
  });

  it('writes only the years that RFC 3339 has', () => {
    expect(formatInstant(first)).toBe('0000-01-01T00:00:00.000Z');
    expect(() => formatInstant(last + 1)).toThrow(RangeError);
    expect(() => formatInstant(first - 1)).toThrow(RangeError);
    expect(() => formatInstant(Number.NaN)).toThrow(RangeError);
  });

  it('knows the days of the calendar', () => {
    expect(['2024-02-29', '2026-12-31'].map(isDate)).toEqual([true, true]);
    expect(['2026-02-29', '2026-1-01', '2026-01-01T', 'today'].map(isDate)).toEqual([false, false, false, false]);
  });
});
