import { setTimeout as pause } from 'node:timers/promises';
import { KafkaFault, mayPass, messageOf } from './kafka-fault.ts';

const maxAttempts = 300;
const retryDelayMs = 100;

/**
 * A new topic is not known everywhere at once, and leaders are elected when a broker has gone: those who ask wait, until
 * the signal: then the next failure is the answer.
 */
export const patiently = async <T>(ask: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!mayPass(error) || attempts === maxAttempts || signal?.aborted === true)
        throw new KafkaFault('unavailable', `Kafka does not answer: ${messageOf(error)}`, mayPass(error));
      await pause(retryDelayMs);
    }
  }
};
