export { type Advanced, type Engine, type FailedCase, meaning } from './engine.ts';
export { HandoffEngine } from './handoff-engine.ts';
export type { EngineSnapshot } from './snapshot.ts';
export type { CaseEntry } from './case-entry.ts';
export type { CaseState, LegState } from './case-state.ts';
export { latestFinishOf, latestStartOf, projectedFinish } from './walk.ts';
export { type Baton, batonsOf } from './batons.ts';
export { explain, type Explained } from './explain/explain.ts';
export { newLeg } from './legs.ts';
