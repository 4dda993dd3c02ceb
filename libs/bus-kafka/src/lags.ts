import type { Lag, ReaderProgress } from '@baton/bus';
import type { KafkaCluster } from './kafka-cluster.ts';
import { distance, offsetOf, placeIn, positionOf } from './partition-names.ts';

/** By the ends of the partitions as Kafka says them now: one question for each topic that somebody reads. */
export const lagsOf = async (
  readers: readonly ReaderProgress[],
  cluster: Pick<KafkaCluster, 'extents'>,
): Promise<readonly Lag[]> => {
  const topics = new Set(readers.flatMap(({ feeds }) => feeds.map((source) => placeIn(source).topic)));
  const extents = await cluster.extents([...topics]);
  return readers.flatMap(({ reader, feeds, position }) =>
    feeds.map((partition) => {
      const { low, high } = extents.get(partition) ?? { low: 0, high: 0 };
      // What is there no more is not to be read either.
      const from = positionOf(Math.max(low, offsetOf(position[partition])));
      return { reader, partition, events: distance(from, positionOf(high)) };
    }),
  );
};
