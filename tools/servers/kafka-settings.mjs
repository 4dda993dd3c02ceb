// The settings file of one broker that is its own controller.
export const loggingSettings = `status=error
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=[%d] %p %m (%c)%n
rootLogger.level=warn
rootLogger.appenderRef.out.ref=out
logger.started.name=kafka.server.KafkaRaftServer
logger.started.level=info
`;

/** `nodes`: each with its ports; `secure`: also listens with TLS and SCRAM, with the key and certificates in `keys`. */
const brokerSettings = ({ id, nodes, folder, secure }) => {
  const { port, controllerPort, securePort } = nodes[id - 1];
  const copies = nodes.length >= 3 ? 3 : 1;
  const listeners = [`PLAINTEXT://127.0.0.1:${port}`, `CONTROLLER://127.0.0.1:${controllerPort}`];
  if (secure !== undefined) listeners.push(`SASL_SSL://127.0.0.1:${securePort}`);
  return {
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.bootstrap.servers': nodes.map((node) => `127.0.0.1:${node.controllerPort}`).join(','),
    listeners: listeners.join(','),
    'advertised.listeners': listeners.join(','),
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': `${folder}/data`,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'background.threads': 2,
    'num.partitions': 1,
    'auto.create.topics.enable': false,
    'default.replication.factor': copies,
    'min.insync.replicas': copies === 3 ? 2 : 1,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': copies === 3 ? 2 : 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': copies === 3 ? 2 : 1,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 500,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    'broker.heartbeat.interval.ms': 500,
    'broker.session.timeout.ms': 3_000,
    ...(secure === undefined ? {} : secureSettings(secure)),
  };
};

const secureSettings = ({ keys }) => ({
  'sasl.enabled.mechanisms': 'SCRAM-SHA-512,SCRAM-SHA-256',
  'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config':
    'org.apache.kafka.common.security.scram.ScramLoginModule required;',
  'listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config':
    'org.apache.kafka.common.security.scram.ScramLoginModule required;',
  'ssl.keystore.type': 'PEM',
  'ssl.keystore.location': `${keys}/keystore.pem`,
  'ssl.truststore.type': 'PEM',
  'ssl.truststore.location': `${keys}/ca.crt`,
  'ssl.client.auth': 'none',
});

/** The texts of both files that a broker is started with. */
export const settingsFiles = (broker) => ({
  'server.properties': Object.entries(brokerSettings(broker))
    .map(([name, value]) => `${name}=${value}\n`)
    .join(''),
  'log4j2.properties': loggingSettings,
});
