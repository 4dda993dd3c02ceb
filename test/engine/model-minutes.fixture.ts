import { type CalendarDefinition, type WorkingCalendar, compileCalendar } from '@baton/working-time';

export const minute = 60_000;
const from = Date.parse('2026-09-15T00:00:00Z');
const count = 90 * 24 * 60;

/** Minute by minute whether it is working time. */
export class Minutes {
  readonly calendar: WorkingCalendar;
  private readonly worked = new Uint8Array(count);

  constructor(definition: CalendarDefinition) {
    this.calendar = compileCalendar(definition);
    for (let index = 0; index < count; index++) {
      const at = from + index * minute;
      this.worked[index] = this.calendar.between(at, at + minute) > 0 ? 1 : 0;
    }
  }

  /** Throws a RangeError outside of the ninety days that are known. */
  isWorked(at: number): boolean {
    const worked = this.worked[(at - from) / minute];
    if (worked === undefined) throw new RangeError(`nothing is known of ${new Date(at).toISOString()}`);
    return worked === 1;
  }
}

const known = new WeakMap<CalendarDefinition, Minutes>();

export const minutesOf = (definition: CalendarDefinition): Minutes => {
  let minutes = known.get(definition);
  if (minutes === undefined) known.set(definition, (minutes = new Minutes(definition)));
  return minutes;
};
