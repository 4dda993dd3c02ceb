/** [from, until), milliseconds since 1970. */
export interface Interval {
  readonly from: number;
  readonly until: number;
}

export interface TimeScale {
  readonly span: Interval;
  /** Where an instant lies, between 0 and the width; beyond the span: its edge. */
  readonly x: (at: number) => number;
}

/** Closed time is squeezed to a tenth, so that working time is readable. */
const closedWeight = 0.1;

/** A piecewise linear scale over `span`. `closed` may overlap, be unsorted and reach beyond. */
export const timeScale = (span: Interval, closed: readonly Interval[], width: number): TimeScale => {
  const gaps = merged(closed, span);
  const total = weightUntil(span.until, span, gaps);
  return {
    span,
    x: (at) =>
      total === 0 ? 0 : (weightUntil(Math.max(span.from, Math.min(span.until, at)), span, gaps) / total) * width,
  };
};

/** Sorted, disjoint, within `span`. */
export const merged = (intervals: readonly Interval[], span: Interval): readonly Interval[] => {
  const result: { from: number; until: number }[] = [];
  for (const { from, until } of intervals.toSorted((left, right) => left.from - right.from)) {
    const start = Math.max(from, span.from);
    const end = Math.min(until, span.until);
    const last = result.at(-1);
    if (end <= start) continue;
    if (last !== undefined && start <= last.until) last.until = Math.max(last.until, end);
    else result.push({ from: start, until: end });
  }
  return result;
};

const weightUntil = (at: number, span: Interval, gaps: readonly Interval[]): number => {
  const closed = gaps.filter((gap) => gap.from < at).reduce((sum, gap) => sum + Math.min(gap.until, at) - gap.from, 0);
  return at - span.from - closed * (1 - closedWeight);
};
