// Servers for tests in containers, where a container engine answers. The images are public ones unless the environment
// names others.
import { GenericContainer, Network, Wait } from 'testcontainers';
import { freePort } from '../free-port.mjs';

const readyWithinMs = 120_000;
const { BATON_KAFKA_IMAGE, BATON_MONGODB_IMAGE, BATON_KURRENTDB_IMAGE, TESTCONTAINERS_HOST_OVERRIDE } = process.env;
/** Where the engine publishes ports. */
const host = TESTCONTAINERS_HOST_OVERRIDE ?? '127.0.0.1';

/** A network of its own: the engine's default one may be switched off. */
const started = async ({ image, port, published, prepare, ready }) => {
  const network = await new Network().start();
  try {
    const exposed = published === undefined ? port : { container: port, host: published };
    const container = await prepare(new GenericContainer(image))
      .withNetwork(network)
      .withExposedPorts(exposed)
      .withWaitStrategy(ready)
      .withStartupTimeout(readyWithinMs)
      .start();
    const stop = async () => {
      await container.stop();
      await network.stop();
    };
    return { address: `${host}:${container.getMappedPort(port)}`, stop };
  } catch (fault) {
    await network.stop();
    throw fault;
  }
};

/** A broker tells its clients its address: the port must be known before it starts. */
export const startKafkaContainer = async () => {
  const published = await freePort();
  const { address, stop } = await started({
    image: BATON_KAFKA_IMAGE ?? 'apache/kafka:4.4.0',
    ...{ port: 9092, published, ready: Wait.forLogMessage(/Kafka Server started/) },
    prepare: (container) => container.withEnvironment(kafkaEnvironment(`${host}:${published}`)),
  });
  return { url: `kafka://${address}`, stop };
};

const kafkaEnvironment = (address) => ({
  KAFKA_NODE_ID: '1',
  KAFKA_PROCESS_ROLES: 'broker,controller',
  KAFKA_LISTENERS: 'CLIENTS://:9092,BROKERS://:9094,CONTROLLER://:9093',
  KAFKA_ADVERTISED_LISTENERS: `CLIENTS://${address},BROKERS://localhost:9094`,
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,BROKERS:PLAINTEXT,CLIENTS:PLAINTEXT',
  KAFKA_INTER_BROKER_LISTENER_NAME: 'BROKERS',
  KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
  KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
  KAFKA_LOG_DIRS: '/var/lib/kafka/data',
  KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
  KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '1',
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS: '1',
  KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
  KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '500',
  KAFKA_LOG_CLEANER_DEDUPE_BUFFER_SIZE: '4194304',
});

/** Test commands let a spec hold the server at a chosen operation. */
export const startMongodbContainer = async () => {
  const settings = ['enableTestCommands=1', 'diagnosticDataCollectionEnabled=false'];
  const parameters = settings.flatMap((setting) => ['--setParameter', setting]);
  const { address, stop } = await started({
    image: BATON_MONGODB_IMAGE ?? 'mongo:8.0',
    ...{ port: 27017, ready: Wait.forLogMessage(/Waiting for connections/) },
    prepare: (container) => container.withCommand(['mongod', '--bind_ip_all', ...parameters]),
  });
  return { url: `mongodb://${address}/`, stop };
};

export const startKurrentdbContainer = async () => {
  const { address, stop } = await started({
    image: BATON_KURRENTDB_IMAGE ?? 'kurrentplatform/kurrentdb:26.1.1',
    ...{ port: 2113, ready: Wait.forHttp('/health/live', 2113).forStatusCodeMatching((code) => code < 300) },
    prepare: (container) =>
      container.withEnvironment({
        KURRENTDB_INSECURE: 'true',
        KURRENTDB_MEM_DB: 'true',
        KURRENTDB_RUN_PROJECTIONS: 'None',
      }),
  });
  return { url: `kurrentdb://${address}?tls=false`, stop };
};
