import type { Instant } from '@baton/contracts';

/** What waits for an instant. The queue keeps `queuedAt`; the owner says by `schedule` when it is really due. */
export interface Waiting {
  readonly id: string;
  dueAt: Instant | undefined;
  /** Where its valid entry stands in the queue: at `dueAt` or before it. */
  queuedAt: Instant | undefined;
}

interface Entry<Of extends Waiting> {
  readonly at: Instant;
  readonly of: Of;
}

const before = (left: Entry<Waiting>, right: Entry<Waiting>): boolean =>
  left.at < right.at || (left.at === right.at && left.of.id < right.of.id);

const isValid = (entry: Entry<Waiting>): boolean => entry.of.queuedAt === entry.at;

/**
 * A binary heap by (instant, id). What becomes due later than before keeps its old place and moves on only when that
 * comes up, so that most reschedulings cost nothing.
 */
export class DueQueue<Of extends Waiting> {
  private heap: Entry<Of>[] = [];

  schedule(of: Of, at: Instant | undefined): void {
    of.dueAt = at;
    if (at === undefined || (of.queuedAt !== undefined && of.queuedAt <= at)) return;
    of.queuedAt = at;
    this.push({ at, of });
  }

  /** What is due first, left in place. Its instant is its `dueAt`. */
  peek(): Of | undefined {
    for (;;) {
      const first = this.heap[0];
      if (first === undefined) return undefined;
      const { of, at } = first;
      if (isValid(first) && of.dueAt === at) return of;
      this.pop();
      if (of.queuedAt !== at) continue;
      of.queuedAt = undefined;
      this.schedule(of, of.dueAt);
    }
  }

  /** Drops outdated entries when they are more than `live` expects; keeps memory in step with what waits. */
  compact(live: number): void {
    if (this.heap.length < 1024 || this.heap.length < live * 4) return;
    const kept = this.heap.filter((entry) => isValid(entry) && entry.of.dueAt !== undefined);
    for (const { of } of this.heap) of.queuedAt = undefined;
    this.heap = [];
    for (const { of } of kept) this.schedule(of, of.dueAt);
  }

  private push(entry: Entry<Of>): void {
    const heap = this.heap;
    let child = heap.length;
    heap.push(entry);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[child] = heap[parent]!;
      child = parent;
    }
    heap[child] = entry;
  }

  private pop(): void {
    const heap = this.heap;
    const last = heap.pop()!;
    const size = heap.length;
    if (size === 0) return;
    let parent = 0;
    for (;;) {
      let child = parent * 2 + 1;
      if (child >= size) break;
      if (child + 1 < size && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[parent] = heap[child]!;
      parent = child;
    }
    heap[parent] = last;
  }
}
