/** The one source of chance in a simulation: xorshift over 32 bits, the same numbers for the same seed everywhere. */
export class Random {
  private state: number;

  /** Any whole number; neighbours give unlike sequences. */
  constructor(seed: number) {
    this.state = Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995;
    if (this.state === 0) this.state = 1;
    for (let warmUp = 0; warmUp < 16; warmUp++) this.next();
  }

  /** From 0 to below 1. */
  next(): number {
    let { state } = this;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.state = state;
    return (state >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below `bound`. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  /** Whole milliseconds; mostly below the mean, now and then far above it (exponential). */
  around(mean: number): number {
    return Math.ceil(-Math.log(1 - this.next()) * mean);
  }

  /** Plus or minus, up to `most`. */
  skew(most: number): number {
    return Math.round((this.next() * 2 - 1) * most);
  }
}
