/** Four 32-bit lanes; not cryptographic: an id must be stable and unlike its neighbours, nothing more. */
export interface HashState {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

const seeds: HashState = { a: 0x243f6a88, b: 0x85a308d3, c: 0x13198a2e, d: 0x03707344 };

/** Folds text into the lanes (FNV-1a with four primes, over UTF-16 code units, and a separator after it). */
const absorb = (state: HashState, text: string): HashState => {
  let { a, b, c, d } = state;
  for (let index = 0; index <= text.length; index++) {
    const code = index === text.length ? 0x1f : text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code ^ (a >>> 15), 0x85ebca77);
    c = Math.imul(c ^ code ^ (b >>> 13), 0xc2b2ae3d);
    d = Math.imul(d ^ code ^ (c >>> 16), 0x27d4eb2f);
  }
  return { a, b, c, d };
};

export const hashOfCase = (caseId: string): HashState => absorb(seeds, caseId);

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const hex = (lane: number): string => {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = mixed ^ (mixed >>> 16);
  return pairs[mixed >>> 24]! + pairs[(mixed >>> 16) & 255]! + pairs[(mixed >>> 8) & 255]! + pairs[mixed & 255]!;
};

/** 32 hexadecimal digits that stand for `what` of the case: the same on every replay. */
export const decisionId = (caseHash: HashState, what: string): string => {
  const { a, b, c, d } = absorb(caseHash, what);
  return hex(a) + hex(b) + hex(c) + hex(d);
};
