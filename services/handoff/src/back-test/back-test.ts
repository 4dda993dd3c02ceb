import type { Instant, ReferenceFact } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import type { BackTestReport, Called } from './back-test-report.ts';
import { compareStalls } from './compare-stalls.ts';
import { Outcome } from './outcome.ts';
import { type FactsRecorded, Replacement } from './replacement.ts';
import { falseAlarmsIn, missesIn } from './warnings.ts';

export interface Trial {
  /** The rules to try: each takes the place of what the ledgers have published of the same. */
  readonly replace: readonly ReferenceFact[];
  /** From when the rules apply and stalls count; absent: from the beginning. */
  readonly from?: Instant;
  /** What was recorded later is left out. */
  readonly to?: Instant;
}

/**
 * Folds the same facts under the rules that were and under others, and compares. The engine is the one that runs live
 * and has no way to act on anything. Feed each ledger's appends in order to a `ledger()` of its own, then `report`.
 */
export class BackTest {
  private readonly before: Outcome;
  private readonly after: Outcome;
  private facts = 0;
  private first = Infinity;
  private last = -Infinity;

  constructor(private readonly trial: Trial) {
    this.before = new Outcome(this.counts);
    this.after = new Outcome(this.counts);
  }

  /** One ledger, from its first append to its last. */
  ledger(): LedgerUnderTest {
    const replacement = new Replacement(this.trial.replace, this.trial.from);
    const [was, wouldBe] = [new HandoffEngine(), new HandoffEngine()];
    return {
      take: (append) => {
        if (append.recordedAt > (this.trial.to ?? Infinity)) return;
        this.count(append);
        foldInto(this.before, was, append);
        foldInto(this.after, wouldBe, replacement.of(append));
      },
      complete: () => {
        for (const [outcome, engine] of [
          [this.before, was],
          [this.after, wouldBe],
        ] as const) {
          if (this.trial.to !== undefined) outcome.take(engine.advance(this.trial.to).decisions);
          outcome.complete(engine);
        }
      },
    };
  }

  report(): BackTestReport {
    const { before, after, counts, trial } = this;
    return {
      from: trial.from ?? this.first,
      to: trial.to ?? this.last,
      facts: this.facts,
      cases: before.endings.length,
      tried: new Replacement(trial.replace).names,
      stalls: compareStalls(before.episodes.values(), after.episodes.values(), counts),
      misses: { before: missesIn(before, counts), after: missesIn(after, counts) },
      falseAlarms: { before: falseAlarmsIn(before, counts), after: falseAlarmsIn(after, counts) },
      calls: callsOf(before, after),
    };
  }

  private readonly counts = (at: Instant): boolean =>
    at >= (this.trial.from ?? -Infinity) && at <= (this.trial.to ?? Infinity);

  private count({ facts, recordedAt }: FactsRecorded): void {
    this.facts += facts.length;
    this.first = Math.min(this.first, recordedAt);
    this.last = Math.max(this.last, recordedAt);
  }
}

export interface LedgerUnderTest {
  take(append: FactsRecorded): void;
  /** Nothing follows. */
  complete(): void;
}

/** The whole of it, over ledgers that fit into memory: each as its appends in order. */
export const backTest = (ledgers: readonly (readonly FactsRecorded[])[], trial: Trial): BackTestReport => {
  const test = new BackTest(trial);
  for (const appends of ledgers) {
    const ledger = test.ledger();
    for (const append of appends) ledger.take(append);
    ledger.complete();
  }
  return test.report();
};

const foldInto = (outcome: Outcome, engine: HandoffEngine, { facts, recordedAt }: FactsRecorded): void => {
  for (const fact of facts) outcome.take(engine.apply(fact, recordedAt));
  outcome.take(engine.advance(recordedAt).decisions);
};

const callsOf = (before: Outcome, after: Outcome): readonly Called[] => {
  const keys = new Set([...before.calls.keys(), ...after.calls.keys()]);
  const calls = [...keys].sort().map((key) => {
    const [was, wouldBe] = [before.calls.get(key), after.calls.get(key)];
    const { party, rung, channel } = (was ?? wouldBe)!;
    return { party, rung, channel, before: was?.count ?? 0, after: wouldBe?.count ?? 0 };
  });
  const change = (call: Called): number => Math.abs(call.after - call.before);
  return calls.sort((one, other) => change(other) - change(one) || other.after - one.after);
};
