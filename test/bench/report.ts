export interface Measurement {
  readonly bench: string;
  readonly value: number;
  readonly unit: string;
  /** What `value` is compared with: measured in the same run, same unit. */
  readonly limit?: number;
  /** `value` over `limit`: the median over the rounds, so not exactly their quotient. */
  readonly ratio?: number;
  /** The ratio that is wanted at least. */
  readonly goal?: number;
}

export interface Reporter {
  report(measurement: Measurement): void;
  /** The measurements whose ratio is below the goal. */
  readonly missed: readonly Measurement[];
}

const isMissed = ({ ratio, goal }: Measurement): boolean =>
  goal !== undefined && !(ratio !== undefined && ratio >= goal);

const rounded = (value: number | undefined): string => {
  if (value === undefined) return '';
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
};

const toRow = (measurement: Measurement): string => {
  const { bench, value, unit, limit, ratio, goal } = measurement;
  const verdict = goal === undefined ? '' : isMissed(measurement) ? 'MISSED' : 'ok';
  const numbers = [rounded(value), rounded(limit), rounded(ratio), rounded(goal)].map((text) => text.padStart(9));
  return `${bench.padEnd(44)} ${numbers.join(' ')}  ${unit.padEnd(10)} ${verdict}`.trimEnd();
};

const heading = `${'bench'.padEnd(44)} ${['value', 'limit', 'ratio', 'goal'].map((text) => text.padStart(9)).join(' ')}  unit`;

/** A table for people, or with `--json` one object a line. */
export const createReporter = (
  options: { readonly json?: boolean; readonly write?: (line: string) => void } = {},
): Reporter => {
  const json = options.json ?? process.argv.includes('--json');
  const write = options.write ?? ((line: string) => void process.stdout.write(`${line}\n`));
  const missed: Measurement[] = [];
  let headed = json;
  return {
    missed,
    report(measurement) {
      if (!headed) write(heading);
      headed = true;
      write(json ? JSON.stringify(measurement) : toRow(measurement));
      if (isMissed(measurement)) missed.push(measurement);
    },
  };
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
