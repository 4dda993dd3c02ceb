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

const most = 4096;
const known = new Map<string, HashState>();

/** Of words that come again and again: decision types, legs with kinds. */
const hashOfWords = (words: string): HashState => {
  let hash = known.get(words);
  if (hash !== undefined) return hash;
  hash = absorb(seeds, words);
  if (known.size < most) known.set(words, hash);
  return hash;
};

const quads = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));

const hex = (lane: number): string => {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = mixed ^ (mixed >>> 16);
  return quads[mixed >>> 16]! + quads[mixed & 0xffff]!;
};

/** 32 hexadecimal digits that stand for the n-th of what the words name in the case: the same on every replay. */
export const decisionId = (ofCase: HashState, words: string, ordinal: number): string => {
  const what = hashOfWords(words);
  const a = Math.imul(ofCase.a ^ what.b ^ ordinal, 0x9e3779b1);
  const b = Math.imul(ofCase.b ^ what.c ^ ordinal ^ (a >>> 15), 0x85ebca77);
  const c = Math.imul(ofCase.c ^ what.d ^ ordinal ^ (b >>> 13), 0xc2b2ae3d);
  const d = Math.imul(ofCase.d ^ what.a ^ ordinal ^ (c >>> 16), 0x27d4eb2f);
  return hex(a) + hex(b ^ (d >>> 7)) + hex(c ^ (a >>> 11)) + hex(d ^ (b >>> 5));
};
