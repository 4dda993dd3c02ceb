import { intervalAfter, pageMs, whenDone, whenLeft, workedBefore } from './page.ts';
import { pageIndexOf, type Pages } from './pages.ts';
import type { Interval, WorkingCalendar } from './working-calendar.ts';

/** Answers from pages: one looks at a few intervals of a page or two, and at totals of the pages between. */
export class PagedCalendar implements WorkingCalendar {
  readonly pages: Pages;
  readonly isProvisional: (at: number) => boolean;

  constructor(pages: Pages, isProvisional: (at: number) => boolean) {
    this.pages = pages;
    this.isProvisional = isProvisional;
  }

  next(at: number): number | undefined {
    let index = pageIndexOf(at);
    let page = this.pages.at(index);
    let interval = intervalAfter(page, at - index * pageMs);
    while (interval === page.starts.length) {
      const { first, last } = this.pages.worked;
      index = Math.max(index + 1, first);
      if (!(index <= last)) return undefined;
      page = this.pages.at(index);
      interval = 0;
    }
    return Math.max(index * pageMs + page.starts[interval]!, at);
  }

  add(at: number, duration: number): number | undefined {
    if (!(duration > 0)) return at;
    let index = pageIndexOf(at);
    let page = this.pages.at(index);
    const offset = at - index * pageMs;
    let interval = intervalAfter(page, offset);
    let worked = workedBefore(page, offset, interval) + duration;
    while (worked > page.total) {
      const { first, last } = this.pages.worked;
      worked -= page.total;
      index = Math.max(index + 1, first);
      if (!(index <= last)) return undefined;
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
      const { first, last } = this.pages.worked;
      index = Math.min(index - 1, last);
      if (!(index >= first)) return undefined;
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
    if (first === last) return worked;
    worked += this.pages.at(first).total;
    const end = Math.min(last, this.pages.worked.last + 1);
    const begin = Math.max(first + 1, this.pages.worked.first);
    for (let index = begin; index < end; index++) worked += this.pages.at(index).total;
    return worked;
  }

  intervals(from: number, until: number): readonly Interval[] {
    const found: { from: number; until: number }[] = [];
    const last = Math.min(pageIndexOf(until), this.pages.worked.last);
    for (let index = Math.max(pageIndexOf(from), this.pages.worked.first); index <= last; index++) {
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
}
