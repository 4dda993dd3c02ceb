import type { CaseView } from '@baton/contracts';
import type { InstantFormat, Text } from '@baton/wording';
import { textWidth } from '../page/text-width.ts';
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

/** Now, the last moment at which acting helps, the need-by: those of the three that are known. */
export const linesOf = ({ view, lanes, scale, width, when, say, replaying }: LineSettings): readonly Line[] => {
  const open = view.stalls.filter((stall) => stall.clearedAt === undefined && stall.retractedAt === undefined);
  const actBy = open.map((stall) => stall.actBy).find((at) => at !== undefined);
  const time = (at: string): string => when.time(Date.parse(at));
  const lines: readonly Unplaced[] = [
    { kind: 'now', at: view.asOf, label: say(replaying ? 'lanes.as-of' : 'lanes.now') },
    ...(actBy === undefined
      ? []
      : [{ kind: 'act' as const, at: actBy, label: say('lanes.act-by', { time: time(actBy) }) }]),
    ...(view.needBy === undefined
      ? []
      : [{ kind: 'need' as const, at: view.needBy, label: say('lanes.needed-by', { time: time(view.needBy) }) }]),
  ];
  return placed(
    lines.map(({ kind, at, label }) => ({ kind, label, x: scale.x(Date.parse(at)) })),
    {
      width,
      top: laneTop(lanes) + 24,
    },
  );
};

interface Unplaced {
  readonly kind: Line['kind'];
  readonly at: string;
  readonly label: string;
}

/** Puts each label beside its line, where it touches neither another label nor another line; if need be, lower. */
export const placed = (
  lines: readonly Pick<Line, 'kind' | 'label' | 'x'>[],
  space: { readonly width: number; readonly top: number },
): readonly Line[] => {
  const taken: { readonly row: number; readonly from: number; readonly until: number }[] = [];
  return lines.map((line) => {
    const length = textWidth(line.label) + 12;
    const spots = [...Array(labelRows).keys()].flatMap((row) =>
      (['start', 'end'] as const).map((anchor) => {
        const from = anchor === 'start' ? line.x : line.x - length;
        return { row, anchor, from, until: from + length };
      }),
    );
    const isFree = ({ row, from, until }: (typeof spots)[number]): boolean =>
      from >= 0 &&
      until <= space.width &&
      !taken.some((other) => other.row === row && from < other.until && until > other.from) &&
      !lines.some((other) => other !== line && other.x > from && other.x < until);
    const spot = spots.find(isFree) ?? spots.at(-1)!;
    taken.push(spot);
    return { ...line, anchor: spot.anchor, labelY: space.top + spot.row * labelRow };
  });
};
