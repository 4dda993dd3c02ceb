import { EventStoreFault } from '@baton/event-store';

/** Primary result codes, https://www.sqlite.org/rescode.html: the low byte of an extended code. */
const primaryCode = { busy: 5, locked: 6, corrupt: 11, notADatabase: 26 };

const errorCode = (error: unknown): number | undefined => {
  const code = (error as { readonly errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
};

export const isBusy = (error: unknown): boolean => {
  const code = errorCode(error);
  return code === primaryCode.busy || code === primaryCode.locked;
};

/** A damaged file stays damaged; a full disk, a failed read or write and a lock may pass. */
export const toFault = (error: unknown): unknown => {
  const code = errorCode(error);
  if (code === undefined) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (code === primaryCode.corrupt || code === primaryCode.notADatabase)
    return new EventStoreFault('corrupt', `The event store's file is damaged: ${reason}.`, false).causedBy(error);
  return new EventStoreFault('unavailable', `The event store cannot be used now: ${reason}.`, true).causedBy(error);
};

export const orFault = <Result>(attempt: () => Result): Result => {
  try {
    return attempt();
  } catch (error) {
    throw toFault(error);
  }
};
