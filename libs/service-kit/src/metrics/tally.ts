interface Described {
  readonly name: string;
  readonly help: string;
  readonly buckets: readonly number[];
}

interface Value {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** A histogram that costs some nanoseconds a value: one number goes up, and the rest is done when it is scraped. */
export class Tally {
  readonly name: string;
  readonly #help: string;
  readonly #buckets: readonly number[];
  readonly #counts: Float64Array;
  #sum = 0;

  constructor({ name, help, buckets }: Described) {
    this.name = name;
    this.#help = help;
    this.#buckets = buckets;
    this.#counts = new Float64Array(buckets.length + 1);
  }

  add(value: number): void {
    let bucket = 0;
    while (bucket < this.#buckets.length && value > this.#buckets[bucket]!) bucket++;
    this.#counts[bucket]!++;
    this.#sum += value;
  }

  /** As prom-client's registry asks for it. */
  get(): {
    readonly name: string;
    readonly help: string;
    readonly type: 'histogram';
    readonly values: readonly Value[];
  } {
    const { name } = this;
    let count = 0;
    const upTo = [...this.#buckets, '+Inf'].map((le, bucket) => {
      count += this.#counts[bucket]!;
      return { metricName: `${name}_bucket`, labels: { le }, value: count };
    });
    const total = [
      { metricName: `${name}_sum`, labels: {}, value: this.#sum },
      { metricName: `${name}_count`, labels: {}, value: count },
    ];
    return { name, help: this.#help, type: 'histogram', values: [...upTo, ...total] };
  }
}
