import { KafkaFault } from './kafka-fault.ts';

/** As the work ends, or rejects when the signal aborts: the work goes on, and nobody waits for it any more. */
export const unless = <T>(signal: AbortSignal, work: Promise<T> | undefined): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => {
      const { reason } = signal as { readonly reason: unknown };
      reject(
        reason instanceof KafkaFault ? reason : new KafkaFault('unavailable', 'Kafka has not answered in time.', true),
      );
    };
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', giveUp));
  });
