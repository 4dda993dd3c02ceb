import { describe, expect, it } from '@jest/globals';
import { type Decider, emit, fold, refuse } from './decider.ts';
import { given } from './given-when-then.ts';

type Command = { readonly type: 'open' } | { readonly type: 'shut' };
type Event = 'opened' | 'shut';
type State = readonly Event[];

/** A door that remembers; asked again for what it already is, it emits nothing. */
const door: Decider<Command, Event, State, 'never-opened'> = {
  initial: [],
  decide: (command, state) => {
    if (command.type === 'open') return state.at(-1) === 'opened' ? emit() : emit('opened');
    return state.length === 0 ? refuse('never-opened', 'it was never opened') : emit('shut', 'opened', 'shut');
  },
  evolve: (state, event) => [...state, event],
};

describe('an outcome', () => {
  it('lists the events to append, in order, or none', () => {
    expect(emit('opened', 'shut')).toEqual({ kind: 'emitted', events: ['opened', 'shut'] });
    expect(emit()).toEqual({ kind: 'emitted', events: [] });
  });

  it('is a refusal with its detail', () => {
    expect(refuse('never-opened', 'it was never opened')).toEqual({
      kind: 'refused',
      refusal: 'never-opened',
      detail: 'it was never opened',
    });
  });
});

describe('a fold', () => {
  it('takes each event of any iterable once, in order, from the initial state on', () => {
    expect(fold(door, [])).toBe(door.initial);
    expect(fold(door, new Set<Event>(['opened', 'shut']))).toEqual(['opened', 'shut']);
    expect(fold({ initial: 100, evolve: (left: number, taken: number) => left / taken }, [2, 5])).toBe(10);
  });
});

describe('given and when', () => {
  it('decide on what the events made', () => {
    expect(given(door).when({ type: 'shut' })).toEqual(refuse('never-opened', 'it was never opened'));
    expect(given(door, 'opened').when({ type: 'shut' })).toEqual(emit('shut', 'opened', 'shut'));
    expect(given(door, 'opened', 'shut').when({ type: 'open' })).toEqual(emit('opened'));
    expect(given(door, 'opened', 'shut', 'opened').when({ type: 'open' })).toEqual(emit());
  });
});
