import { type Absence, type WorkingCalendar, anyOf, withAbsences } from '@baton/working-time';

const most = 2_000;

/** Calendars that are made of others: folding anew asks for the same ones again and again, and they are dear to make. */
export class MadeCalendars {
  private readonly serials = new WeakMap<WorkingCalendar, number>();
  private readonly made = new Map<string, WorkingCalendar>();
  private last = 0;

  anyOf(calendars: readonly WorkingCalendar[]): WorkingCalendar {
    const different = [...new Set(calendars)];
    if (different.length === 1) return different[0]!;
    return this.keep(different.map((one) => this.serialOf(one)).join(), () => anyOf(different));
  }

  without(calendar: WorkingCalendar, absences: readonly Absence[]): WorkingCalendar {
    if (absences.length === 0) return calendar;
    const spans = absences.map(({ from, until }) => `${from}-${until}`).join();
    return this.keep(`${this.serialOf(calendar)} without ${spans}`, () => withAbsences(calendar, absences));
  }

  private keep(key: string, make: () => WorkingCalendar): WorkingCalendar {
    let calendar = this.made.get(key);
    if (calendar !== undefined) return calendar;
    if (this.made.size >= most) this.made.clear();
    this.made.set(key, (calendar = make()));
    return calendar;
  }

  private serialOf(calendar: WorkingCalendar): number {
    let serial = this.serials.get(calendar);
    if (serial === undefined) this.serials.set(calendar, (serial = ++this.last));
    return serial;
  }
}
