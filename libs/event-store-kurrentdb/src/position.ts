import { EventStoreFault, type Position } from '@baton/event-store';

/** A place in the server's transaction log. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

const pattern = /^(0|[1-9]\d{0,19})\/(0|[1-9]\d{0,19})$/;

export const toPosition = ({ commit, prepare }: LogPosition): Position => `${commit}/${prepare}`;

export const fromPosition = (position: Position): LogPosition => {
  const [, commit, prepare] = pattern.exec(position) ?? [];
  if (commit === undefined || prepare === undefined)
    throw new EventStoreFault('invalid-argument', `"${position}" is no position of this store.`, false);
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
};

/** Whether `one` is behind `other`: later in the log. */
export const isBehind = (one: LogPosition, other: LogPosition): boolean =>
  one.commit === other.commit ? one.prepare > other.prepare : one.commit > other.commit;

export const covers = (other: Position | undefined, position: Position | undefined): boolean => {
  if (position === undefined) return true;
  return other !== undefined && !isBehind(fromPosition(position), fromPosition(other));
};
