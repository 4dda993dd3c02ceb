/** Four 32-bit lanes; not cryptographic: an id must be stable and unlike its neighbours, nothing more. */
interface HashState {
  a: number;
  b: number;
  c: number;
  d: number;
}

/** Folds text into new lanes (FNV-1a with four primes, over UTF-16 code units, and a separator after it). */
const absorb = (text: string, into: HashState): void => {
  let [a, b, c, d] = [0x243f6a88, 0x85a308d3 | 0, 0x13198a2e, 0x03707344];
  for (let index = 0; index <= text.length; index++) {
    const code = index === text.length ? 0x1f : text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code ^ (a >>> 15), 0x85ebca77);
    c = Math.imul(c ^ code ^ (b >>> 13), 0xc2b2ae3d);
    d = Math.imul(d ^ code ^ (c >>> 16), 0x27d4eb2f);
  }
  into.a = a;
  into.b = b;
  into.c = c;
  into.d = d;
};

const latest = { caseId: '', hash: { a: 0, b: 0, c: 0, d: 0 } };
absorb('', latest.hash);

/** What is decided at once is mostly about one case. */
const hashOfCase = (caseId: string): HashState => {
  if (latest.caseId !== caseId) {
    absorb(caseId, latest.hash);
    latest.caseId = caseId;
  }
  return latest.hash;
};

const most = 4096;
const known = new Map<string, HashState>();

/** Of words that come again and again: decision types, legs with kinds. */
const hashOfWords = (words: string): HashState => {
  const found = known.get(words);
  if (found !== undefined) return found;
  const hash = { a: 0, b: 0, c: 0, d: 0 };
  absorb(words, hash);
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

/** Of the id at hand. */
const lanes: HashState = { a: 0, b: 0, c: 0, d: 0 };

/** 32 hexadecimal digits that stand for the n-th of what the words name in the case: the same on every replay. */
export const decisionId = (caseId: string, words: string, ordinal: number): string => {
  const ofCase = hashOfCase(caseId);
  const what = hashOfWords(words);
  const a = Math.imul(ofCase.a ^ what.b ^ ordinal, 0x9e3779b1);
  const b = Math.imul(ofCase.b ^ what.c ^ ordinal ^ (a >>> 15), 0x85ebca77);
  const c = Math.imul(ofCase.c ^ what.d ^ ordinal ^ (b >>> 13), 0xc2b2ae3d);
  const d = Math.imul(ofCase.d ^ what.a ^ ordinal ^ (c >>> 16), 0x27d4eb2f);
  lanes.a = mixed(a);
  lanes.b = mixed(b ^ (d >>> 7));
  lanes.c = mixed(c ^ (a >>> 11));
  lanes.d = mixed(d ^ (b >>> 5));
  return hexOf(lanes);
};
