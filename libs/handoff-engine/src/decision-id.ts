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

const latest = { caseId: '', hash: absorb(seeds, '') };

/** What is decided at once is mostly about one case. */
export const hashOfCase = (caseId: string): HashState => {
  if (latest.caseId !== caseId) {
    latest.hash = absorb(seeds, caseId);
    latest.caseId = caseId;
  }
  return latest.hash;
};

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

const mixed = (lane: number): number => {
  const once = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
};

const digits = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** One flat string, and nothing put together on the way: every decision has an id. */
const hexOf = ({ a, b, c, d }: HashState): string =>
  // prettier-ignore
  String.fromCharCode(
    digits[a >>> 28]!, digits[(a >>> 24) & 15]!, digits[(a >>> 20) & 15]!, digits[(a >>> 16) & 15]!,
    digits[(a >>> 12) & 15]!, digits[(a >>> 8) & 15]!, digits[(a >>> 4) & 15]!, digits[a & 15]!,
    digits[b >>> 28]!, digits[(b >>> 24) & 15]!, digits[(b >>> 20) & 15]!, digits[(b >>> 16) & 15]!,
    digits[(b >>> 12) & 15]!, digits[(b >>> 8) & 15]!, digits[(b >>> 4) & 15]!, digits[b & 15]!,
    digits[c >>> 28]!, digits[(c >>> 24) & 15]!, digits[(c >>> 20) & 15]!, digits[(c >>> 16) & 15]!,
    digits[(c >>> 12) & 15]!, digits[(c >>> 8) & 15]!, digits[(c >>> 4) & 15]!, digits[c & 15]!,
    digits[d >>> 28]!, digits[(d >>> 24) & 15]!, digits[(d >>> 20) & 15]!, digits[(d >>> 16) & 15]!,
    digits[(d >>> 12) & 15]!, digits[(d >>> 8) & 15]!, digits[(d >>> 4) & 15]!, digits[d & 15]!,
  );

/** 32 hexadecimal digits that stand for the n-th of what the words name in the case: the same on every replay. */
export const decisionId = (ofCase: HashState, words: string, ordinal: number): string => {
  const what = hashOfWords(words);
  const a = Math.imul(ofCase.a ^ what.b ^ ordinal, 0x9e3779b1);
  const b = Math.imul(ofCase.b ^ what.c ^ ordinal ^ (a >>> 15), 0x85ebca77);
  const c = Math.imul(ofCase.c ^ what.d ^ ordinal ^ (b >>> 13), 0xc2b2ae3d);
  const d = Math.imul(ofCase.d ^ what.a ^ ordinal ^ (c >>> 16), 0x27d4eb2f);
  return hexOf({ a: mixed(a), b: mixed(b ^ (d >>> 7)), c: mixed(c ^ (a >>> 11)), d: mixed(d ^ (b >>> 5)) });
};
