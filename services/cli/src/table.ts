const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const zeroWidth = /\p{Mark}/u;
const gap = '  ';

/** Columns that a terminal needs for the text: Chinese characters take two. */
export const displayWidth = (text: string): number => {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : zeroWidth.test(character) ? 0 : 1;
  return width;
};

/** Rows as aligned lines; the last column is cut at `width`. An empty column is left out. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[], width?: number): string[] => {
  const used = heads.map((_, index) => index).filter((index) => rows.some((row) => row[index] !== ''));
  const lines = [heads, ...rows].map((row) => used.map((index) => row[index] ?? ''));
  const widths = used.map((_, index) => Math.max(...lines.map((row) => displayWidth(row[index]!))));
  return lines.map((row) => {
    const cells = row.map((cell, index) =>
      index === row.length - 1 ? cell : cell + ' '.repeat(widths[index]! - displayWidth(cell)),
    );
    return cut(cells.join(gap).trimEnd(), width);
  });
};

const cut = (text: string, width: number | undefined): string => {
  if (width === undefined || displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += displayWidth(character);
    if (used > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
};
