import { setTimeout as pause } from 'node:timers/promises';
import type { HandoffInstance } from '../crash/handoff-instance.ts';

const pollMs = 10;

const until = async (isDone: () => boolean): Promise<number> => {
  const startedAt = performance.now();
  while (!isDone()) await pause(pollMs);
  return (performance.now() - startedAt) / 1_000;
};

const takenOver = ({ log }: HandoffInstance): number => log.match(/is taken over/g)?.length ?? 0;
const givenUp = ({ log }: HandoffInstance): number => log.match(/is given up/g)?.length ?? 0;
const owned = (instance: HandoffInstance): number => takenOver(instance) - givenUp(instance);

/** Seconds from the death of an instance until the other one has all its shards, and of that how long folding took. */
export const takeOver = async (
  start: () => Promise<HandoffInstance>,
  shards: number,
): Promise<{ readonly whole: number; readonly folding: number }> => {
  const [one, other] = [await start(), await start()];
  await until(() => owned(one) + owned(other) === shards && owned(one) > 0 && owned(other) > 0);
  const before = takenOver(other);
  await one.kill();
  const whole = await until(() => owned(other) === shards);
  const folding = [...other.log.matchAll(/is taken over in ([\d.]+) s/g)].map(([, seconds]) => Number(seconds));
  await other.stop();
  return { whole, folding: Math.max(...folding.slice(before)) };
};
