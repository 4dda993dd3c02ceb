import { Counter, Gauge, Histogram, type Metric, Registry, collectDefaultMetrics } from 'prom-client';
import { Tally } from './tally.ts';

export interface Described<L extends string = never> {
  /** Ends with its unit: `_seconds`, `_total` for what only grows. */
  readonly name: `baton_${string}`;
  readonly help: string;
  /** Each has few values that are known beforehand: never an id, never a path. */
  readonly labels?: readonly L[];
}

export interface Bucketed<L extends string = never> extends Described<L> {
  /** Upper bounds, rising. */
  readonly buckets: readonly number[];
}

export interface Sample<L extends string = never> {
  readonly labels?: Readonly<Record<L, string>>;
  readonly value: number;
}

type Source = () => Iterable<Sample<string>> | Promise<Iterable<Sample<string>>>;

/** A scrape has ten seconds, by Prometheus's own default. */
const patienceMs = 3_000;

const withinPatience = async <T>(answer: T | Promise<T>): Promise<T> => {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
};

/** The monitor of the event loop wakes so often; the library's own default costs an idle process a timer every 10 ms. */
const loopMonitorMs = 100;

/** One registry a process. Asked twice for a metric, it answers the same, so that services may share a process. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #sources = new Map<string, Map<unknown, Source>>();
  #isScraped = false;

  readonly #unread = this.counter({
    name: 'baton_samples_unread_total',
    help: 'Times that a value could not be looked up for a scrape, and was left out of it',
    labels: ['metric'],
  });

  readonly contentType = this.#registry.contentType;

  counter<L extends string>({ name, help, labels = [] }: Described<L>): Counter<L> {
    return this.#known(name, () => new Counter({ name, help, labelNames: [...labels], registers: [this.#registry] }));
  }

  histogram<L extends string>({ name, help, labels = [], buckets }: Bucketed<L>): Histogram<L> {
    const options = { name, help, labelNames: [...labels], buckets: [...buckets], registers: [this.#registry] };
    return this.#known(name, () => new Histogram(options));
  }

  /** A histogram without labels for what happens too often for the library's own. */
  tally({ name, help, buckets }: Bucketed): Tally {
    return this.#known(name, () => {
      const made = new Tally({ name, help, buckets });
      this.#registry.registerMetric(made as unknown as Metric);
      return made;
    });
  }

  /**
   * A value that is looked up whenever somebody scrapes. Several parts of a process may add to one; `of` tells them
   * apart, and asked again for the same one the newest source counts.
   */
  sampled<L extends string>({ name, help, labels = [] }: Described<L>, of: unknown, source: () => Samples<L>): void {
    const sources = this.#sources.get(name) ?? new Map<unknown, Source>();
    this.#sources.set(name, sources);
    sources.set(of, source as Source);
    const samples = (): Promise<readonly Sample<string>[]> => this.#samplesOf(name, [...sources.values()]);
    const collect = async function (this: Gauge): Promise<void> {
      const found = await samples();
      this.reset();
      // A reset leaves a zero where there are no labels, and nothing is not zero.
      if (labels.length === 0) this.remove();
      for (const { labels: values = {}, value } of found) this.set(values, value);
    };
    this.#known(
      name,
      () => new Gauge({ name, help, labelNames: [...labels], registers: [this.#registry], collect } as never),
    );
  }

  /** What a scrape is answered, in the text format of Prometheus. A process that nobody scrapes measures nothing of itself. */
  text(): Promise<string> {
    if (!this.#isScraped)
      collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: loopMonitorMs });
    this.#isScraped = true;
    return this.#registry.metrics();
  }

  /** What cannot be looked up, because a server is away, is left out: a scrape is needed most when something is wrong. */
  async #samplesOf(metric: string, sources: readonly Source[]): Promise<readonly Sample<string>[]> {
    const answers = await Promise.allSettled(sources.map(async (source) => withinPatience(source())));
    const failed = answers.filter(({ status }) => status === 'rejected').length;
    if (failed > 0) this.#unread.inc({ metric }, failed);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [...answer.value] : []));
  }

  #known<M>(name: string, make: () => M): M {
    return (this.#registry.getSingleMetric(name) as M | undefined) ?? make();
  }
}

type Samples<L extends string> = Iterable<Sample<L>> | Promise<Iterable<Sample<L>>>;
