import type { LogPosition } from './position.ts';
import { isBehind, toPosition } from './position.ts';

interface Moment {
  readonly position: LogPosition;
  readonly at: number;
}

const maxPeaks = 1_000;
const maxEnds = 1_000;

/**
 * Makes the server's times never go back along the log. They do only where another server with a slower clock has
 * become the leader, so it is enough to remember the last moment before each such place.
 */
export class SteadyTime {
  #peaks: Moment[] = [];
  /** How far earlier readings came, so that the next page knows what it follows. */
  readonly #ends = new Map<string, number>();

  /** `events` in the order of the log, read from behind `after`. Answers the time of each. */
  along(events: readonly Moment[], after: LogPosition | undefined): readonly number[] {
    const before = after === undefined ? undefined : this.#ends.get(toPosition(after));
    let last: Moment | undefined =
      after === undefined || before === undefined ? undefined : { position: after, at: before };
    const times = events.map(({ position, at }) => {
      const steady = Math.max(at, this.#floor(position), last?.at ?? -Infinity);
      if (last !== undefined && at < last.at) this.#remember(last);
      last = { position, at: steady };
      return steady;
    });
    if (last !== undefined) this.#end(last);
    return times;
  }

  #floor(position: LogPosition): number {
    let floor = -Infinity;
    for (const peak of this.#peaks) if (!isBehind(peak.position, position)) floor = Math.max(floor, peak.at);
    return floor;
  }

  #remember(peak: Moment): void {
    if (this.#floor(peak.position) >= peak.at && this.#peaks.length > 0) return;
    this.#peaks.push(peak);
    if (this.#peaks.length > maxPeaks) this.#peaks.shift();
  }

  #end({ position, at }: Moment): void {
    const key = toPosition(position);
    this.#ends.delete(key);
    this.#ends.set(key, at);
    if (this.#ends.size > maxEnds) this.#ends.delete(this.#ends.keys().next().value!);
  }
}
