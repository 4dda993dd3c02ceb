import { Inject, Injectable } from '@nestjs/common';
import type { Bus } from '@baton/bus';
import { BUS } from '../tokens.ts';
import { Metrics, type Sample } from './metrics.ts';
import { nowAndThen } from './now-and-then.ts';

/** The bus hands out all that is parked, which may be much. */
const rhythm = { leastMs: 10_000, timesItsCost: 100 };

/** How many events each group of a service's bus gave up on. */
@Injectable()
export class QuarantineSamples {
  constructor(@Inject(BUS) bus: Bus, metrics: Metrics) {
    const described = {
      name: 'baton_quarantined_events',
      help: 'Events that a group of readers gave up on and that nobody has sent again',
      labels: ['group'],
    } as const;
    metrics.sampled(
      described,
      bus,
      nowAndThen(rhythm, () => parkedIn(bus)),
    );
  }
}

const parkedIn = async (bus: Bus): Promise<readonly Sample<'group'>[]> => {
  const counts = new Map<string, number>();
  for (const { group } of await bus.quarantine()) counts.set(group, (counts.get(group) ?? 0) + 1);
  return Array.from(counts, ([group, value]) => ({ labels: { group }, value }));
};
