import { EventStoreFault, type Position } from '@baton/event-store';

export const toPosition = (row: number): Position | undefined => (row === 0 ? undefined : String(row));

/** 0: before the first row. */
export const fromPosition = (position: Position | undefined): number => {
  if (position === undefined) return 0;
  if (!/^[1-9]\d{0,15}$/.test(position))
    throw new EventStoreFault('invalid-argument', `"${position}" is no position of this store.`, false);
  return Number(position);
};

export const covers = (other: Position | undefined, position: Position | undefined): boolean =>
  fromPosition(other) >= fromPosition(position);

/** Rows count up without gaps. */
export const distance = (after: Position | undefined, to: Position | undefined): number =>
  Math.max(0, fromPosition(to) - fromPosition(after));
