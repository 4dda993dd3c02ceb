import type { Instant } from '@baton/contracts';

/** What waits for an instant. */
export interface Waiting {
  readonly id: string;
  /** The queue's own: where it keeps this; -1, as at the beginning: nowhere. */
  place: number;
}

const never = Infinity;
/** The children of node `n` are the four from `4 * n - 8` on: with the root here, they share a cache line. */
const root = 3;
const roomAtFirst = 64;

/**
 * What waits, by (instant, id): a heap of four children a node over typed arrays, so that moving an entry touches no
 * object and makes no garbage. Everything that waits has one entry. What becomes due later than before, or never, keeps
 * its entry where it is until that comes up, so that most reschedulings cost nothing.
 */
export class DueQueue<Of extends Waiting> {
  private end = root;
  /** By node of the heap: when its entry comes up, at the instant that is due or before it, and for which place. */
  private keys = new Float64Array(roomAtFirst);
  private places = new Int32Array(roomAtFirst);
  /** By place: who has it, when that is really due, and at which node its entry is. */
  private readonly owners: (Of | undefined)[] = [];
  private readonly ids: string[] = [];
  private dues = new Float64Array(roomAtFirst);
  private nodes = new Int32Array(roomAtFirst);
  private readonly freePlaces: number[] = [];

  /** From now on it waits for `at` and nothing else; Infinity or undefined: for nothing. */
  schedule(of: Of, at: Instant | undefined): void {
    const due = at ?? never;
    const { place } = of;
    if (place === -1) {
      if (due !== never) this.insert(of, due);
      return;
    }
    this.dues[place] = due;
    const node = this.nodes[place]!;
    if (due < this.keys[node]!) this.rise(node, due, place);
  }

  /** The instant of what is due first; Infinity: nothing waits. */
  nextAt(): Instant {
    this.settle(never);
    return this.end === root ? never : this.keys[root]!;
  }

  /** What is due first, if that is at or before `to`; left in place. Its instant is `nextAt`. */
  peek(to: Instant = never): Of | undefined {
    this.settle(to);
    return this.end === root || this.keys[root]! > to ? undefined : this.owners[this.places[root]!];
  }

  /** Until the first entry stands where it is due, or comes up after `to`. */
  private settle(to: Instant): void {
    while (this.end > root && this.keys[root]! <= to) {
      const place = this.places[root]!;
      const due = this.dues[place]!;
      if (due === this.keys[root]!) return;
      if (due === never) this.dropFirst(place);
      else this.sink(due, place);
    }
  }

  private insert(of: Of, due: Instant): void {
    const place = this.freePlaces.pop() ?? this.owners.length;
    const node = this.end++;
    if (node === this.keys.length) this.grow();
    of.place = place;
    this.owners[place] = of;
    this.ids[place] = of.id;
    this.dues[place] = due;
    this.rise(node, due, place);
  }

  private dropFirst(place: number): void {
    this.owners[place]!.place = -1;
    this.owners[place] = undefined;
    this.ids[place] = '';
    this.freePlaces.push(place);
    const last = --this.end;
    if (last > root) this.sink(this.keys[last]!, this.places[last]!);
  }

  /** There are never more places than nodes. */
  private grow(): void {
    const room = Math.ceil(this.keys.length * 1.5);
    const [keys, dues] = [new Float64Array(room), new Float64Array(room)];
    const [places, nodes] = [new Int32Array(room), new Int32Array(room)];
    keys.set(this.keys);
    dues.set(this.dues);
    places.set(this.places);
    nodes.set(this.nodes);
    Object.assign(this, { keys, dues, places, nodes });
  }

  /** Puts an entry at a node, or as far above it as it belongs. */
  private rise(from: number, key: Instant, place: number): void {
    const { keys, places, nodes } = this;
    let node = from;
    while (node > root) {
      const parent = (node >> 2) + 2;
      const above = keys[parent]!;
      const placeAbove = places[parent]!;
      if (key > above || (key === above && !this.isFirst(place, placeAbove))) break;
      keys[node] = above;
      places[node] = placeAbove;
      nodes[placeAbove] = node;
      node = parent;
    }
    keys[node] = key;
    places[node] = place;
    nodes[place] = node;
  }

  /** Puts an entry where it belongs in place of the first: all the way down, as most do, and up again from there. */
  private sink(key: Instant, place: number): void {
    const { keys, places, nodes, end } = this;
    let node = root;
    for (let child = 4 * node - 8; child < end; child = 4 * node - 8) {
      const least = this.leastOf(child, Math.min(child + 4, end));
      const placeBelow = places[least]!;
      keys[node] = keys[least]!;
      places[node] = placeBelow;
      nodes[placeBelow] = node;
      node = least;
    }
    this.rise(node, key, place);
  }

  private leastOf(from: number, until: number): number {
    const { keys, places } = this;
    let least = from;
    for (let node = from + 1; node < until; node++) {
      const key = keys[node]!;
      const leastKey = keys[least]!;
      if (key < leastKey || (key === leastKey && this.isFirst(places[node]!, places[least]!))) least = node;
    }
    return least;
  }

  /** Of two at one instant. */
  private isFirst(place: number, other: number): boolean {
    return this.ids[place]! < this.ids[other]!;
  }
}
