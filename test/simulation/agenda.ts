interface Entry {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

const isBefore = (one: Entry, other: Entry): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/** What is going to happen, by instant; at one instant in the order in which it was entered. A binary heap. */
export class Agenda {
  private readonly heap: Entry[] = [];
  private entered = 0;

  enter(at: number, run: () => void): void {
    const { heap } = this;
    const entry = { at, order: this.entered++, run };
    let place = heap.length;
    heap.push(entry);
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (isBefore(heap[above]!, entry)) break;
      heap[place] = heap[above]!;
      place = above;
    }
    heap[place] = entry;
  }

  /** The instant of what comes next; undefined: nothing. */
  next(): number | undefined {
    return this.heap[0]?.at;
  }

  /** Takes what comes next off the agenda; throws a RangeError when there is nothing. */
  take(): () => void {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) throw new RangeError('nothing is on the agenda');
    if (heap.length > 0) this.sink(last);
    return first.run;
  }

  private sink(entry: Entry): void {
    const { heap } = this;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below++;
      if (below >= heap.length || isBefore(entry, heap[below]!)) break;
      heap[place] = heap[below]!;
      place = below;
    }
    heap[place] = entry;
  }
}
