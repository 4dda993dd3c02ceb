const minute = 60_000;
const hour = 60 * minute;

/** The length of a working day when nothing else is known: 7.5 h. Milliseconds. */
export const workingDayMs = 7.5 * hour;

export interface DurationParts {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
}

/** Splits a duration into its two largest units, rounded down to minutes (hours once there are days). */
export const durationParts = (durationMs: number, dayMs: number = workingDayMs): DurationParts => {
  const minutes = Math.floor(Math.abs(durationMs) / minute);
  const days = Math.floor((minutes * minute) / dayMs);
  const rest = minutes - Math.ceil((days * dayMs) / minute);
  const hours = Math.floor(rest / 60);
  return { days, hours, minutes: days > 0 ? 0 : rest % 60 };
};
