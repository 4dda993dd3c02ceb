import { DueQueue } from '../../libs/handoff-engine/src/due-queue.ts';
import { MinimalWheel, type WheelTimer } from './minimal-wheel.ts';
import type { Reporter } from './report.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 5);

/** Scattered over four days, the same in every run. */
const instantsOf = (count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, n) => start + ((n * 2_654_435_761) % (4 * day)));

interface Rates {
  readonly insert: number;
  readonly cancel: number;
  readonly fire: number;
}

const perSecond = (count: number, run: () => void): number => {
  const before = performance.now();
  run();
  return (count * 1_000) / (performance.now() - before);
};

/** All inserted, every second one cancelled, the rest fired one by one in order. */
const queueRates = (instants: Float64Array): Rates => {
  const queue = new DueQueue<{ readonly id: string; place: number }>();
  const clocks = Array.from(instants, (_, n) => ({ id: `C${String(n).padStart(7, '0')}`, place: -1 }));
  const half = clocks.filter((_, n) => n % 2 === 0);
  const insert = perSecond(clocks.length, () => clocks.forEach((clock, n) => queue.schedule(clock, instants[n])));
  const cancel = perSecond(half.length, () => half.forEach((clock) => queue.schedule(clock, undefined)));
  let [fired, last] = [0, 0];
  const fire = perSecond(clocks.length - half.length, () => {
    for (let first = queue.peek(); first !== undefined; first = queue.peek(), fired++) {
      if (queue.nextAt() < last) throw new Error('fired out of order');
      last = queue.nextAt();
      queue.schedule(first, undefined);
    }
  });
  if (fired !== clocks.length - half.length) throw new Error(`${fired} fired`);
  return { insert, cancel, fire };
};

const wheelRates = (instants: Float64Array): Rates => {
  const wheel = new MinimalWheel<WheelTimer>();
  wheel.next(start - 1);
  const clocks = Array.from(instants, (at) => ({ at, isLive: true }));
  const half = clocks.filter((_, n) => n % 2 === 0);
  const insert = perSecond(clocks.length, () => clocks.forEach((clock) => wheel.insert(clock)));
  const cancel = perSecond(half.length, () => half.forEach((clock) => (clock.isLive = false)));
  let fired = 0;
  const fire = perSecond(clocks.length - half.length, () => {
    while (wheel.next(start + 5 * day) !== undefined) fired++;
  });
  if (fired !== clocks.length - half.length) throw new Error(`${fired} fired`);
  return { insert, cancel, fire };
};

/** The engine's queue of clocks against a wheel that keeps no order among the ids of one instant. */
export const queueBench = (reporter: Reporter, clocks: number): void => {
  const instants = instantsOf(clocks);
  queueRates(instants);
  wheelRates(instants);
  const [queue, wheel] = [queueRates(instants), wheelRates(instants)];
  for (const name of ['insert', 'cancel', 'fire'] as const) {
    const [value, limit] = [queue[name], wheel[name]];
    const bench = `queue, ${clocks} open clocks, ${name}, wheel`;
    reporter.report({ bench, value, unit: 'clocks/s', limit, ratio: value / limit });
  }
};
