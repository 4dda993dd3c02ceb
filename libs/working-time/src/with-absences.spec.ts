import { describe, expect, it } from '@jest/globals';
import { emptyDefinition, hospitalDefinition, hourMs } from './sample-calendars.fixture.ts';
import { compileCalendar } from './compile-calendar.ts';
import { withAbsences } from './with-absences.ts';

const at = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);
const hospital = compileCalendar(hospitalDefinition);

describe('a person away', () => {
  const away = withAbsences(hospital, [
    { from: at('10-01 00:00'), until: at('10-09 00:00') },
    { from: at('09-23 00:00'), until: at('10-02 00:00') },
    { from: at('10-05 00:00'), until: at('10-05 00:00') },
  ]);

  it('finishes after the return', () => {
    expect(away.add(at('09-22 15:00'), 4 * hourMs)).toBe(at('10-09 09:30'));
    expect(away.next(at('09-23 08:00'))).toBe(at('10-09 08:00'));
    expect(away.subtract(at('10-09 09:30'), 4 * hourMs)).toBe(at('09-22 15:00'));
    expect(away.between(at('09-22 15:00'), at('10-09 09:30'))).toBe(4 * hourMs);
    expect(away.add(at('09-24 10:00'), 0)).toBe(at('09-24 10:00'));
  });

  it('ends at the end of the last shift before leaving', () => {
    expect(away.add(at('09-22 15:00'), 2.5 * hourMs)).toBe(at('09-22 17:30'));
    expect(away.subtract(at('10-09 08:00'), 2.5 * hourMs)).toBe(at('09-22 15:00'));
    expect(away.subtract(at('10-09 10:00'), 2 * hourMs)).toBe(at('10-09 08:00'));
  });

  it('has the calendar’s intervals but those away, and its last date', () => {
    expect(away.intervals(at('09-22 15:00'), at('10-09 09:00'))).toEqual([
      { from: at('09-22 15:00'), until: at('09-22 17:30') },
      { from: at('10-09 08:00'), until: at('10-09 09:00') },
    ]);
    expect(away.isProvisional(at('12-31 12:00'))).toBe(false);
  });

  it('splits a shift by an absence of minutes', () => {
    const dentist = withAbsences(hospital, [{ from: at('09-22 09:00'), until: at('09-22 10:00') }]);
    expect(dentist.intervals(at('09-22 00:00'), at('09-22 13:00'))).toEqual([
      { from: at('09-22 08:00'), until: at('09-22 09:00') },
      { from: at('09-22 10:00'), until: at('09-22 12:00') },
    ]);
    expect(dentist.add(at('09-22 08:00'), 2 * hourMs)).toBe(at('09-22 11:00'));
    expect(dentist.add(at('09-22 08:00'), hourMs)).toBe(at('09-22 09:00'));
    expect(dentist.subtract(at('09-22 11:00'), hourMs)).toBe(at('09-22 10:00'));
  });

  it('cuts a shift at its start and at its end, and leaves nothing of one that it covers', () => {
    const cut = withAbsences(hospital, [
      { from: at('09-22 08:00'), until: at('09-22 10:00') },
      { from: at('09-22 11:00'), until: at('09-22 12:00') },
      { from: at('09-22 14:00'), until: at('09-22 17:30') },
    ]);
    expect(cut.intervals(at('09-22 00:00'), at('09-23 00:00'))).toEqual([
      { from: at('09-22 10:00'), until: at('09-22 11:00') },
    ]);
    expect(cut.next(at('09-22 11:00'))).toBe(at('09-23 08:00'));
  });

  it('answers the instant itself for no time at all, even while away', () => {
    expect(away.subtract(at('09-24 10:00'), 0)).toBe(at('09-24 10:00'));
    expect(away.add(at('09-24 10:00'), -1)).toBe(at('09-24 10:00'));
  });

  it('never finishes when away for good or when nobody works', () => {
    const gone = withAbsences(hospital, [{ from: at('09-22 00:00'), until: Infinity }]);
    expect(gone.next(at('09-22 08:00'))).toBeUndefined();
    expect(gone.add(at('09-21 17:00'), hourMs)).toBeUndefined();
    const nobody = withAbsences(compileCalendar(emptyDefinition), [{ from: 0, until: hourMs }]);
    expect(nobody.add(0, 1)).toBeUndefined();
    expect(nobody.subtract(0, 1)).toBeUndefined();
  });

  it('is the calendar itself without absences, or with some that end before they begin', () => {
    expect(withAbsences(hospital, [])).toBe(hospital);
    expect(withAbsences(hospital, [{ from: at('09-22 09:00'), until: at('09-22 09:00') }])).toBe(hospital);
    expect(withAbsences(hospital, [{ from: at('09-23 09:00'), until: at('09-22 09:00') }])).toBe(hospital);
  });
});
