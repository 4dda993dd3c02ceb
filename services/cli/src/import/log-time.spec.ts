import { describe, expect, it } from '@jest/globals';
import { zoneTransitions } from '@baton/service-kit';
import { compileTimeFormat, instantOfWallTime } from './log-time.ts';

describe('a time format', () => {
  const read = compileTimeFormat('D/M/YYYY HH:mm');

  it('reads days before months', () => {
    expect(read('5/3/2016 12:00')).toBe(Date.UTC(2016, 2, 5, 12, 0));
    expect(read('29/02/2016 01:23')).toBe(Date.UTC(2016, 1, 29, 1, 23));
  });

  it.each([
    '',
    '?',
    '31/2/2016 10:00',
    '1/13/2016 10:00',
    '1/1/2016 24:00',
    '1/1/2016 10:60',
    '1/1/2016',
    '2016-01-01 10:00',
    '1/1/2016 10:00 ',
  ])('does not read %p', (text) => expect(read(text)).toBeUndefined());

  it('reads seconds and fractions', () => {
    expect(compileTimeFormat('YYYY-MM-DDTHH:mm:ss.SSS')('2016-03-05T12:00:01.250')).toBe(
      Date.UTC(2016, 2, 5, 12, 0, 1, 250),
    );
  });

  it('needs a whole date', () => {
    expect(() => compileTimeFormat('M/YYYY')).toThrow(RangeError);
  });
});

describe('wall time of a zone', () => {
  const instant = instantOfWallTime(zoneTransitions('Europe/Paris'));
  const wall = (text: string): number => Date.parse(`${text}Z`);

  it.each([
    ['2016-01-10T12:00', '2016-01-10T11:00Z'],
    ['2016-07-10T12:00', '2016-07-10T10:00Z'],
    ['2016-03-27T02:30', '2016-03-27T01:30Z'],
    ['2016-10-30T02:30', '2016-10-30T00:30Z'],
    ['2016-10-30T03:00', '2016-10-30T02:00Z'],
  ])('%s in Paris is %s', (local, utc) => {
    expect(instant(wall(local))).toBe(Date.parse(utc));
  });
});
