import type { Instant } from '@baton/contracts';

export interface Due<Of extends { readonly id: string; readonly version: number }> {
  readonly at: Instant;
  readonly of: Of;
  /** Of the case when this was put in; an older one is stale and skipped. */
  readonly version: number;
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

const before = (left: Due<Versioned>, right: Due<Versioned>): boolean =>
  left.at < right.at || (left.at === right.at && left.of.id < right.of.id);

const isCurrent = (due: Due<Versioned>): boolean => due.version === due.of.version;

/** A binary heap by (instant, case). Entries are never removed, only outdated by a newer version of their case. */
export class DueQueue<Of extends Versioned> {
  private heap: Due<Of>[] = [];

  push(due: Due<Of>): void {
    const heap = this.heap;
    let child = heap.length;
    heap.push(due);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!before(due, heap[parent]!)) break;
      heap[child] = heap[parent]!;
      child = parent;
    }
    heap[child] = due;
  }

  /** The earliest current entry, left in place. */
  peek(): Due<Of> | undefined {
    for (;;) {
      const first = this.heap[0];
      if (first === undefined || isCurrent(first)) return first;
      this.pop();
    }
  }

  /** Drops outdated entries when they are more than `live` expects; keeps memory in step with open cases. */
  compact(live: number): void {
    if (this.heap.length < 1024 || this.heap.length < live * 4) return;
    const kept = this.heap.filter(isCurrent);
    this.heap = [];
    for (const due of kept) this.push(due);
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
