import { dayMs, dayOf } from './local-time.ts';
import { intervalAfter, pageMs, whenDone, whenLeft, workedBefore } from './page.ts';
import { pageIndexOf, Pages } from './pages.ts';
import { compileShifts } from './shifts.ts';
import { compileZone, type Zone } from './zone.ts';
import type { CalendarDefinition, Interval, WorkingCalendar } from './working-calendar.ts';

/**
 * The published hours, ready to be asked: an answer looks at a few intervals, and pages of about a year are made
 * when first asked for. Throws a RangeError for dates and times that are none.
 */
export const compileCalendar = (definition: CalendarDefinition): WorkingCalendar => {
  const zone = compileZone(definition.transitions);
  return new CompiledCalendar(new Pages(compileShifts(definition), zone), zone, dayOf(definition.validThrough));
};

class CompiledCalendar implements WorkingCalendar {
  private readonly pages: Pages;
  private readonly zone: Zone;
  private readonly lastValidDay: number;

  constructor(pages: Pages, zone: Zone, lastValidDay: number) {
    this.pages = pages;
    this.zone = zone;
    this.lastValidDay = lastValidDay;
  }

  next(at: number): number | undefined {
    for (let index = Math.max(pageIndexOf(at), this.pages.first); index <= this.pages.last; index++) {
      const page = this.pages.at(index);
      const interval = intervalAfter(page, at - index * pageMs);
      if (interval < page.starts.length) return Math.max(index * pageMs + page.starts[interval]!, at);
    }
    return undefined;
  }

  add(at: number, duration: number): number | undefined {
    if (!(duration > 0)) return at;
    let index = pageIndexOf(at);
    let page = this.pages.at(index);
    const offset = at - index * pageMs;
    let interval = intervalAfter(page, offset);
    let worked = workedBefore(page, offset, interval) + duration;
    while (worked > page.total) {
      worked -= page.total;
      index = Math.max(index + 1, this.pages.first);
      if (!(index <= this.pages.last)) return undefined;
      page = this.pages.at(index);
      interval = 0;
    }
    return index * pageMs + whenDone(page, worked, interval);
  }

  subtract(at: number, duration: number): number | undefined {
    if (!(duration > 0)) return at;
    let index = pageIndexOf(at);
    let page = this.pages.at(index);
    const offset = at - index * pageMs;
    let interval = intervalAfter(page, offset);
    let worked = workedBefore(page, offset, interval) - duration;
    while (worked < 0) {
      index = Math.min(index - 1, this.pages.last);
      if (!(index >= this.pages.first)) return undefined;
      page = this.pages.at(index);
      worked += page.total;
      interval = page.starts.length;
    }
    return index * pageMs + whenLeft(page, worked, interval);
  }

  between(from: number, until: number): number {
    if (!(until > from)) return 0;
    const first = pageIndexOf(from);
    const last = pageIndexOf(until);
    let worked = workedBefore(this.pages.at(last), until - last * pageMs);
    worked -= workedBefore(this.pages.at(first), from - first * pageMs);
    const end = Math.min(last, this.pages.last + 1);
    if (first < last) worked += this.pages.at(first).total;
    for (let index = Math.max(first + 1, this.pages.first); index < end; index++) worked += this.pages.at(index).total;
    return worked;
  }

  intervals(from: number, until: number): readonly Interval[] {
    const found: { from: number; until: number }[] = [];
    const last = Math.min(pageIndexOf(until), this.pages.last);
    for (let index = Math.max(pageIndexOf(from), this.pages.first); index <= last; index++) {
      const start = index * pageMs;
      const page = this.pages.at(index);
      for (let i = intervalAfter(page, from - start); i < page.starts.length; i++) {
        const begin = Math.max(start + page.starts[i]!, from);
        const end = Math.min(start + page.ends[i]!, until);
        if (begin >= end) break;
        const previous = found.at(-1);
        if (previous !== undefined && previous.until === begin) previous.until = end;
        else found.push({ from: begin, until: end });
      }
    }
    return found;
  }

  isProvisional(at: number): boolean {
    return Math.floor((at + this.zone.offsetAt(at)) / dayMs) > this.lastValidDay;
  }
}
