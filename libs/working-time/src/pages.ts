import { dayMs } from './local-time.ts';
import { buildPage, pageMs, type Page } from './page.ts';
import type { Shifts } from './shifts.ts';
import type { Zone } from './zone.ts';

export const pageIndexOf = (at: number): number => Math.floor(at / pageMs);

/** More than this many pages are never kept; they are cheap to make again. */
const keptPages = 1024;
/** Instants that a Date can hold. */
const lastPossiblePage = pageIndexOf(8.64e15);

const pageWithoutWork = buildPage(0, [], () => []);

/** The pages of a calendar, made when first asked for. */
export class Pages {
  /** Beyond these two no page has working time; equal to the ends of time when the week has hours. */
  readonly first: number;
  readonly last: number;
  private readonly shifts: Shifts;
  private readonly zone: Zone;
  /** Pages that hold an exception or a clock change; all others depend on their offset alone. */
  private readonly irregular: ReadonlySet<number>;
  private readonly kept = new Map<number, Page>();
  private readonly regular = new Map<number, Page>();
  private latestIndex = Number.NaN;
  private latest: Page | undefined;

  constructor(shifts: Shifts, zone: Zone) {
    this.shifts = shifts;
    this.zone = zone;
    // A shift of a local day lies within a day before and three days after that day's start in UTC.
    const touched = shifts.exceptions.flatMap((day) => [
      pageIndexOf((day - 1) * dayMs),
      pageIndexOf((day + 3) * dayMs),
    ]);
    this.irregular = new Set([...touched, ...zone.changes.map(pageIndexOf)]);
    this.first = shifts.worksWeekly ? -lastPossiblePage : smallest(touched);
    this.last = shifts.worksWeekly ? lastPossiblePage : -smallest(touched.map((index) => -index));
  }

  at(index: number): Page {
    if (index === this.latestIndex) return this.latest!;
    const page = this.kept.get(index) ?? this.make(index);
    this.latestIndex = index;
    this.latest = page;
    return page;
  }

  private make(index: number): Page {
    if (!(Math.abs(index) <= lastPossiblePage)) return pageWithoutWork;
    const start = index * pageMs;
    const offset = this.zone.offsetAt(start);
    const irregular = this.irregular.has(index);
    const alike = irregular ? undefined : this.regular.get(offset);
    const page = alike ?? buildPage(start, this.zone.stretches(start, start + pageMs), this.shifts.on);
    if (!irregular) this.regular.set(offset, page);
    if (this.kept.size >= keptPages) this.kept.clear();
    this.kept.set(index, page);
    return page;
  }
}

const smallest = (indexes: readonly number[]): number =>
  indexes.reduce((least, index) => Math.min(least, index), Infinity);
