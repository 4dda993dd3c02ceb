import { dayMs, dayOf } from './local-time.ts';
import { PagedCalendar } from './paged-calendar.ts';
import { Pages } from './pages.ts';
import { PublishedPages } from './published-pages.ts';
import { compileShifts } from './shifts.ts';
import type { CalendarDefinition, WorkingCalendar } from './working-calendar.ts';
import { compileZone } from './zone.ts';

/**
 * The published hours, ready to be asked: an answer looks at a few intervals, and pages of about a year are made
 * when first asked for. Throws a RangeError for dates and times that are none.
 */
export const compileCalendar = (definition: CalendarDefinition): WorkingCalendar => {
  const zone = compileZone(definition.transitions);
  const lastValidDay = dayOf(definition.validThrough);
  const pages = new Pages(new PublishedPages(compileShifts(definition), zone));
  return new PagedCalendar(pages, (at) => Math.floor((at + zone.offsetAt(at)) / dayMs) > lastValidDay);
};
