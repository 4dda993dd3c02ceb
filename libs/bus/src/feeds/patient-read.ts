import { EventStoreFault } from '@baton/event-store';
import type { Feed, FeedPage } from './feed.ts';

const retryDelayMs = 100;

export interface Look {
  readonly topics: readonly string[];
  readonly after: string | undefined;
  readonly signal: AbortSignal;
}

/** Reads on until the feed answers: a fault that may pass is waited out. Undefined: `signal` aborted meanwhile. */
export const patientRead = async (feed: Feed, { topics, after, signal }: Look): Promise<FeedPage | undefined> => {
  while (!signal.aborted) {
    try {
      const page = await feed.read(topics, after);
      return signal.aborted ? undefined : page;
    } catch (error) {
      if (!(error instanceof EventStoreFault && error.retryable)) throw error;
      await pause(retryDelayMs, signal);
    }
  }
  return undefined;
};

const pause = (delayMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, delayMs);
    signal.addEventListener('abort', end, { once: true });
  });
