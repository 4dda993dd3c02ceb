/** Names that differ more than this are no misspellings of each other. */
const mostEdits = 3;
const longest = 64;

/** Insertions, deletions, replacements and swaps of neighbours that make one name of the other. */
const edits = (left: string, right: string): number => {
  const rows = [Array.from({ length: right.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = rows[i - 1]![j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const swapped = isSwap ? rows[i - 2]![j - 2]! + 1 : Infinity;
      row.push(Math.min(replaced, swapped, rows[i - 1]![j]! + 1, row[j - 1]! + 1));
    }
    rows.push(row);
  }
  return rows[left.length]![right.length]!;
};

/** The known name that was probably meant; undefined when none is near. */
export const nearestName = (name: string, known: Iterable<string>): string | undefined => {
  const wanted = name.slice(0, longest).toLowerCase();
  let nearest: string | undefined;
  let fewest = Math.min(mostEdits, Math.ceil(wanted.length / 2)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) >= fewest) continue;
    const away = edits(wanted, candidate.slice(0, longest).toLowerCase());
    if (away < fewest) [nearest, fewest] = [candidate, away];
  }
  return nearest;
};

/** What was expected, with the known name that was probably meant. */
export const perhaps = (expected: string, name: unknown, known: Iterable<string>): string => {
  const near = typeof name === 'string' ? nearestName(name, known) : undefined;
  return near === undefined ? expected : `${expected}, perhaps ${near}`;
};
