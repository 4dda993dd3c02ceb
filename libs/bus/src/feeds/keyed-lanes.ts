/** What to do with an item after a try: it is over, or it is tried again after so many milliseconds. */
export type Try = { readonly kind: 'over' } | { readonly kind: 'again'; readonly delayMs: number };

/**
 * One lane per key. Within a lane items are worked on one after the other, in the order in which they were put; lanes
 * are independent, at most `concurrency` at once. A lane that waits for its next try takes no place.
 */
export class KeyedLanes<Item> {
  readonly #lanes = new Map<string, Item[]>();
  readonly #ready: string[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  readonly #concurrency: number;
  readonly #work: (item: Item) => Promise<Try>;
  #stopped = false;

  constructor(concurrency: number, work: (item: Item) => Promise<Try>) {
    this.#concurrency = concurrency;
    this.#work = work;
  }

  put(key: string, item: Item): void {
    const lane = this.#lanes.get(key);
    if (lane !== undefined) {
      lane.push(item);
      return;
    }
    this.#lanes.set(key, [item]);
    this.#ready.push(key);
    this.#start();
  }

  /** Starts nothing more; resolves when what is being worked on has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await Promise.all(this.#running);
  }

  #start(): void {
    while (!this.#stopped && this.#running.size < this.#concurrency && this.#ready.length > 0) {
      const key = this.#ready.shift()!;
      const run: Promise<void> = this.#runHead(key).finally(() => {
        this.#running.delete(run);
        this.#start();
      });
      this.#running.add(run);
    }
  }

  async #runHead(key: string): Promise<void> {
    const lane = this.#lanes.get(key)!;
    const result = await this.#work(lane[0]!);
    if (result.kind === 'again') {
      this.#readyLater(key, result.delayMs);
      return;
    }
    lane.shift();
    if (lane.length === 0) this.#lanes.delete(key);
    else this.#ready.push(key);
  }

  #readyLater(key: string, delayMs: number): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#ready.push(key);
      this.#start();
    }, delayMs);
    this.#timers.add(timer);
  }
}
