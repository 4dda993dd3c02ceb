import { pageMs, pageOf, pairsIn } from './page.ts';
import { PagedCalendar } from './paged-calendar.ts';
import { lastPossiblePage, pageIndexOf, Pages, spanOf } from './pages.ts';
import { gapsIn, pairsWithin, sharedBy } from './pairs.ts';
import { CalendarWithAbsences } from './with-absences.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** The pages of any calendar; those of one that is made elsewhere are asked from it interval by interval. */
export const pagesOf = (calendar: WorkingCalendar): Pages => {
  if (calendar instanceof PagedCalendar) return calendar.pages;
  if (calendar instanceof CalendarWithAbsences) return pagesPresent(calendar);
  return new Pages({
    varies: { first: -lastPossiblePage, last: lastPossiblePage },
    make: (index) => {
      const start = index * pageMs;
      return pageOf(pairsWithin(calendar.intervals(start, start + pageMs), start, pageMs));
    },
  });
};

const pagesPresent = ({ calendar, away }: CalendarWithAbsences): Pages => {
  const pages = pagesOf(calendar);
  const changes = away.flatMap(({ from, until }) => [pageIndexOf(from), pageIndexOf(until)]);
  return new Pages({
    varies: spanOf([pages.varies.first, pages.varies.last, ...changes]),
    make: (index) => {
      const present = gapsIn(pairsWithin(away, index * pageMs, pageMs), pageMs);
      return pageOf(sharedBy(pairsIn(pages.at(index)), present));
    },
  });
};
