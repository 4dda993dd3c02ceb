import type { Consumer } from '@baton/bus';
import type { HealthRegistry } from './health.ts';

const restartDelayMs = 1_000;

export interface KeptConsumer {
  /** In the words of the health report. */
  readonly part: string;
  readonly health?: HealthRegistry | undefined;
  /** Begins where the last one stopped. Called again after each failure. */
  start(): Promise<Consumer>;
  /** The first start may fail like any other. Otherwise it throws: whoever starts a program wants to know. */
  readonly isPatient?: boolean;
}

/**
 * A consumer that begins again, after a second, when it has stopped by itself: a full disk or a store that was away
 * must heal without a restart of the program. Its trouble is in the health report meanwhile.
 */
export const keepConsuming = async (kept: KeptConsumer): Promise<Consumer> => {
  const { part, health, start, isPatient = false } = kept;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<Consumer | undefined> = Promise.resolve(undefined);
  const failed = (fault: unknown): void => {
    if (stopped) return;
    health?.report(part, `stopped: ${fault instanceof Error ? fault.message : String(fault)}`);
    timer = setTimeout(() => (running = restart()), restartDelayMs);
    timer.unref();
  };
  const watch = (consumer: Consumer): Consumer => {
    consumer.failed.catch((fault: unknown) => failed(fault));
    return consumer;
  };
  const restart = async (): Promise<Consumer | undefined> => {
    try {
      await (await running)?.stop();
      if (stopped) return undefined;
      const consumer = watch(await start());
      health?.report(part, undefined);
      return consumer;
    } catch (fault) {
      failed(fault);
      return undefined;
    }
  };
  if (isPatient) await (running = restart());
  else running = Promise.resolve(watch(await start()));
  return {
    failed: new Promise<never>(() => undefined),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await (await running)?.stop();
      health?.report(part, undefined);
    },
  };
};
