export { busChecks, busContract } from './bus-contract.ts';
export { type BusCheck, type BusFactory, type BusHarness, contractRetry } from './scene.ts';
