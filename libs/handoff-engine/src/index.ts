export { type Advanced, type Engine, meaning } from './engine.ts';
export { HandoffEngine } from './handoff-engine.ts';
export type { EngineSnapshot } from './snapshot.ts';
export type { CaseEntry } from './case-entry.ts';
export type { CaseState, LegState } from './case-state.ts';
export { latestFinishOf, latestStartOf, projectedFinish } from './walk.ts';
