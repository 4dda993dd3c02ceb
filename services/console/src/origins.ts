import { stopwatch } from '@baton/service-kit';

/** One that did not answer is left out for so long, as long as there is another. */
const awayMs = 10_000;

/** The instances of one service, asked in turn. */
export class Origins {
  readonly #all: readonly string[];
  readonly #elapsedMs: () => number;
  readonly #awayUntil = new Map<string, number>();
  #turn = 0;

  constructor(all: readonly string[], elapsedMs: () => number = stopwatch()) {
    this.#all = all;
    this.#elapsedMs = elapsedMs;
  }

  get count(): number {
    return this.#all.length;
  }

  /** One that answers, as far as is known; any when none does. */
  next(): string {
    const present = this.#all.filter((origin) => this.#elapsedMs() >= (this.#awayUntil.get(origin) ?? 0));
    const among = present.length === 0 ? this.#all : present;
    this.#turn += 1;
    return among[this.#turn % among.length]!;
  }

  /** It did not answer. */
  missed(origin: string): void {
    this.#awayUntil.set(origin, this.#elapsedMs() + awayMs);
  }
}
