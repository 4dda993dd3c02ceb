const grownAsNeeded = 4;

/**
 * The list with one more at its end: a new one while it is short, later the same. The first `push` on an array takes
 * room for 17; most lists of a case never have more than a few.
 */
export const append = <T>(list: readonly T[], one: T): T[] => {
  const { length } = list;
  if (length === 0) return [one];
  if (length === 1) return [list[0]!, one];
  if (length === 2) return [list[0]!, list[1]!, one];
  if (length < grownAsNeeded) return list.concat([one]);
  (list as T[]).push(one);
  return list as T[];
};
