import { Injectable } from '@nestjs/common';
import { Metrics, type Sample, nowAndThen, stopwatch } from '@baton/service-kit';
import type { LedgerShard } from '../ledger/ledger-shard.ts';
import { Shards } from '../ledger/shards.ts';
import { type CalendarEnd, calendarEnds, endsSoon } from './calendar-ends.ts';
import { type Census, overdueBuckets, takeCensus } from './census.ts';
import { LedgerMetrics } from './ledger-metrics.ts';

/** A hundred thousand cases are counted in some ten milliseconds: at most a fiftieth of the time goes into it. */
const rhythm = { leastMs: 2_000, timesItsCost: 50 };

interface Counted extends Census {
  readonly tookSeconds: number;
}

/** What a scrape looks up in the engines and ledgers of the process. */
@Injectable()
export class LedgerSamples {
  private readonly counted = nowAndThen(rhythm, () => this.count());
  private readonly ends = nowAndThen(rhythm, async () => calendarEnds(this.shards.reference.facts));

  constructor(
    private readonly shards: Shards,
    private readonly metrics: Metrics,
    private readonly ledgerMetrics: LedgerMetrics,
  ) {
    this.sampleShards();
    this.sampleCases();
    this.sampleCalendars();
  }

  private sampleShards(): void {
    const each = (name: `baton_${string}`, help: string, valueOf: (shard: LedgerShard) => number): void =>
      this.metrics.sampled({ name, help, labels: ['shard'] }, this, () =>
        this.shards.running.map((one) => ({ labels: { shard: String(one.shard) }, value: valueOf(one) })),
      );
    each(
      'baton_ledger_position',
      'Revision of the newest append of a ledger; -1: it is empty',
      ({ writer }) => writer.revision,
    );
    each(
      'baton_ledger_load_seconds',
      'How long folding the ledger took when its shard began',
      (one) => one.loadSeconds,
    );
    each(
      'baton_ledger_batch_in_hand_seconds',
      'Since when a shard works at what it took from the bus; 0: it waits for more',
      ({ shard }) => this.ledgerMetrics.inHandSeconds(shard),
    );
  }

  private sampleCases(): void {
    const { metrics } = this;
    const one = (name: `baton_${string}`, help: string, valueOf: (census: Counted) => number): void =>
      metrics.sampled({ name, help }, this, async () => [{ value: valueOf(await this.counted()) }]);
    one('baton_open_cases', 'Cases that are open', ({ openCases }) => openCases);
    one(
      'baton_open_clocks',
      'Deadlines of open cases, those included that a pause holds',
      ({ openClocks }) => openClocks,
    );
    one(
      'baton_census_seconds',
      'How long counting the open cases took the last time',
      ({ tookSeconds }) => tookSeconds,
    );
    metrics.sampled(
      { name: 'baton_overdue_clocks', help: 'Deadlines that are past and not decided yet', labels: ['overdue'] },
      this,
      async () => overdueOf(await this.counted()),
    );
    metrics.sampled({ name: 'baton_open_stalls', help: 'Stalls that are open', labels: ['kind'] }, this, async () =>
      Array.from((await this.counted()).openStalls, ([kind, value]) => ({ labels: { kind }, value })),
    );
  }

  private sampleCalendars(): void {
    const described = {
      name: 'baton_calendars',
      help: 'Calendars by whether they say anything of today: past, ending (30 days left at most) or valid',
      labels: ['state'],
    } as const;
    this.metrics.sampled(described, this, async () => calendarStates(await this.ends(), this.shards.now()));
  }

  private async count(): Promise<Counted> {
    const spent = stopwatch();
    const entries = this.shards.running.map(({ writer }) => writer.engine.entries());
    const census = await takeCensus(entries, () => this.shards.now());
    return { ...census, tookSeconds: spent() / 1_000 };
  }
}

const overdueOf = ({ overdueClocks }: Census): readonly Sample<'overdue'>[] =>
  overdueBuckets.map((overdue, bucket) => ({ labels: { overdue }, value: overdueClocks[bucket]! }));

const calendarStates = (ends: readonly CalendarEnd[], now: number): readonly Sample<'state'>[] => {
  const past = ends.filter(({ at }) => at <= now).length;
  const ending = ends.filter(({ at }) => at > now && at - now <= endsSoon).length;
  return [
    { labels: { state: 'past' }, value: past },
    { labels: { state: 'ending' }, value: ending },
    { labels: { state: 'valid' }, value: ends.length - past - ending },
  ];
};
