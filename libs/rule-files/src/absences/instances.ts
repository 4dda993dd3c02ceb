import type { Instant } from '@baton/contracts';
import { quoted } from '../rule-problem.ts';
import { known } from '../values/value-report.ts';
import type { EventForm, LeftOut, Reading, Span } from './event-form.ts';
import { instantOf, type LocalTime, onClock } from './local-time.ts';
import { startsOf } from './recurrence.ts';

/** [from, until): what an import looks at. */
export interface Window {
  readonly from: Instant;
  readonly until: Instant;
}

/** One occurrence of an event. */
export interface Instance {
  readonly uid: string;
  /** Wall clock of its start in its series, as RFC 3339 without offset; none: the event does not repeat. */
  readonly place?: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly leftOut?: LeftOut;
  /** An earlier state of the file may have had it as an absence. */
  readonly wasAway?: true;
  readonly cause?: string;
}

export const mostInstances = 10_000;
const mostSeries = 500;
/** The library looks longest for what never comes. */
const mostEmpty = 200;
const dayMs = 86_400_000;
/** COUNT is counted from the start of the series. */
const longestCountMs = 10 * 366 * dayMs;

/** Every occurrence of one event (with what changes single ones of them) that touches the window. */
export class Instances {
  readonly list: Instance[] = [];
  private readonly window: Window;
  private readonly reading: Reading;
  private series = 0;
  private empty = 0;

  constructor(window: Window, reading: Reading) {
    this.window = window;
    this.reading = reading;
  }

  /** `changes`: events of the same UID that name one occurrence each. */
  add(event: EventForm, changes: readonly EventForm[]): void {
    const { start } = event;
    if (event.recurrence === undefined && event.extra.length === 0 && changes.length === 0) {
      this.push(event, undefined);
      return;
    }
    const changed = new Map(changes.map((change) => [onClock(change.changes!, start.clock), change]));
    const isExcept = exceptionsOf(event);
    const isAway = event.leftOut === undefined || event.leftOut === 'cancelled';
    if (!isAway) this.push(event, undefined);
    for (const local of isAway ? this.startsIn(event) : []) {
      if (this.list.length > mostInstances) return;
      if (changed.has(local)) continue;
      const excepted = isExcept(local) ? ({ leftOut: 'cancelled' } as const) : {};
      this.push({ ...event, ...excepted, start: { ...start, local } }, local);
    }
    for (const [local, change] of changed) this.push({ ...change, ...spanIn(change, event) }, local);
  }

  /** A change of one occurrence whose series is not in the file. */
  addAlone(change: EventForm): void {
    this.push(change, onClock(change.changes!, change.start.clock));
  }

  /** Wall clocks of the starts of a series, those that are excepted included. */
  private startsIn(event: EventForm): ReadonlySet<number> {
    const { start, recurrence, extra } = event;
    const longest = (event.span?.days ?? 1) * dayMs + (event.span?.ms ?? 0) + dayMs;
    const window = {
      from: start.clock.localOf(this.window.from) - longest,
      until: start.clock.localOf(this.window.until) + dayMs,
    };
    const starts = new Set(extra.map((time) => onClock(time, start.clock)));
    if (recurrence === undefined) return starts.add(start.local);
    if (this.isTooMuch(event, window.from)) return starts;
    try {
      const found = startsOf(recurrence, start.local, window);
      for (const local of found) starts.add(local);
      if (found.length === 0 && ++this.empty === mostEmpty + 1)
        this.reading.problems.of(
          recurrence.property,
          `at most ${mostEmpty} series without any day in two years`,
          'more',
        );
    } catch (error) {
      this.reading.problems.of(recurrence.property, 'a rule that can be followed', quoted((error as Error).message));
    }
    return starts;
  }

  private isTooMuch({ start, recurrence }: EventForm, from: number): boolean {
    const { property, count, until = Infinity } = recurrence!;
    if (until < from) return false;
    if (++this.series === mostSeries + 1)
      this.reading.problems.of(property, `at most ${mostSeries} series that go on`, 'more');
    const isOld = count !== undefined && from - start.local > longestCountMs;
    if (isOld) this.reading.problems.of(property, 'UNTIL instead of COUNT in a series that began over ten years ago');
    return isOld || this.series > mostSeries || this.empty > mostEmpty;
  }

  private push(event: EventForm, place: number | undefined): void {
    const { start, span = withoutEnd(start), uid, cause, recurrence, line } = event;
    const from = instantOf(start);
    const until = start.clock.instantOf(start.local + span.days * dayMs) + span.ms;
    const isInside = until > this.window.from && from < this.window.until;
    if (!isInside && place !== undefined) return;
    const empty = until <= from ? 'without duration' : undefined;
    const leftOut = isInside || empty ? (event.leftOut ?? empty) : 'outside the window';
    if (this.list.length === mostInstances) {
      const what = { expected: `at most ${mostInstances} absences in a file`, found: 'more' };
      this.reading.problems.at(recurrence?.property.line ?? line, 'RRULE', what);
    }
    const at = place === undefined ? undefined : new Date(place).toISOString().slice(0, 19);
    const wasAway = leftOut === 'cancelled' || (leftOut !== undefined && event.changes !== undefined) || undefined;
    this.list.push({ uid, from, until, ...known({ place: at, cause, leftOut, wasAway }) });
  }
}

/** An event without an end lasts the day that it is on, or no time at all (RFC 5545, 3.6.1). */
const withoutEnd = (start: LocalTime): Span => (start.isDate ? { days: 1, ms: 0 } : { days: 0, ms: 0 });

/** A change that does not say how long lasts as long as the others. */
const spanIn = (change: EventForm, series: EventForm): { readonly span?: Span } =>
  known({ span: change.span ?? series.span });

/** Whether the occurrence that starts then on the wall clock is excepted; a date excepts whatever starts on it. */
const exceptionsOf = ({ except, start }: EventForm): ((local: number) => boolean) => {
  const times = new Set(except.map((time) => onClock(time, start.clock)));
  const days = new Set(
    except.filter(({ isDate }) => isDate || start.isDate).map((time) => dayOf(onClock(time, start.clock))),
  );
  return (local) => times.has(local) || days.has(dayOf(local));
};

const dayOf = (local: number): number => Math.floor(local / dayMs);
