import { setTimeout as pause } from 'node:timers/promises';
import type { ProgressBoard, ReaderProgress } from '@baton/bus';
import { assignmentIn } from './assigners.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { patiently } from './patiently.ts';
import { covers, type Extent, positionOf, sourceOf } from './partition-names.ts';

export interface SettleScene {
  readonly cluster: KafkaCluster;
  readonly topics: readonly string[];
  /** The readers and groups of this process. */
  readonly board: ProgressBoard;
  /** As the groups know the members of this process. */
  members(): ReadonlySet<string>;
  /** Whether an event that was released is not over yet, for a group that runs. */
  hasReleased(groups: readonly string[]): Promise<boolean>;
  readonly signal: AbortSignal;
}

const foreignPollMs = 25;

type Extents = ReadonlyMap<string, Extent>;

/**
 * Resolves when every running reader and group, here and elsewhere, has come to the ends of its partitions and the ends
 * have stayed where they were. What a handler publishes comes before its progress.
 */
export const settled = async (scene: SettleScene): Promise<void> => {
  const { cluster, topics, signal } = scene;
  let ends = await cluster.extents(topics);
  while (!signal.aborted) {
    await everyoneAt(ends, scene);
    const now = await cluster.extents(topics);
    if ([...now].every(([source, { high }]) => ends.get(source)?.high === high)) return;
    ends = now;
  }
};

const everyoneAt = async (ends: Extents, scene: SettleScene): Promise<void> => {
  const { board, signal } = scene;
  const someoneHereIsNot = (): boolean => board.readers().some((reader) => reader.busy > 0 || !isAt(reader, ends));
  while (!signal.aborted) {
    const { version } = board.changes;
    if (someoneHereIsNot()) {
      await board.changes.after(version, signal);
      continue;
    }
    const isBehind = await patiently(() => othersAreBehind(ends, scene), signal);
    // A group may have been put together anew meanwhile.
    if (someoneHereIsNot()) continue;
    if (!isBehind) return;
    await pause(foreignPollMs, undefined, { signal }).catch(() => undefined);
  }
};

const isAt = ({ feeds, position }: ReaderProgress, ends: Extents): boolean =>
  feeds.every((source) => {
    const end = ends.get(source);
    return end === undefined || covers(position[source], positionOf(end.high));
  });

/** By what Kafka knows of the members of other processes; one that has died counts until its session has run out. */
const othersAreBehind = async (ends: Extents, { cluster, members, hasReleased }: SettleScene): Promise<boolean> => {
  const { groups } = await cluster.admin.listGroups();
  const names = groups.map(({ groupId }) => groupId).filter((groupId) => isOurs(cluster.unnamed(groupId)));
  if (names.length === 0) return false;
  const own = members();
  const all = (await cluster.admin.describeGroups(names)).groups.map(({ groupId, state, members: everyone }) => ({
    groupId,
    isStable: everyone.length === 0 || state === 'Stable',
    others: everyone.filter(({ memberId }) => !own.has(memberId)),
  }));
  const found = all.filter(({ others }) => others.length > 0);
  // A member here learns late that it has to take over from one elsewhere that has left.
  const isChanging = all.some(
    (one) => !one.isStable && (found.includes(one) || isGroup(cluster.unnamed(one.groupId)!)),
  );
  if (isChanging) return true;
  for (const { groupId, others } of found) {
    const assigned = others.flatMap(({ memberAssignment }) => sourcesIn(memberAssignment, cluster));
    if (await isBehind({ groupId, assigned }, ends, cluster)) return true;
  }
  const running = found.map(({ groupId }) => cluster.unnamed(groupId)!).filter(isGroup);
  return running.length > 0 && hasReleased(running.map((name) => name.slice('group.'.length)));
};

const isGroup = (name: string): boolean => name.startsWith('group.');

const isOurs = (name: string | undefined): boolean =>
  name !== undefined && (isGroup(name) || name.startsWith('reader.'));

const sourcesIn = (assignment: Buffer, cluster: KafkaCluster): readonly string[] =>
  Object.entries(assignmentIn(assignment)).flatMap(([name, partitions]) =>
    partitions.map((partition) => sourceOf({ topic: cluster.unnamed(name)!, partition })),
  );

interface Member {
  readonly groupId: string;
  readonly assigned: readonly string[];
}

const isBehind = async ({ groupId, assigned }: Member, ends: Extents, cluster: KafkaCluster): Promise<boolean> => {
  const committed = new Map<string, number>();
  for (const { topic, partitions } of await cluster.admin.fetchOffsets({ groupId }))
    for (const { partition, offset } of partitions)
      committed.set(sourceOf({ topic: cluster.unnamed(topic) ?? '', partition }), Number(offset));
  return assigned.some((source) => (ends.get(source)?.high ?? 0) > (committed.get(source) ?? 0));
};
