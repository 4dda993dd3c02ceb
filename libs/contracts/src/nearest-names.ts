/** Levenshtein's edit distance. */
const distance = (left: string, right: string): number => {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[right.length]!;
};

const longest = 200;

/** The `count` names that are most like `name`, nearest first. */
export const nearestNames = (name: string, names: readonly string[], count: number): readonly string[] =>
  names
    .map((candidate) => ({ candidate, away: distance(name.slice(0, longest), candidate) }))
    .sort((left, right) => left.away - right.away)
    .slice(0, count)
    .map(({ candidate }) => candidate);
