/** What a scrape of a process says, in the text format of Prometheus. */
export interface Scrape {
  /** Names under which values are, whether there is one yet or not: of a histogram there are three. */
  readonly series: ReadonlySet<string>;
  readonly samples: readonly Sample[];
}

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const suffixes: Readonly<Record<string, readonly string[]>> = { histogram: ['_bucket', '_sum', '_count'] };
const described = /^# TYPE (\S+) (\S+)$/gm;
const sampled = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/gm;
const labelled = /(\w+)="((?:[^"\\]|\\.)*)"/g;

export const scrapeIn = (text: string): Scrape => ({
  series: new Set(
    Array.from(text.matchAll(described), ([, name, type]) =>
      (suffixes[type!] ?? ['']).map((suffix) => `${name}${suffix}`),
    ).flat(),
  ),
  samples: Array.from(text.matchAll(sampled), ([, name, labels = '', value]) => ({
    name: name!,
    labels: Object.fromEntries(Array.from(labels.matchAll(labelled), ([, label, said]) => [label!, said!])),
    value: Number(value),
  })),
});

/** The prefixes that names of ours and of the process have; no word of PromQL begins so. */
const seriesName = /\b(?:baton|process|nodejs)_[a-zA-Z0-9_:]+/g;

/** What the text names, in an expression or in words, and no scrape has. */
export const unknownSeries = (text: string, { series }: Scrape): readonly string[] =>
  [...new Set(text.match(seriesName) ?? [])].filter((name) => !series.has(name));

const selected = /\b((?:baton|process|nodejs)_[a-zA-Z0-9_:]+)\{([^}]*)\}/g;
const compared = /(\w+)\s*!?=\s*"([^"]*)"/g;

/** Values of labels that the text compares with and that no sample of the series has: a rule that can never fire. */
export const unknownValues = (text: string, { samples }: Scrape): readonly string[] =>
  Array.from(text.matchAll(selected), ([, name, matchers]) =>
    Array.from(matchers!.matchAll(compared), ([, label, value]) =>
      samples.some((sample) => sample.name === name && sample.labels[label!] === value)
        ? []
        : [`${name}{${label}="${value}"}`],
    ).flat(),
  ).flat();
