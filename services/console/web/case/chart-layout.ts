import type { CaseView } from '@baton/contracts';
import type { InstantFormat, Text } from '@baton/wording';
import type { TimeScale } from './time-scale.ts';

/** Pixels. */
export const chartTop = 40;
export const laneHeight = 40;
const labelRow = 18;
const labelRows = 3;

export const laneTop = (index: number): number => chartTop + index * laneHeight;

/** Tall enough for the lanes and the words below them. */
export const chartHeight = (lanes: number, lines: readonly Line[]): number =>
  Math.max(laneTop(lanes) + 24, ...lines.map((line) => line.labelY)) + 12;

/** A vertical line with its words below the lanes. */
export interface Line {
  readonly kind: 'now' | 'act' | 'need';
  readonly x: number;
  readonly label: string;
  readonly anchor: 'start' | 'end';
  readonly labelY: number;
}

interface LineSettings {
  readonly view: CaseView;
  readonly lanes: number;
  readonly scale: TimeScale;
  readonly width: number;
  readonly when: InstantFormat;
  readonly say: Text;
  readonly replaying: boolean;
}

/** Now, the last moment at which acting helps, the need-by. Words that would touch go one row lower. */
export const linesOf = ({ view, lanes, scale, width, when, say, replaying }: LineSettings): readonly Line[] => {
  const openStalls = view.stalls.filter((stall) => stall.clearedAt === undefined && stall.retractedAt === undefined);
  const actBy = openStalls.map((stall) => stall.actBy).find((at) => at !== undefined);
  const wanted = [
    { kind: 'now', at: view.asOf, label: say(replaying ? 'lanes.as-of' : 'lanes.now') },
    { kind: 'act', at: actBy, label: actBy && say('lanes.act-by', { time: when.time(Date.parse(actBy)) }) },
    {
      kind: 'need',
      at: view.needBy,
      label: view.needBy && say('lanes.needed-by', { time: when.time(Date.parse(view.needBy)) }),
    },
  ] as const;
  const taken: { readonly row: number; readonly from: number; readonly until: number }[] = [];
  const bottom = laneTop(lanes) + 24;
  return wanted.flatMap(({ kind, at, label }): Line[] => {
    if (at === undefined || !label) return [];
    const x = scale.x(Date.parse(at));
    const length = textWidth(label) + 12;
    const anchor = x + length > width - 24 ? 'end' : 'start';
    const from = anchor === 'end' ? x - length : x;
    const touches = (row: number): boolean =>
      taken.some((other) => other.row === row && from < other.until && from + length > other.from);
    let row = 0;
    while (row < labelRows - 1 && touches(row)) row++;
    taken.push({ row, from, until: from + length });
    return [{ kind, x, label, anchor, labelY: bottom + row * labelRow }];
  });
};

/** Roughly, in pixels at 12 px: wide for ideographs. */
export const textWidth = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e80' ? 12 : 6.6), 0);
