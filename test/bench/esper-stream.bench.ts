import type { Decision } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { type EsperEvents, esperEvents, esperFacts, esperRules, esperStart } from './esper-events.ts';
import { liveBytes } from './live-bytes.ts';
import { type Reporter, createReporter } from './report.ts';

const smoke = process.argv.includes('--smoke');
const megabyte = 1_000_000;
/** Made outside of the measured time, as they would come out of a ledger. */
const factsAtOnce = 1_000;
/** Esper 9.0 with the ladder's three rungs, and the memory of its process; measured on a machine of this kind. */
const esper = { eventsPerSecond: 170_000, bytes: 870 * megabyte };

interface Count {
  stalls: number;
  rungs: number;
  decisions: number;
  ms: number;
}

const countOf = (count: Count, decisions: readonly Decision[]): void => {
  count.decisions += decisions.length;
  for (const { type } of decisions) {
    if (type === 'stall-raised') count.stalls++;
    else if (type === 'rung-fired') count.rungs++;
  }
};

/** Every fact is recorded at the instant at which it occurs; what is due by then is decided with it. */
const foldAll = (engine: HandoffEngine, events: EsperEvents): Count => {
  const count: Count = { stalls: 0, rungs: 0, decisions: 0, ms: 0 };
  for (const rule of esperRules()) engine.apply(rule, esperStart);
  const factsOf = esperFacts(events);
  for (let from = 0; from < events.count; from += factsAtOnce) {
    const until = Math.min(from + factsAtOnce, events.count);
    const facts = Array.from({ length: until - from }, (_, n) => factsOf(from + n)).flat();
    const before = performance.now();
    for (const fact of facts) countOf(count, engine.apply(fact, fact.occurredAt));
    count.ms += performance.now() - before;
  }
  countOf(count, engine.advance(events.at.at(-1)! + 1).decisions);
  return count;
};

const expectSame = (what: string, found: number, expected: number): void => {
  if (found !== expected) throw new Error(`${found} ${what} instead of ${expected}`);
};

/** What it holds must be compared in one process a run: the peak never goes down again. */
export const esperBench = (reporter: Reporter, options: { readonly keys?: number } = {}): void => {
  const events = esperEvents(options.keys ?? 100_000);
  const before = liveBytes();
  const engine = new HandoffEngine();
  const { stalls, rungs, decisions, ms } = foldAll(engine, events);
  const peak = process.resourceUsage().maxRSS * 1_024;
  const held = liveBytes() - before;
  expectSame('stalls', stalls, events.stalls);
  expectSame('rungs', rungs, events.rungs);
  if (engine.entry('K000000') === undefined) throw new Error('the first case is not there');
  const eventsPerSecond = (events.count * 1_000) / ms;
  const against = (value: number, limit: number) => ({ value: value / megabyte, limit: limit / megabyte, unit: 'MB' });
  reporter.report({
    bench: 'esper stream, Esper with three rungs',
    value: eventsPerSecond,
    unit: 'events/s',
    limit: esper.eventsPerSecond,
    ratio: eventsPerSecond / esper.eventsPerSecond,
    goal: 1,
  });
  reporter.report({
    bench: 'esper stream, peak of the process, Esper',
    ...against(peak, esper.bytes),
    ratio: esper.bytes / peak,
    goal: 5,
  });
  reporter.report({ bench: 'esper stream, held at its end', ...against(held, esper.bytes), ratio: esper.bytes / held });
  reporter.report({ bench: 'esper stream, stalls', value: stalls, unit: 'stalls' });
  reporter.report({ bench: 'esper stream, rungs', value: rungs, unit: 'rungs' });
  reporter.report({ bench: 'esper stream, decisions', value: decisions, unit: 'decisions' });
};

if (import.meta.main) {
  const reporter = createReporter();
  esperBench(reporter, smoke ? { keys: 2_000 } : {});
  process.exitCode = reporter.missed.length > 0 && !smoke ? 1 : 0;
}
