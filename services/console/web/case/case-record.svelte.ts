import type { CaseView, StallView, TimelineView } from '@baton/contracts';
import { loadCase, loadTimeline } from '../live/baton.ts';

/** A case as it is now, and as it was at the instant that is looked at. */
export class CaseRecord {
  latest = $state.raw<CaseView>();
  shown = $state.raw<CaseView>();
  timeline = $state.raw<TimelineView>();
  failure = $state.raw<unknown>();
  /** Undefined: live. */
  asOf = $state<number>();
  private readonly id: string;
  private looking = false;
  private lookAgain = false;

  constructor(id: string) {
    this.id = id;
  }

  /** Loads the present; while the past is looked at, only what the page spans. */
  readonly load = async (): Promise<void> => {
    try {
      const view = await loadCase(this.id);
      this.latest = view;
      this.failure = undefined;
      if (this.asOf !== undefined) return;
      this.timeline = await loadTimeline(this.id);
      this.shown = view;
    } catch (failure) {
      this.failure = failure;
    }
  };

  /** Looks at another instant; while one is being loaded, only the last one asked for is loaded next. */
  async replay(asOf: number | undefined): Promise<void> {
    this.asOf = asOf;
    this.lookAgain = true;
    if (this.looking) return;
    this.looking = true;
    while (this.lookAgain) {
      this.lookAgain = false;
      await this.look();
    }
    this.looking = false;
  }

  private async look(): Promise<void> {
    if (this.asOf === undefined) return this.load();
    const at = new Date(this.asOf).toISOString();
    try {
      const [view, timeline] = await Promise.all([loadCase(this.id, at), loadTimeline(this.id, at)]);
      this.shown = view;
      this.timeline = timeline;
    } catch (failure) {
      this.failure = failure;
    }
  }
}

/** Open at the instant of the view, the most urgent first, causes before what follows; a missed need last, for nothing can undo it. */
export const openStalls = (view: CaseView): readonly StallView[] =>
  view.stalls
    .filter((stall) => stall.clearedAt === undefined && stall.retractedAt === undefined)
    .toSorted((left, right) => rank(left) - rank(right));

const rank = ({ kind, options, actBy }: StallView): number => {
  if (kind === 'missed') return Number.MAX_SAFE_INTEGER;
  const moment = actBy === undefined ? Number.MAX_SAFE_INTEGER / 2 : Date.parse(actBy);
  return moment - (options.length > 0 ? 1 : 0) + (kind === 'forecast' ? 0.5 : 0);
};
