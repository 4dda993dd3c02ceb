import type { FieldValue } from '@baton/read-model';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type KeyRange, orderKey, rangeOf } from './order-key.ts';

const bytes = (text: string): Buffer => Buffer.from(text);
const asServer = (one: string, other: string): number => Buffer.compare(bytes(one), bytes(other));

/** The port's words once more. */
const rankOf = (value: FieldValue): number => (value === null ? 2 : typeof value === 'string' ? 1 : 0);
const asPort = (one: FieldValue, other: FieldValue): number => {
  if (rankOf(one) !== rankOf(other)) return rankOf(one) - rankOf(other);
  if (one === null || other === null) return 0;
  if (typeof one === 'string' && typeof other === 'string') return asServer(one, other);
  return Math.sign(Number(one) - Number(other));
};
const listAsPort = (one: readonly FieldValue[], other: readonly FieldValue[]): number =>
  one.map((value, at) => asPort(value, other[at]!)).find((order) => order !== 0) ?? 0;

const isIn = (key: string, { $gt, $gte, $lt }: KeyRange): boolean =>
  asServer(key, $lt) < 0 &&
  ($gt === undefined || asServer(key, $gt) > 0) &&
  ($gte === undefined || asServer(key, $gte) >= 0);

/** Small alphabets, so that values share beginnings. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('\u0000', '\u0001', '\u0002', '\u0003', 'a', '~', '\u{1F600}', '\uE000') }),
  fc.string({ unit: 'binary' }),
);
const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 }));
const value: fc.Arbitrary<FieldValue> = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const row = fc.tuple(value, value, text);
const question = fc.record({ count: fc.integer({ min: 0, max: 2 }), isPaging: fc.boolean() });

it('sorts as the port does, value by value', () => {
  expect.assertions(500);
  fc.assert(
    fc.property(row, row, (one, other) => {
      expect(Math.sign(asServer(orderKey(one), orderKey(other)))).toBe(Math.sign(listAsPort(one, other)));
    }),
    { numRuns: 500 },
  );
});

it('a range holds the keys with the leading values, and of those the ones behind `after`', () => {
  expect.assertions(500);
  fc.assert(
    fc.property(row, row, question, (one, other, { count, isPaging }) => {
      const [leading, rest] = [other.slice(0, count), other.slice(count)];
      const isLed = listAsPort(one.slice(0, count), leading) === 0;
      const isBehind = !isPaging || listAsPort(one.slice(count), rest) > 0;
      expect(isIn(orderKey(one), rangeOf(leading, isPaging ? rest : undefined))).toBe(isLed && isBehind);
    }),
    { numRuns: 500 },
  );
});

it.each<readonly [before: FieldValue, after: FieldValue]>([
  [-1e308, -2],
  [-2, -1.5],
  [-1.5, -5e-324],
  [-5e-324, 0],
  [0, 5e-324],
  [9, 10],
  [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1],
  [1e308, ''],
  ['', '\u0000'],
  ['a', 'a\u0000'],
  ['a\u0000', 'a\u0001'],
  ['a\u0002', 'a\u0003'],
  ['a', 'ab'],
  ['B', 'a'],
  ['\uE000', '\u{1F600}'],
  ['\u{10FFFF}', null],
])('%j comes before %j', (before, after) => {
  expect(asServer(orderKey([before, 'z']), orderKey([after, 'a']))).toBeLessThan(0);
});

it('false is 0, true is 1, and there is one zero', () => {
  expect(orderKey([false, true, -0])).toBe(orderKey([0, 1, 0]));
});

it('writes no NUL', () => {
  expect(orderKey(['\u0000', '\u0000'])).not.toContain('\u0000');
});
