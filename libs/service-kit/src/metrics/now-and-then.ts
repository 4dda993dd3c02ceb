import { stopwatch } from '../clock.ts';

export interface Rhythm {
  /** An answer is good for at least so long. */
  readonly leastMs: number;
  /** And for so many times as long as it took to find, so that asking often costs little of the process. */
  readonly timesItsCost: number;
}

/** Asks no more often than the rhythm allows; who asks between, or while it is being found, gets the same answer. */
export const nowAndThen = <T>({ leastMs, timesItsCost }: Rhythm, find: () => Promise<T>): (() => Promise<T>) => {
  let answer: Promise<T> | undefined;
  let isDue = (): boolean => true;
  const ask = async (): Promise<T> => {
    const spent = stopwatch();
    isDue = () => false;
    try {
      return await find();
    } finally {
      const goodForMs = Math.max(leastMs, spent() * timesItsCost);
      const since = stopwatch();
      isDue = () => since() > goodForMs;
    }
  };
  return () => {
    if (answer === undefined || isDue()) answer = ask();
    return answer;
  };
};
