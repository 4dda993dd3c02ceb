/** Four 32-bit lanes; not cryptographic: an id must be stable and unlike its neighbours, nothing more. */
export type HashState = readonly [number, number, number, number];

const primes = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f] as const;
const seeds: HashState = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];

/** Folds text into the lanes (FNV-1a with four primes, over UTF-16 code units, and a separator after it). */
const absorb = (state: HashState, text: string): HashState => {
  let [a, b, c, d] = state;
  for (let index = 0; index <= text.length; index++) {
    const code = index === text.length ? 0x1f : text.charCodeAt(index);
    a = Math.imul(a ^ code, primes[0]);
    b = Math.imul(b ^ code ^ (a >>> 15), primes[1]);
    c = Math.imul(c ^ code ^ (b >>> 13), primes[2]);
    d = Math.imul(d ^ code ^ (c >>> 16), primes[3]);
  }
  return [a, b, c, d];
};

export const hashOfCase = (caseId: string): HashState => absorb(seeds, caseId);

const hex = (lane: number): string => {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0).toString(16).padStart(8, '0');
};

/** 32 hexadecimal digits that stand for `what` of the case: the same on every replay. */
export const decisionId = (caseHash: HashState, what: string): string => {
  const [a, b, c, d] = absorb(caseHash, what);
  return hex(a) + hex(b) + hex(c) + hex(d);
};
