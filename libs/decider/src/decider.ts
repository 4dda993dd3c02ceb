/** What a decision may end in: events to append (none when the command already took effect), or a typed refusal. */
export type Outcome<Event, Refusal extends string> =
  | { readonly kind: 'emitted'; readonly events: readonly Event[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly detail: string };

/**
 * One stream's rules. Pure and synchronous: commands carry the instant and the ids that they need.
 * `decide` may be asked again with a command that already took effect; it then emits nothing.
 */
export interface Decider<Command, Event, State, Refusal extends string> {
  readonly initial: State;
  decide(command: Command, state: State): Outcome<Event, Refusal>;
  evolve(state: State, event: Event): State;
}

export const emit = <Event>(
  ...events: readonly Event[]
): { readonly kind: 'emitted'; readonly events: readonly Event[] } => ({
  kind: 'emitted',
  events,
});

export const refuse = <Refusal extends string>(
  refusal: Refusal,
  detail: string,
): { readonly kind: 'refused'; readonly refusal: Refusal; readonly detail: string } => ({
  kind: 'refused',
  refusal,
  detail,
});

export const fold = <Event, State>(
  decider: { readonly initial: State; evolve(state: State, event: Event): State },
  events: Iterable<Event>,
): State => {
  let state = decider.initial;
  for (const event of events) state = decider.evolve(state, event);
  return state;
};
