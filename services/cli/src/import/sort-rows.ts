import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareRows, type LogRow } from './log-row.ts';

const blockBytes = 1 << 18;

/**
 * Sorts more rows than memory holds: sorted runs of `runRows` rows go to files in `folder` (the caller's, who removes
 * it), and come back merged. One run alone never touches the disk.
 */
export class RowSorter {
  readonly #folder: string;
  readonly #runRows: number;
  readonly #runs: string[] = [];
  #rows: LogRow[] = [];

  constructor(folder: string, runRows = 50_000) {
    this.#folder = folder;
    this.#runRows = runRows;
  }

  get runs(): number {
    return this.#runs.length;
  }

  add(row: LogRow): void {
    if (this.#rows.length === this.#runRows) this.#spill();
    this.#rows.push(row);
  }

  /** Every row added, in order. To be called once. */
  sorted(): Iterable<LogRow> {
    const last = this.#rows.sort(compareRows);
    this.#rows = [];
    return this.#runs.length === 0 ? last : merge([...this.#runs.map(readRun), last.values()]);
  }

  #spill(): void {
    const file = join(this.#folder, `run-${this.#runs.length}.ndjson`);
    writeFileSync(file, this.#rows.sort(compareRows).map(encode).join(''));
    this.#runs.push(file);
    this.#rows = [];
  }
}

type Encoded = [at: number, tie: number, sequence: number, line: number, caseId: string, cells: (string | null)[]];

const encode = (row: LogRow): string =>
  `${JSON.stringify([row.at, row.tie, row.sequence, row.line, row.caseId, row.cells])}\n`;

const decode = (line: string): LogRow => {
  const [at, tie, sequence, row, caseId, cells] = JSON.parse(line) as Encoded;
  return { at, tie, sequence, line: row, caseId, cells };
};

function* readRun(file: string): Generator<LogRow> {
  const descriptor = openSync(file, 'r');
  const block = Buffer.alloc(blockBytes);
  const decoder = new TextDecoder();
  try {
    let rest = '';
    for (let read = readSync(descriptor, block); read > 0; read = readSync(descriptor, block)) {
      const lines = (rest + decoder.decode(block.subarray(0, read), { stream: true })).split('\n');
      rest = lines.pop()!;
      for (const line of lines) yield decode(line);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Merges sorted runs; there are few of them, so the smallest head is found by looking at each. */
function* merge(runs: readonly Iterator<LogRow>[]): Generator<LogRow> {
  const open = runs.flatMap((run) => headOf(run));
  while (open.length > 0) {
    let first = 0;
    for (let index = 1; index < open.length; index++) {
      if (compareRows(open[index]!.row, open[first]!.row) < 0) first = index;
    }
    const head = open[first]!;
    yield head.row;
    open.splice(first, 1, ...headOf(head.run));
  }
}

const headOf = (run: Iterator<LogRow>): { readonly row: LogRow; readonly run: Iterator<LogRow> }[] => {
  const next = run.next();
  return next.done === true ? [] : [{ row: next.value, run }];
};
