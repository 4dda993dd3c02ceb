export interface CsvRow {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const cell = /\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(,|$)/y;

/** The rows of a small CSV file, one a line (RFC 4180 without line breaks in cells); empty lines and `#` are left out. */
export const csvRows = (text: string): readonly CsvRow[] =>
  text.split(/\r?\n/).flatMap((row, index) => {
    if (row.trim() === '' || row.startsWith('#')) return [];
    return [{ line: index + 1, cells: cellsOf(row) }];
  });

const cellsOf = (row: string): readonly string[] => {
  const cells: string[] = [];
  cell.lastIndex = 0;
  for (let mark = ','; mark === ',';) {
    const found = cell.exec(row);
    if (found === null) return [...cells, row];
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2]!.trim());
    mark = found[3]!;
  }
  return cells;
};
