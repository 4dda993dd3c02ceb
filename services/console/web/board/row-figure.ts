import type { StallView } from '@baton/contracts';
import type { InstantFormat, Wording } from '@baton/wording';
import type { BoardRow } from './board-rows.ts';

/** The big figure of a row, what it means, and the wall-clock limit below it. */
export interface RowFigure {
  readonly big: string;
  readonly tone: 'act' | 'late' | 'ok' | '';
  readonly label: string;
  readonly limit: string;
}

export interface FigureContext {
  readonly say: Wording;
  readonly when: InstantFormat;
  /** RFC 3339. */
  readonly asOf: string;
}

const dayMs = 24 * 3_600_000;

/** What is left to act; where that is over or nobody knows it, how late it is or will be. */
export const figureOf = ({ stall, cleared }: BoardRow, context: FigureContext): RowFigure => {
  const { say, when, asOf } = context;
  if (cleared) return { big: '✓', tone: 'ok', label: say.text('row.cleared'), limit: '' };
  const { kind, actBy, needBy, projectedFinish, workingTimeLeft: left } = stall;
  if (kind === 'missed' && needBy !== undefined) return lateBy(needBy, asOf, { ...context, label: 'row.late' });
  const isLeft = left !== undefined && left >= 0;
  if (kind === 'forecast' && !isLeft && needBy !== undefined && projectedFinish !== undefined)
    return lateBy(needBy, projectedFinish, { ...context, label: 'row.expected-late' });
  if (left === undefined) return { big: '–', tone: '', label: kindOf(stall, say), limit: say.text('row.no-limit') };
  const limit = actBy === undefined ? '' : when.instant(Date.parse(actBy));
  const big = say.duration(left);
  return isLeft
    ? { big, tone: 'act', label: say.text('row.left'), limit }
    : { big, tone: 'late', label: say.text('row.past'), limit };
};

const kindOf = ({ kind }: StallView, say: Wording): string => say.text(`kind.${kind}`);

const lateBy = (
  needBy: string,
  until: string,
  { say, when, label }: FigureContext & { readonly label: 'row.late' | 'row.expected-late' },
): RowFigure => ({
  big: say.duration(Date.parse(until) - Date.parse(needBy), dayMs),
  tone: 'late',
  label: say.text(label),
  limit: say.text('row.needed-by', { needBy: when.instant(Date.parse(needBy)) }),
});
