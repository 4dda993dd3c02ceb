export { type Decider, type Outcome, emit, refuse, fold } from './decider.ts';
export { given } from './given-when-then.ts';
