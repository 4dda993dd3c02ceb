import type { Subscription } from '@baton/bus';
import { decodeAttempts } from './commit-notes.ts';
import type { GroupMark } from './group-progress.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { type Extent, type PartitionPlace, sourceOf } from './partition-names.ts';

export interface MarkSearch {
  readonly cluster: KafkaCluster;
  readonly subscription: Subscription;
  readonly places: readonly PartitionPlace[];
  /** What this member knew when it last held partitions; it may not have been able to commit all of it. */
  readonly known: ReadonlyMap<string, GroupMark>;
}

export interface FoundMarks {
  readonly marks: ReadonlyMap<string, GroupMark>;
  /** The end of a source's log. */
  readonly high: (source: string) => number;
}

/** Where a group goes on in the partitions that it was given. */
export const findMarks = async ({ cluster, subscription, places, known }: MarkSearch): Promise<FoundMarks> => {
  const extents = await cluster.extents(subscription.topics);
  const committed = await cluster.admin.fetchOffsets({
    groupId: cluster.named(`group.${subscription.group}`),
    topics: subscription.topics.map((topic) => cluster.named(topic)),
  });
  const marks = new Map<string, GroupMark>();
  for (const place of places) {
    const kept = committed
      .find(({ topic }) => topic === cluster.named(place.topic))
      ?.partitions.find(({ partition }) => partition === place.partition);
    const source = sourceOf(place);
    marks.set(source, markOf(kept, extents.get(source)!, known.get(source)));
  }
  return { marks, high: (source) => extents.get(source)!.high };
};

interface Committed {
  readonly offset: string;
  readonly metadata: string | null;
}

const markOf = (kept: Committed | undefined, { low }: Extent, known: GroupMark | undefined): GroupMark => {
  const next = Math.max(Number(kept?.offset ?? 0), low, known?.next ?? 0);
  const attempts = decodeAttempts(kept?.metadata);
  for (const [offset, count] of known?.attempts ?? [])
    if (offset >= next) attempts.set(offset, Math.max(count, attempts.get(offset) ?? 0));
  return { next, attempts };
};
