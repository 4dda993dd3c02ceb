import { gapsIn, pairsWithin } from './pairs.ts';
import type { Absence, Interval, WorkingCalendar } from './working-calendar.ts';

/** The calendar's working time minus the absences, which may overlap and come in any order. Asked in the same way. */
export const withAbsences = (calendar: WorkingCalendar, absences: readonly Absence[]): WorkingCalendar => {
  const away = merge(absences);
  return away.length === 0 ? calendar : new CalendarWithAbsences(calendar, away);
};

const merge = (absences: readonly Absence[]): readonly Absence[] => {
  const merged: { from: number; until: number }[] = [];
  for (const { from, until } of absences.toSorted((left, right) => left.from - right.from)) {
    const last = merged.at(-1);
    if (!(until > from)) continue;
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until);
    else merged.push({ from, until });
  }
  return merged;
};

export class CalendarWithAbsences implements WorkingCalendar {
  readonly calendar: WorkingCalendar;
  /** Sorted, disjoint. */
  readonly away: readonly Absence[];

  constructor(calendar: WorkingCalendar, away: readonly Absence[]) {
    this.calendar = calendar;
    this.away = away;
  }

  next(at: number): number | undefined {
    let found = this.calendar.next(at);
    for (const absence of this.away) {
      if (found === undefined || found < absence.from) break;
      if (found < absence.until) found = this.calendar.next(absence.until);
    }
    return found;
  }

  add(at: number, duration: number): number | undefined {
    if (!(duration > 0)) return at;
    let cursor = at;
    let left = duration;
    let done = this.calendar.add(cursor, left);
    for (const { from, until } of this.away) {
      if (until <= cursor) continue;
      if (done !== undefined && done <= from) break;
      left -= this.calendar.between(cursor, from);
      cursor = until;
      done = this.calendar.add(cursor, left);
    }
    return done;
  }

  subtract(at: number, duration: number): number | undefined {
    if (!(duration > 0)) return at;
    let cursor = at;
    let left = duration;
    let begun = this.calendar.subtract(cursor, left);
    for (let index = this.away.length - 1; index >= 0; index--) {
      const { from, until } = this.away[index]!;
      if (from >= cursor) continue;
      if (begun !== undefined && begun >= until) break;
      left -= this.calendar.between(until, cursor);
      cursor = from;
      begun = this.calendar.subtract(cursor, left);
    }
    return begun;
  }

  between(from: number, until: number): number {
    let worked = this.calendar.between(from, until);
    for (const absence of this.away) {
      worked -= this.calendar.between(Math.max(from, absence.from), Math.min(until, absence.until));
    }
    return worked;
  }

  intervals(from: number, until: number): readonly Interval[] {
    return this.calendar.intervals(from, until).flatMap((interval) => {
      const length = interval.until - interval.from;
      const present = gapsIn(pairsWithin(this.away, interval.from, length), length);
      return present.map(([start, end]) => ({ from: interval.from + start, until: interval.from + end }));
    });
  }

  isProvisional(at: number): boolean {
    return this.calendar.isProvisional(at);
  }
}
