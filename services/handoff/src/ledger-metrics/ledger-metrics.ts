import { Injectable } from '@nestjs/common';
import type { Delivery } from '@baton/bus';
import type { LedgerAppend } from '@baton/contracts';
import { Metrics, type Tally, stopwatch } from '@baton/service-kit';

/** From what a reader would not notice to what somebody must be woken for. */
const delays = [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60, 300, 3_600, 86_400];
const sizes = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500];
const msPerSecond = 1_000;

/** What the shards of a process count while they work; everything else is looked up when somebody scrapes. */
@Injectable()
export class LedgerMetrics {
  private readonly batches: Tally;
  private readonly facts: Tally;
  private readonly decisions: Tally;
  private readonly inputDelays: Tally;
  private readonly sweepDelays: Tally;
  private readonly lateness: Tally;
  private readonly setAside: { inc(count: number): void };
  private readonly failed: { inc(): void };
  private readonly inHand = new Map<number, () => number>();

  constructor(metrics: Metrics) {
    const tally = (name: `baton_${string}`, help: string, buckets: readonly number[]): Tally =>
      metrics.tally({ name, help, buckets });
    this.batches = tally('baton_ledger_batch_events', 'Events that a shard took from the bus at once', sizes);
    this.facts = tally('baton_ledger_append_facts', 'Facts in one append to a ledger', sizes);
    this.decisions = tally('baton_ledger_append_decisions', 'Decisions in one append to a ledger', sizes);
    this.inputDelays = tally(
      'baton_ledger_input_delay_seconds',
      'Of the oldest event of a batch: from its record at its source to the ledger',
      delays,
    );
    this.sweepDelays = tally(
      'baton_decision_sweep_delay_seconds',
      'From when a decision could be known to its record: how late Baton was',
      delays,
    );
    this.lateness = tally(
      'baton_deadline_lateness_seconds',
      'knownAt − dueAt of decisions: how late it could be known at all, because the facts came late',
      delays,
    );
    this.setAside = metrics.counter({
      name: 'baton_ledger_set_aside_total',
      help: 'Events that became no fact: no map knows them, or they could not be folded',
    });
    this.failed = metrics.counter({
      name: 'baton_cases_left_alone_total',
      help: 'Times that the engine failed at a case when time passed; the case waits for its next fact',
    });
  }

  /** A batch is in hand from now on. Call the answer when it is on the ledger. */
  taken(shard: number, batch: readonly Delivery[]): (now: number) => void {
    this.inHand.set(shard, stopwatch());
    return (now) => {
      this.inHand.delete(shard);
      if (batch.length === 0) return;
      this.batches.add(batch.length);
      const oldest = batch.reduce((least, { recordedAt }) => Math.min(least, recordedAt), Infinity);
      this.inputDelays.add(Math.max(0, now - oldest) / msPerSecond);
    };
  }

  /** Seconds since the shard took what it has not written yet; 0: it has nothing in hand. */
  inHandSeconds(shard: number): number {
    return (this.inHand.get(shard)?.() ?? 0) / msPerSecond;
  }

  appended({ facts, decisions, setAside = [], recordedAt }: LedgerAppend): void {
    this.facts.add(facts.length);
    this.decisions.add(decisions.length);
    for (const { knownAt, dueAt } of decisions) {
      this.sweepDelays.add(Math.max(0, recordedAt - knownAt) / msPerSecond);
      this.lateness.add(Math.max(0, knownAt - dueAt) / msPerSecond);
    }
    if (setAside.length > 0) this.setAside.inc(setAside.length);
  }

  caseFailed(): void {
    this.failed.inc();
  }
}
