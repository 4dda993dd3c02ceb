/**
 * The smallest of the values that at least the share `quantile` (above 0, at most 1) of them does not exceed: nearest
 * rank, so always one of them. Undefined: there are none.
 */
export const nearestRank = (values: readonly number[], quantile: number): number | undefined => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)];
};
