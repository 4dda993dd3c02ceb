/** Who buys what was granted, by kind; the first buyer buys whatever nobody is named for. */
const buyers = [{ id: 'P1', kinds: ['purchase'] }] as const;

export const buyerFor = (kind: string): string => {
  const named = buyers.find((buyer) => buyer.kinds.some((bought) => bought === kind));
  return (named ?? buyers[0]).id;
};
