import { EventStoreFault } from '@baton/event-store';
import { toFault } from './server-trouble.ts';

const delaysMs = [10, 50, 200, 500, 1_000];

export interface Patience {
  /** No attempt begins later than this after the first one failed; 0: there is only one. */
  readonly patienceMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Resolves after the delay, or as soon as `signal` aborts. */
export const pause = (delayMs: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, delayMs);
    if (signal?.aborted === true) end();
    else signal?.addEventListener('abort', end, { once: true });
  });

export const delayBefore = (attempt: number): number => delaysMs[Math.min(attempt, delaysMs.length) - 1] ?? 0;

/** Tries until it succeeds, fails for good, or patience ends. What it throws is a fault, or a bug. */
export const patiently = async <Result>(attempt: () => Promise<Result>, patience: Patience): Promise<Result> => {
  let late: AbortSignal | undefined;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      const fault = toFault(error);
      if (!(fault instanceof EventStoreFault && fault.retryable)) throw fault;
      late ??= AbortSignal.timeout(patience.patienceMs);
      if (patience.patienceMs <= 0 || late.aborted || patience.signal?.aborted === true) throw fault;
    }
    await pause(delayBefore(attempts), patience.signal);
  }
};
