import { describe, expect, it } from '@jest/globals';
import { compileZone } from './zone.ts';

const minutes = (offsetMinutes: number): number => offsetMinutes * 60_000;

describe('a zone', () => {
  const zone = compileZone([
    { at: 300, offsetMinutes: 30 },
    { at: 100, offsetMinutes: 10 },
    { at: 200, offsetMinutes: 20 },
  ]);

  it('has each offset from its instant on, in whatever order they are listed, and the first one before', () => {
    expect([-1, 99, 100, 199, 200, 299, 300, 1e15].map((at) => zone.offsetAt(at))).toEqual(
      [10, 10, 10, 10, 20, 20, 30, 30].map(minutes),
    );
    expect(zone.changes).toEqual([200, 300]);
  });

  it('cuts time where the offset changes, and nowhere else', () => {
    expect(zone.stretches(100, 400)).toEqual([
      { from: 100, until: 200, offset: minutes(10) },
      { from: 200, until: 300, offset: minutes(20) },
      { from: 300, until: 400, offset: minutes(30) },
    ]);
    expect(zone.stretches(200, 300)).toEqual([{ from: 200, until: 300, offset: minutes(20) }]);
    expect(zone.stretches(300, 300)).toEqual([]);
  });

  it('is UTC without any', () => {
    expect(compileZone([]).offsetAt(0)).toBe(0);
    expect(compileZone([]).stretches(0, 10)).toEqual([{ from: 0, until: 10, offset: 0 }]);
    expect(compileZone([]).changes).toEqual([]);
  });
});
