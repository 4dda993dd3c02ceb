import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { HttpRival, type RivalKind, type Round } from './http-rival.ts';
import { type Reporter, createReporter, median } from './report.ts';

interface Load {
  readonly callers: number;
  /** In one round. */
  readonly cycles: number;
}

const loads: readonly Load[] = [
  { callers: 1, cycles: 50 },
  { callers: 8, cycles: 200 },
  { callers: 64, cycles: 640 },
];
const usualRounds = 6;
/** Until the compilers have seen everything. */
const warmUp: Load = { callers: 64, cycles: 1_000 };
const kinds: readonly RivalKind[] = ['baton', 'bare'];
const source = '/bench';

const cloudEvent = (caseId: string, what: { readonly type: string; readonly data: unknown }) => ({
  specversion: '1.0',
  id: randomUUID(),
  source,
  type: what.type,
  time: new Date().toISOString(),
  partitionkey: caseId,
  actor: 'person-1',
  data: what.data,
});

/** Somebody raises a case and offers it; somebody accepts it and completes it: four requests after each other. */
const cycle = () => {
  const caseId = randomUUID();
  return [
    { type: 'baton.case.opened.v1', data: { title: 'Replace the door gasket', customer: 'person-1', impact: 'high' } },
    { type: 'baton.handoff.offered.v1', data: { leg: 'diagnose', to: 'person-2', items: ['symptom'] } },
    { type: 'baton.handoff.accepted.v1', data: { leg: 'diagnose', by: 'person-2' } },
    { type: 'baton.handoff.completed.v1', data: { leg: 'diagnose', by: 'person-2' } },
  ].map((what) => cloudEvent(caseId, what));
};

const pollMs = 5;

/** Until the last event has gone all the way into the read models: only then the cycles' work is done. */
const settled = async (rival: HttpRival, lastId: string): Promise<void> => {
  const url = `${rival.url}/v1/events/${encodeURIComponent(source)}/${lastId}`;
  for (;;) {
    const { status } = await fetch(url);
    if (status === 200) return;
    await pause(pollMs);
  }
};

interface Measured {
  readonly rounds: Round[];
  readonly cpuMsPerCycle: number[];
  readonly lagMs: number[];
}

const measureRound = async (
  rival: HttpRival,
  kind: RivalKind,
  load: Load,
): Promise<{ round: Round; cpu: number; lag: number }> => {
  const cycles = Array.from({ length: load.cycles }, cycle);
  const cpuBefore = await rival.cpuMs();
  const round = await rival.run(
    load.callers,
    cycles.map((events) => events.map((event) => JSON.stringify(event))),
  );
  const answeredAt = performance.now();
  if (kind === 'baton') for (const events of cycles.slice(-load.callers)) await settled(rival, events.at(-1)!.id);
  return { round, cpu: ((await rival.cpuMs()) - cpuBefore) / load.cycles, lag: performance.now() - answeredAt };
};

const measure = async (rivals: Readonly<Record<RivalKind, HttpRival>>, load: Load, rounds: number) => {
  const newMeasured = (): Measured => ({ rounds: [], cpuMsPerCycle: [], lagMs: [] });
  const measured = { baton: newMeasured(), bare: newMeasured() };
  for (let round = -1; round < rounds; round += 1)
    for (const kind of round % 2 === 0 ? kinds : kinds.toReversed()) {
      const result = await measureRound(rivals[kind], kind, load);
      if (round < 0) continue;
      measured[kind].rounds.push(result.round);
      measured[kind].cpuMsPerCycle.push(result.cpu);
      measured[kind].lagMs.push(result.lag);
    }
  return measured;
};

const percentile = ({ latencies }: Round, part: number): number =>
  latencies[Math.floor((latencies.length - 1) * part)]!;

type Value = (measured: Measured) => readonly number[];

const values: readonly { readonly what: string; readonly unit: string; readonly of: Value; readonly goal?: number }[] =
  [
    { what: 'cycles', unit: 'cycles/s', of: (one) => one.rounds.map((round) => round.cyclesPerSecond), goal: 0.25 },
    { what: 'p50 of a request', unit: 'ms', of: (one) => one.rounds.map((round) => percentile(round, 0.5)) },
    { what: 'p99 of a request', unit: 'ms', of: (one) => one.rounds.map((round) => percentile(round, 0.99)) },
    { what: 'CPU of a cycle, all readers', unit: 'ms', of: (one) => one.cpuMsPerCycle },
  ];

export const httpBench = async (reporter: Reporter, rounds: number): Promise<void> => {
  const rivals = { baton: await HttpRival.start('baton'), bare: await HttpRival.start('bare') };
  try {
    for (const kind of kinds) await measureRound(rivals[kind], kind, warmUp);
    for (const load of loads) {
      const measured = await measure(rivals, load, rounds);
      for (const { what, unit, of, goal } of values) {
        const [own, bare] = [of(measured.baton), of(measured.bare)];
        reporter.report({
          bench: `http, ${load.callers} callers, ${what}`,
          value: median(own),
          unit,
          limit: median(bare),
          ratio: median(own.map((value, round) => value / bare[round]!)),
          ...(goal === undefined ? {} : { goal }),
        });
      }
      const lag = {
        bench: `http, ${load.callers} callers, read models behind`,
        value: median(measured.baton.lagMs),
        unit: 'ms',
      };
      reporter.report(lag);
    }
  } finally {
    await rivals.baton.stop();
    await rivals.bare.stop();
  }
};

if (import.meta.main) {
  const smoke = process.argv.includes('--smoke');
  const reporter = createReporter();
  await httpBench(reporter, smoke ? 1 : usualRounds);
  process.exitCode = reporter.missed.length > 0 && !smoke ? 1 : 0;
}
