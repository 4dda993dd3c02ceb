import { isDeepStrictEqual } from 'node:util';
import type { Decision } from '@baton/contracts';
import { type CaseEntry, type EngineSnapshot, HandoffEngine } from '@baton/handoff-engine';

/** What the laws need of an engine, so that one with a planted fault can stand in. */
export type Engine = Pick<
  HandoffEngine,
  'apply' | 'replay' | 'has' | 'advance' | 'nextDue' | 'snapshot' | 'entry' | 'entries'
>;

export interface Kind {
  create(): Engine;
  restore(snapshot: EngineSnapshot): Engine;
}

export const real: Kind = {
  create: () => new HandoffEngine(),
  restore: (snapshot) => HandoffEngine.restore(snapshot),
};

/** As it comes back from a file. */
export const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
export const restarted = (kind: Kind, engine: Engine): Engine => kind.restore(plain(engine.snapshot()));

const checkLegs = ({ id, state }: CaseEntry): void => {
  const nobody = ['', undefined];
  for (const { definition, state: now, holder, receiver, giver } of state.legs) {
    const missing =
      (now === 'held' && nobody.includes(holder)) ||
      (now === 'offered' && (nobody.includes(receiver) || nobody.includes(giver)));
    if (missing) throw new Error(`${id}: ${definition.id} is ${now} by ${holder}, from ${giver} to ${receiver}`);
  }
};

const checkClocks = ({ id, state }: CaseEntry): void => {
  const names = state.clocks.map(({ kind, leg }) => `${kind} of ${leg?.definition.id ?? 'the case'}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${id}: there are two clocks for ${twice}`);
  for (const { due, resumesAt, runningSince } of state.clocks) {
    if (due !== undefined && resumesAt !== undefined) throw new Error(`${id}: a clock is due while it is paused`);
    if (runningSince !== undefined && due !== undefined && due < runningSince)
      throw new Error(`${id}: a clock is due ${runningSince - due} ms before it runs`);
  }
};

/** One accountable, in the state as in the record; no stall but on record; nothing left open in a case that is over. */
export const checkCase = (entry: CaseEntry): void => {
  const { state, id } = entry;
  if (state.accountable === '' || entry.accountable !== state.accountable) {
    throw new Error(`${id}: accountable is ${state.accountable}, on record ${entry.accountable}`);
  }
  const open = entry.episodes.filter((episode) => episode.status === 'open');
  const recorded = open.map((episode) => `${episode.leg ?? ''} ${episode.kind}`).sort();
  const folded = state.stalls.map((stall) => `${stall.leg?.definition.id ?? ''} ${stall.kind}`).sort();
  if (recorded.join() !== folded.join())
    throw new Error(`${id}: stalls ${folded.join()}, on record ${recorded.join()}`);
  if (state.status !== 'open' && open.length + state.clocks.length > 0)
    throw new Error(`${id}: is ${state.status} with ${open.length} stalls and ${state.clocks.length} clocks`);
  checkLegs(entry);
  checkClocks(entry);
};

const worded = (decision: Decision | undefined): string => JSON.stringify(decision) ?? 'nothing more';

/** The same decisions in the same order, field by field. */
export const checkSame = (actual: readonly Decision[], expected: readonly Decision[], what: string): void => {
  for (let index = 0; index < Math.max(actual.length, expected.length); index++) {
    const [one, other] = [worded(actual[index]), worded(expected[index])];
    if (one !== other) throw new Error(`${what}: decision ${index} is\n${one}\ninstead of\n${other}`);
  }
};

type Tree = { readonly [key: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Where two values differ first, in words. */
export const difference = (one: unknown, other: unknown, path = ''): string => {
  if (!isTree(one) || !isTree(other)) return `${path}: ${JSON.stringify(one)} instead of ${JSON.stringify(other)}`;
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const key = keys.find((each) => !isDeepStrictEqual(one[each], other[each]))!;
  return difference(one[key], other[key], `${path}/${key}`);
};

/** Rules aside: they are their facts. */
const stateOf = (engine: Engine): unknown => plain({ ...engine.snapshot(), reference: [] });

export const checkSameState = (one: Engine, other: Engine, what: string): void => {
  const [left, right] = [stateOf(one), stateOf(other)];
  if (!isDeepStrictEqual(left, right)) throw new Error(`${what}: ${difference(left, right)}`);
};
