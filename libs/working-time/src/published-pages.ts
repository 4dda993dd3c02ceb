import { dayMs } from './local-time.ts';
import { pageMs, pageOf, pairsOf, type Page } from './page.ts';
import { pageIndexOf, type PageMaker, type PageSpan, spanOf } from './pages.ts';
import type { Shifts } from './shifts.ts';
import type { Zone } from './zone.ts';

/** The pages of published hours: those without an exception or a clock change depend on their offset alone. */
export class PublishedPages implements PageMaker {
  readonly varies: PageSpan;
  private readonly shifts: Shifts;
  private readonly zone: Zone;
  private readonly irregular: ReadonlySet<number>;
  private readonly regular = new Map<number, Page>();

  constructor(shifts: Shifts, zone: Zone) {
    this.shifts = shifts;
    this.zone = zone;
    // A shift of a local day lies within a day before and three days after that day's start in UTC.
    const touched = shifts.exceptions.flatMap((day) => [(day - 1) * dayMs, (day + 3) * dayMs]);
    this.irregular = new Set([...touched, ...zone.changes].map(pageIndexOf));
    this.varies = spanOf([...this.irregular]);
  }

  make(index: number): Page {
    const start = index * pageMs;
    if (this.irregular.has(index)) return this.build(start);
    const offset = this.zone.offsetAt(start);
    const page = this.regular.get(offset) ?? this.build(start);
    this.regular.set(offset, page);
    return page;
  }

  private build(start: number): Page {
    return pageOf(pairsOf(start, this.zone.stretches(start, start + pageMs), this.shifts.on));
  }
}
