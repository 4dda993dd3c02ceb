/** Milliseconds since 1970-01-01T00:00:00Z. */
type Instant = number;

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/**
 * Working hours as published. `weekly` and `special` hold local `HH:MM` pairs; an end not after its start belongs to
 * the next day. `transitions` are the zone's offset changes that cover the calendar's use, so that a replay does not
 * depend on the machine's zone data: from `at` on, local time = UTC + `offsetMinutes`; the first one covers all before.
 */
export interface CalendarDefinition {
  readonly id: string;
  readonly revision: number;
  readonly zone: string;
  readonly transitions: readonly { readonly at: Instant; readonly offsetMinutes: number }[];
  readonly weekly: Readonly<Partial<Record<Weekday, readonly (readonly [string, string])[]>>>;
  /** Local dates on which no shift starts. */
  readonly daysOff: readonly string[];
  /** Local date → the weekday whose hours it takes. */
  readonly extraWorkdays: Readonly<Record<string, Weekday>>;
  /** Local date → its own hours. */
  readonly special: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  readonly source: string;
  readonly hash: string;
  /** Local date, included. Beyond it every answer is provisional. */
  readonly validThrough: string;
}

/** [from, until): away, whatever the hours. */
export interface Absence {
  readonly from: Instant;
  readonly until: Instant;
}

/** [from, until). */
export interface Interval {
  readonly from: Instant;
  readonly until: Instant;
}

/** Durations are milliseconds of working time. `undefined` means never. */
export interface WorkingCalendar {
  /** The first working instant at or after `at`. */
  next(at: Instant): Instant | undefined;
  /** The first instant at which `duration` after `at` is done; 0 answers `at`; a shift's last moment ends at its end. */
  add(at: Instant, duration: number): Instant | undefined;
  /** The latest instant from which `duration` of working time ends at `at`. */
  subtract(at: Instant, duration: number): Instant | undefined;
  /** Working time in [from, until); 0 when until is not after from. */
  between(from: Instant, until: Instant): number;
  /** The working time in [from, until) as intervals: sorted, disjoint, not touching each other. */
  intervals(from: Instant, until: Instant): readonly Interval[];
  /** Whether `at` lies beyond the last date that the calendar was published for. */
  isProvisional(at: Instant): boolean;
}
