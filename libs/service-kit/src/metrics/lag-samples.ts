import { Inject, Injectable } from '@nestjs/common';
import type { Bus } from '@baton/bus';
import { BUS } from '../tokens.ts';
import { Metrics } from './metrics.ts';
import { nowAndThen } from './now-and-then.ts';

/** Kafka is asked for the end of each topic. */
const rhythm = { leastMs: 2_000, timesItsCost: 20 };

/** With many shards there are more pairs of readers and logs than anybody looks at: those with the most are kept. */
export const maxLags = 500;

/** How many events each reader of a service's bus has before it. */
@Injectable()
export class LagSamples {
  constructor(@Inject(BUS) bus: Bus, metrics: Metrics) {
    const described = {
      name: 'baton_consumer_lag_events',
      help: 'Events that a reader has before it, by partition: of a topic of Kafka, or the log of a writer',
      labels: ['reader', 'partition'],
    } as const;
    const lags = nowAndThen(rhythm, async () => {
      const most = [...(await bus.lags())].sort((one, other) => other.events - one.events).slice(0, maxLags);
      return most.map(({ reader, partition, events }) => ({ labels: { reader, partition }, value: events }));
    });
    metrics.sampled(described, bus, lags);
  }
}
