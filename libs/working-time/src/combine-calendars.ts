import { pageOf, pairsIn } from './page.ts';
import { PagedCalendar } from './paged-calendar.ts';
import { Pages, spanOf } from './pages.ts';
import { pagesOf } from './pages-of.ts';
import { merge, type Pair, sharedBy } from './pairs.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/**
 * Works when any of the calendars does, as a team works when any member does; never, for an empty list. Provisional
 * where any of them is: the one that may change there may be the only one that works.
 */
export const anyOf = (calendars: readonly WorkingCalendar[]): WorkingCalendar =>
  combine(calendars, (members) => merge(members.flat()));

/** Works when all of the calendars do, as people who meet; never, for an empty list. Provisional where any is. */
export const allOf = (calendars: readonly WorkingCalendar[]): WorkingCalendar =>
  combine(calendars, (members) => members.reduce(sharedBy));

type Combination = (members: readonly (readonly Pair[])[]) => readonly Pair[];

const combine = (calendars: readonly WorkingCalendar[], combination: Combination): WorkingCalendar => {
  const members = [...new Set(calendars)];
  if (members.length === 1) return members[0]!;
  const parts = members.map(pagesOf);
  const pages = new Pages({
    varies: spanOf(parts.flatMap(({ varies }) => [varies.first, varies.last])),
    make: (index) => pageOf(members.length === 0 ? [] : combination(parts.map((part) => pairsIn(part.at(index))))),
  });
  return new PagedCalendar(pages, (at) => members.some((member) => member.isProvisional(at)));
};
