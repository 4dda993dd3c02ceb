import { setTimeout as pause } from 'node:timers/promises';
import type { HandoffInstance } from '../crash/handoff-instance.ts';

const pollMs = 10;
const limitMs = 300_000;

const until = async (isDone: () => Promise<boolean>): Promise<number> => {
  const startedAt = performance.now();
  while (!(await isDone())) {
    if (performance.now() - startedAt > limitMs) throw new Error(`not taken over within ${limitMs / 1_000} s`);
    await pause(pollMs);
  }
  return (performance.now() - startedAt) / 1_000;
};

/** How many shards it has: what it logs before it is up may be lost. */
const owned = async ({ url }: HandoffInstance): Promise<number> =>
  (await (await fetch(`${url}/metrics`)).text()).match(/^baton_ledger_position\{/gm)?.length ?? 0;

/** Seconds from the death of an instance until the other one has all its shards, and of that how long folding took. */
export const takeOver = async (
  start: () => Promise<HandoffInstance>,
  shards: number,
): Promise<{ readonly whole: number; readonly folding: number }> => {
  const [one, other] = [await start(), await start()];
  await until(async () => {
    const shares = await Promise.all([owned(one), owned(other)]);
    return shares[0] + shares[1] === shards && Math.min(...shares) > 0;
  });
  const { length } = other.log;
  await one.kill();
  const whole = await until(async () => (await owned(other)) === shards);
  const folding = [...other.log.slice(length).matchAll(/is taken over in ([\d.]+) s/g)];
  await other.stop();
  return { whole, folding: Math.max(...folding.map(([, seconds]) => Number(seconds))) };
};
