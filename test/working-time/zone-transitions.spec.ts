import { describe, expect, it } from '@jest/globals';
import { zoneTransitions } from '../../libs/service-kit/src/zone-transitions.ts';

const year2026 = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)] as const;

describe('the offset changes of a zone', () => {
  it('are exact to the minute', () => {
    expect(zoneTransitions('Australia/Lord_Howe', ...year2026)).toEqual([
      { at: Date.UTC(2026, 0, 1), offsetMinutes: 660 },
      { at: Date.UTC(2026, 3, 4, 15), offsetMinutes: 630 },
      { at: Date.UTC(2026, 9, 3, 15, 30), offsetMinutes: 660 },
    ]);
  });

  it('include the day that Apia skipped', () => {
    expect(zoneTransitions('Pacific/Apia')).toContainEqual({ at: Date.UTC(2011, 11, 30, 10), offsetMinutes: 840 });
  });

  it('are one entry for a zone without changes, and for UTC', () => {
    expect(zoneTransitions('Asia/Kolkata')).toEqual([{ at: Date.UTC(1990, 0, 1), offsetMinutes: 330 }]);
    expect(zoneTransitions('UTC', ...year2026)).toEqual([{ at: Date.UTC(2026, 0, 1), offsetMinutes: 0 }]);
  });

  it('agree with the zone data at every hour of a year', () => {
    const zone = 'Africa/Casablanca';
    const transitions = zoneTransitions(zone);
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    let checked = 0;
    for (let at = year2026[0]; at < year2026[1]; at += 3_600_000) {
      const offset = transitions.findLast((transition) => transition.at <= at)!.offsetMinutes;
      expect(Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - at).toBe(offset * 60_000);
      checked++;
    }
    expect(checked).toBe(365 * 24);
  });

  it('refuse a zone that is none', () => {
    expect(() => zoneTransitions('Mars/Olympus')).toThrow(RangeError);
  });
});
