// Where each server for tests runs: as a program of this machine, or in a container.
import { spawnSync } from 'node:child_process';
import { startKafka } from './kafka.mjs';
import { startMongod } from './mongod.mjs';

const inContainers = async (name, options) => (await import('./in-containers.mjs'))[name](options);

/** `usedBy`: the specs that ask for it. `programs`: what it takes to run it natively. */
const servers = [
  {
    name: 'Kafka',
    setting: 'BATON_TEST_KAFKA',
    usedBy: /^(libs\/bus-kafka|test)\//,
    programs: ['java', 'mvn'],
    native: startKafka,
    docker: () => inContainers('startKafkaContainer'),
  },
  {
    name: 'MongoDB',
    setting: 'BATON_TEST_MONGODB',
    usedBy: /^(libs\/read-model-mongoose|test)\//,
    programs: ['python3'],
    native: startMongod,
    docker: () => inContainers('startMongodbContainer'),
  },
  {
    name: 'KurrentDB',
    setting: 'BATON_TEST_KURRENTDB',
    usedBy: /^libs\/event-store-kurrentdb\//,
    docker: () => inContainers('startKurrentdbContainer'),
  },
];

const isThere = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/**
 * The servers that these specs need and no setting of `environment` names, each with `start`. `engine`: native, docker or
 * auto, which is native where this machine can; then a server that only a container has may be missing (`isOptional`).
 */
export const serversFor = ({ specs, engine, environment, has = isThere }) => {
  if (!['native', 'docker', 'auto'].includes(engine))
    throw new Error(`The engine is native, docker or auto, not ${engine}.`);
  const needed = servers.filter(
    ({ setting, usedBy }) => environment[setting] === undefined && specs.some((spec) => usedBy.test(spec)),
  );
  return needed.flatMap(({ name, setting, native, docker, programs }) => {
    const isNative = engine === 'native' || (engine === 'auto' && native !== undefined && programs.every(has));
    const start = isNative ? native : docker;
    const isOptional = engine === 'auto' && native === undefined;
    return start === undefined ? [] : [{ name, setting, isOptional, kind: isNative ? 'native' : 'docker', start }];
  });
};
