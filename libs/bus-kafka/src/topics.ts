import kafkajs, { type Admin, type ITopicMetadata } from 'kafkajs';
import { KafkaFault } from './kafka-fault.ts';
import { patiently } from './patiently.ts';
import type { KafkaCluster } from './kafka-cluster.ts';

export interface TopicSetting {
  readonly name: string;
  readonly partitions: number;
  /** How long events stay: milliseconds, or `compact` for the last one of each key for ever. */
  readonly retention: number | 'compact';
}

interface Expected {
  readonly what: string;
  readonly is: string;
  readonly wanted: string;
}

/** Creates what is missing; what is there must be as wanted and is never changed. */
export const ensureTopics = async (
  cluster: KafkaCluster,
  topics: readonly TopicSetting[],
  replication: number | undefined,
): Promise<void> => {
  const { admin } = cluster;
  const there = new Set(await admin.listTopics());
  const missing = topics.filter(({ name }) => !there.has(cluster.named(name)));
  if (missing.length > 0)
    await admin.createTopics({
      // kafkajs would give up at once when a busy broker does not know the new topic yet; the check below waits for it.
      waitForLeaders: false,
      topics: missing.map(({ name, partitions, retention }) => ({
        topic: cluster.named(name),
        numPartitions: partitions,
        replicationFactor: replication ?? -1,
        configEntries: Object.entries(configOf(retention)).map(([config, value]) => ({ name: config, value })),
      })),
    });
  await verifyTopics(cluster, topics, replication);
};

const verifyTopics = async (
  cluster: KafkaCluster,
  topics: readonly TopicSetting[],
  replication: number | undefined,
): Promise<void> => {
  const names = topics.map(({ name }) => cluster.named(name));
  const { topics: found } = await patiently(() => cluster.admin.fetchTopicMetadata({ topics: names }));
  const configs = await patiently(() => configsOf(cluster.admin, names));
  const wrong = topics.flatMap((topic) => {
    const name = cluster.named(topic.name);
    const metadata = found.find((one) => one.name === name)!;
    return [...shapeOf(topic, metadata, replication), ...settingsOf(topic, configs.get(name) ?? {})]
      .filter(({ is, wanted }) => is !== wanted)
      .map(({ what, is, wanted }) => `the topic "${name}" has ${what} ${is}, ${wanted} was expected`);
  });
  if (wrong.length === 0) return;
  const advice = 'Baton changes no topic that exists: change it with your own tools, or the setting.';
  throw new KafkaFault('topic', `On Kafka, ${wrong.join('; ')}. ${advice}`, false);
};

const configOf = (retention: number | 'compact'): Readonly<Record<string, string>> =>
  retention === 'compact'
    ? { 'cleanup.policy': 'compact' }
    : { 'cleanup.policy': 'delete', 'retention.ms': String(retention) };

const shapeOf = (
  { partitions }: TopicSetting,
  metadata: ITopicMetadata,
  replication: number | undefined,
): readonly Expected[] => [
  { what: 'a number of partitions of', is: String(metadata.partitions.length), wanted: String(partitions) },
  ...(replication === undefined
    ? []
    : metadata.partitions.slice(0, 1).map(({ replicas }) => ({
        what: 'a replication of',
        is: String(replicas.length),
        wanted: String(replication),
      }))),
];

const settingsOf = (topic: TopicSetting, config: Readonly<Record<string, string>>): readonly Expected[] =>
  Object.entries(configOf(topic.retention)).map(([name, wanted]) => ({
    what: `${name} =`,
    is: config[name] ?? '(nothing)',
    wanted,
  }));

const configsOf = async (
  admin: Admin,
  names: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> => {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name,
      configNames: ['cleanup.policy', 'retention.ms'],
    })),
  });
  return new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
};
