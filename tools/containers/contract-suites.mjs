// Contract suites against servers in containers, through testcontainers.
import { join } from 'node:path';
import { countOf, runStage } from '../ci-stage.mjs';
import { root } from '../runtime.mjs';
import { makeKafkaImage } from './kafka-image.mjs';
import { makeMongodImage } from './mongod-image.mjs';

const suites = ['kafka-bus.server', 'mongoose-read-models.server'];

const standIns = {
  BATON_KAFKA_IMAGE: { make: makeKafkaImage, tag: 'baton-kafka:stand-in' },
  BATON_MONGODB_IMAGE: { make: makeMongodImage, tag: 'baton-mongod:stand-in' },
};

/** Answers how many tests passed and failed. */
export const runContractSuites = async ({ engine, folder, limitMs }) => {
  const images = {};
  for (const [setting, { make, tag }] of Object.entries(standIns)) {
    if (process.env[setting] !== undefined) continue;
    await make(engine, { folder: join(folder, setting), tag });
    images[setting] = tag;
  }
  const env = { ...process.env, ...images, DOCKER_HOST: engine.socket };
  Object.assign(env, { TESTCONTAINERS_RYUK_DISABLED: 'true', TESTCONTAINERS_HOST_OVERRIDE: '127.0.0.1' });
  const command = [process.execPath, join(root, 'tools/server-tests.mjs'), '--engine', 'docker', ...suites];
  return countOf(await runStage({ command, limitMs, env }, root));
};
