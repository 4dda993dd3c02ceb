import { type Decider, type Outcome, fold } from './decider.ts';

/** Reads like the rule it checks: `given(decider, ...events).when(command)` answers what was decided. */
export const given = <Command, Event, State, Refusal extends string>(
  decider: Decider<Command, Event, State, Refusal>,
  ...events: readonly Event[]
): { when(command: Command): Outcome<Event, Refusal> } => ({
  when: (command) => decider.decide(command, fold(decider, events)),
});
