export { readModelChecks, readModelContract } from './read-model-contract.ts';
export { type ReadModelCheck, type ReadModelFactory, type ReadModelHarness } from './scene.ts';
