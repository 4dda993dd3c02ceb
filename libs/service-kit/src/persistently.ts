import { setTimeout as pause } from 'node:timers/promises';

const retryDelayMs = 1_000;

export interface Persistence {
  readonly signal: AbortSignal;
  /** In words for operators. */
  readonly failed: (reason: string) => void;
}

/** Does the task, again and again after a pause when it throws or ends, until `signal` aborts. */
export const persistently = async (task: () => Promise<void>, { signal, failed }: Persistence): Promise<void> => {
  while (!signal.aborted) {
    try {
      await task();
    } catch (fault) {
      if (signal.aborted) return;
      failed(fault instanceof Error ? fault.message : String(fault));
      await pause(retryDelayMs, undefined, { signal }).catch(() => undefined);
    }
  }
};
