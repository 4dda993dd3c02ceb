import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { zoneTransitions } from '@baton/service-kit';
import type { ColumnPlan } from './column-plan.ts';
import type { LogMap } from './log-map.ts';
import { compileTimeFormat, instantOfWallTime } from './log-time.ts';
import type { LogRow } from './log-row.ts';

export interface BadRow {
  readonly line: number;
  readonly reason: string;
}

export interface RowReading {
  readonly file: string;
  readonly map: LogMap;
  readonly plan: ColumnPlan;
  readonly onBadRow: (row: BadRow) => void;
  /** Bytes of the file that have been read so far. */
  readonly onBytes?: (bytes: number) => void;
}

/** The file is not the log that the map is for. */
export class LogFileError extends Error {
  override readonly name = 'LogFileError';
}

/** The rows in the order of the file, only the columns of the plan. Files that end in `.gz` are unpacked on the way. */
export async function* readRows(reading: RowReading): AsyncGenerator<LogRow> {
  const toRow = rowReader(reading);
  let sequence = 0;
  for await (const [line, cells] of records(reading)) {
    const row = toRow(line, cells, sequence);
    if (row === undefined) continue;
    sequence += 1;
    yield row;
  }
}

type LineAndCells = readonly [line: number, cells: readonly string[]];

async function* records({ file, map, onBytes }: RowReading): AsyncGenerator<LineAndCells> {
  const bytes = createReadStream(file);
  let read = 0;
  bytes.on('data', (chunk) => onBytes?.((read += chunk.length)));
  const parser = parse({
    delimiter: map.format.delimiter,
    encoding: map.format.encoding,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    relax_quotes: true,
    // The parser hands on whatever this returns; its types know only rows of cells.
    on_record: (cells, { lines }) => [lines, cells] as unknown as string[],
  });
  const unpacked = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  for (const stream of [bytes, unpacked]) stream.on('error', (error: Error) => parser.destroy(error));
  unpacked.pipe(parser);
  try {
    yield* parser as AsyncIterable<LineAndCells>;
  } catch (error) {
    throw new LogFileError(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

/** The first record is the header: it says where the columns are. */
const rowReader = (
  reading: RowReading,
): ((line: number, cells: readonly string[], sequence: number) => LogRow | undefined) => {
  const { map, onBadRow } = reading;
  const missing = new Set(map.format.missing);
  const wallTime = compileTimeFormat(map.columns.timeFormat);
  const instant = instantOfWallTime(zoneTransitions(map.columns.zone));
  let header: Header | undefined;
  return (line, cells, sequence) => {
    if (header === undefined) {
      header = headerOf(cells, reading);
      return undefined;
    }
    const caseId = cells[header.case] ?? '';
    const time = cells[header.time] ?? '';
    const wall = wallTime(time);
    if (cells.length !== header.width)
      onBadRow({ line, reason: `expected ${header.width} cells, found ${cells.length}` });
    else if (missing.has(caseId)) onBadRow({ line, reason: `${map.columns.case}: expected a case id` });
    else if (wall === undefined)
      onBadRow({ line, reason: `${map.columns.time}: expected ${map.columns.timeFormat}, found '${time}'` });
    else {
      const tie = header.tie === undefined ? 0 : Number(cells[header.tie]);
      const kept = header.kept.map((index) => (missing.has(cells[index]!) ? null : cells[index]!));
      return { at: instant(wall), tie: Number.isNaN(tie) ? 0 : tie, sequence, line, caseId, cells: kept };
    }
    return undefined;
  };
};

interface Header {
  readonly width: number;
  readonly case: number;
  readonly time: number;
  readonly tie: number | undefined;
  readonly kept: readonly number[];
}

const headerOf = (names: readonly string[], { file, map, plan }: RowReading): Header => {
  const find = (column: string): number => {
    const index = names.indexOf(column);
    if (index < 0) throw new LogFileError(`${file}: expected a column ${column}; its header has ${names.join(', ')}`);
    return index;
  };
  const { case: caseColumn, time, tie } = map.columns;
  return {
    width: names.length,
    case: find(caseColumn),
    time: find(time),
    tie: tie === undefined ? undefined : find(tie),
    kept: plan.columns.map(find),
  };
};
