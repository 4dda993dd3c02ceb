import { dayMs } from './local-time.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** Working time that pauses for longer is another shift; a lunch break, of whatever length up to this, is inside one. */
const longestPauseMs = 3 * 3_600_000;
/** Most shifts end within days: longer stretches are looked at only after these, up to more than ten years. */
const stretchesMs = [2, 8, 32, 128, 512, 2048, 2048].map((days) => days * dayMs);

/**
 * The end of the shift in which `at` lies, its breaks included, or else of the next one; the end itself lies in the
 * next one. `undefined`: never, because nobody works any more or because working time goes on for more than ten years.
 */
export const shiftEnd = (calendar: WorkingCalendar, at: number): number | undefined => {
  let end = calendar.next(at);
  for (const stretchMs of stretchesMs) {
    if (end === undefined) return undefined;
    const stretchEnd = end + stretchMs;
    for (const { from, until } of calendar.intervals(end, stretchEnd)) {
      if (from - end > longestPauseMs) return end;
      end = until;
    }
    if (stretchEnd - end > longestPauseMs) return end;
  }
  return undefined;
};
