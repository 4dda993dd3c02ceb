import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type BlindSpot, blindSpotKinds } from '@baton/contracts';
import type { Collection, ReadModels } from '@baton/read-model';
import { CLOCK, type Clock, HealthRegistry, ManualClock, Metrics, READ_MODELS, nowAndThen } from '@baton/service-kit';
import { wording } from '@baton/wording';
import { calendarEnds, endsSoon } from '../ledger-metrics/calendar-ends.ts';
import { LedgerReader } from '../ledger-reader/ledger-reader.ts';
import { Shards } from '../ledger/shards.ts';
import { People } from '../parties/people.ts';
import { LateSweeps } from './late-sweeps.ts';
import { silentSources } from './silent-sources.ts';
import { type SourceRhythm, sourceRhythms } from './source-rhythms.projection.ts';

const lookEveryMs = 10_000;
const patienceMs = 2_000;
const rhythm = { leastMs: 1_000, timesItsCost: 20 };

/** What cannot be seen, looked for again and again. It is in the health report, which it does not make unready. */
@Injectable()
export class BlindSpots implements OnModuleInit, OnApplicationShutdown {
  private readonly sweeps = new LateSweeps();
  private readonly stopListening: () => void;
  private readonly looked = nowAndThen(rhythm, () => this.look());
  private rhythms: Collection<SourceRhythm> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly shards: Shards,
    private readonly people: People,
    private readonly health: HealthRegistry,
    metrics: Metrics,
    private readonly reader: LedgerReader,
  ) {
    this.stopListening = reader.listen(({ append }) => this.sweeps.appended(append));
    const described = { name: 'baton_blind_spots', help: 'What Baton cannot see, by kind', labels: ['kind'] } as const;
    metrics.sampled(described, this, async () => {
      const found = await this.looked();
      return blindSpotKinds.map((kind) => ({
        labels: { kind },
        value: found.filter((spot) => spot.kind === kind).length,
      }));
    });
  }

  async onModuleInit(): Promise<void> {
    this.rhythms = await this.readModels.collection<SourceRhythm>(sourceRhythms);
    this.timer = setInterval(() => void this.looked().catch(() => undefined), lookEveryMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.stopListening();
  }

  /** The most serious first. */
  all(): Promise<readonly BlindSpot[]> {
    return this.looked();
  }

  private async look(): Promise<readonly BlindSpot[]> {
    const now = this.clock.now();
    // Simulated time passes in leaps: what falls into one is not late.
    const late = this.clock instanceof ManualClock ? undefined : this.sweeps.at(now, this.shards.nextDue());
    const silent = (await soon(silentSources(this.rhythms!, now))) ?? [];
    const found: readonly (BlindSpot | undefined)[] = [this.stale(), late, ...silent, ...this.calendars(now)];
    const spots = found.filter((spot) => spot !== undefined);
    this.health.notice(
      'blind spots',
      spots.map((spot) => this.line(spot)),
    );
    return spots;
  }

  private stale(): BlindSpot | undefined {
    const since = this.reader.staleSince;
    return since === undefined ? undefined : { kind: 'stale-read-models', since };
  }

  private calendars(now: number): readonly BlindSpot[] {
    const ends = calendarEnds(this.shards.reference.facts).filter(({ at }) => at - now <= endsSoon);
    return ends
      .sort((one, other) => one.at - other.at)
      .map(({ calendar, validThrough, at }) => ({
        kind: at <= now ? 'calendar-past' : 'calendar-ending',
        ...{ calendar, validThrough },
      }));
  }

  /** For operators. */
  private line(spot: BlindSpot): string {
    return wording('en').blindSpot(spot, this.people.zone()).title.replaceAll('**', '');
  }
}

/** Undefined: it fails, or takes longer than anybody who looks should wait. */
const soon = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  const tooLate = new AbortController();
  const given = answer.catch(() => undefined).finally(() => tooLate.abort());
  const { signal } = tooLate;
  return Promise.race([given, pause(patienceMs, undefined, { signal, ref: false }).catch(() => given)]);
};
