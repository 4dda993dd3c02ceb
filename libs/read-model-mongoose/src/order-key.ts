import type { FieldValue } from '@baton/read-model';

/**
 * One string for the values of an index and the id. MongoDB compares strings by their UTF-8 bytes, and these compare as
 * the port orders their values: numbers, then text, then null. So one plain index serves the equality on the leading
 * fields, the order of the rest and the paging, as one range of one field.
 */
export const orderKey = (values: readonly FieldValue[]): string => values.map(partOf).join('');

export interface KeyRange {
  readonly $gt?: string;
  readonly $gte?: string;
  readonly $lt: string;
}

/** Keys that begin with `leading`, those behind `after` only. */
export const rangeOf = (leading: readonly FieldValue[], after?: readonly FieldValue[]): KeyRange => {
  const prefix = orderKey(leading);
  const end = { $lt: `${prefix}${behindAllParts}` };
  return after === undefined ? { $gte: prefix, ...end } : { $gt: orderKey([...leading, ...after]), ...end };
};

const nothing = 'z';
const behindAllParts = '~';

const partOf = (value: FieldValue): string => {
  if (value === null) return nothing;
  return typeof value === 'string' ? `t${escaped(value)}\u0001` : `n${sortableBits(Number(value))}`;
};

/** Its end sorts before whatever a longer text goes on with. No NUL is written: not every server keeps it. */
const escaped = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0002]/g, (low) => `\u0002${String.fromCharCode(low.charCodeAt(0) + 2)}`);

const signBit = 1n << 63n;
const allBits = (1n << 64n) - 1n;

/** IEEE 754 bits, made so that they ascend with the number; -0 is 0. */
const sortableBits = (value: number): string => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value + 0);
  const bits = view.getBigUint64(0);
  const ascending = (bits & signBit) === 0n ? bits | signBit : bits ^ allBits;
  return ascending.toString(16).padStart(16, '0');
};
