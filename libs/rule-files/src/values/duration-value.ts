import type { Report } from './value-report.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A hundred years, as the contract has it. */
const longestMs = 36_525 * 24 * hourMs;
const longestDayMs = 24 * hourMs;

/**
 * Reads the durations of one document as milliseconds. A day is as long as the document's `day` says: without it, and
 * in elapsed time, where a day of work means nothing, days are a problem.
 */
export class DurationValues {
  private readonly dayMs: number | undefined;
  private readonly report: Report;

  constructor(day: string | undefined, report: Report) {
    this.report = report;
    this.dayMs = day === undefined ? undefined : amount(day) * hourMs;
    if (this.dayMs !== undefined && !(this.dayMs > 0 && this.dayMs <= longestDayMs))
      report('/day', 'working hours of a day, above 0 h and at most 24 h', day);
  }

  /** 0 after a problem. */
  ms(text: string, pointer: string, elapsed = false): number {
    const unit = text.slice(text.indexOf(' ') + 1);
    const isDays = unit.startsWith('day');
    if (isDays && elapsed)
      this.report(pointer, 'a duration in min or h, because elapsed time knows no working day', text);
    else if (isDays && this.dayMs === undefined)
      this.report(
        pointer,
        'a duration in min or h, or a key day beside kind that says how long a day is (day: 7.5 h)',
        text,
      );
    const value = Math.round(amount(text) * (isDays ? (this.dayMs ?? 0) : unit === 'h' ? hourMs : minuteMs));
    if (value <= longestMs) return value;
    this.report(pointer, 'a duration of at most 100 years', text);
    return 0;
  }

  /** Like `ms`, of a field that may be left out; one of nothing is a problem. */
  optional(text: string | undefined, pointer: string, elapsed = false): number | undefined {
    if (text === undefined) return undefined;
    const value = this.ms(text, pointer, elapsed);
    if (amount(text) === 0) this.report(pointer, 'a duration above 0', text);
    return value;
  }
}

const amount = (text: string): number => Number(text.slice(0, text.indexOf(' ')));
