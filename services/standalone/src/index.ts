export { type Standalone, startStandalone } from './start-standalone.ts';
export { type RunningServices, startServices } from './start-services.ts';
export { type Options, readOptions } from './options.ts';
export { sampleCalendar, sampleParties, sampleRoute } from './sample/hospital.ts';
export { sampleCaseId } from './sample/open-sample.ts';
