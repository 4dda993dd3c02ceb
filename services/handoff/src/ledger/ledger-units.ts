import type { Decision, Fact, LedgerAppend, SetAside } from '@baton/contracts';

/** What stays together in one append: a fact with what came of it, what came of time passing, or what is no fact. */
export interface Unit {
  readonly facts?: readonly Fact[];
  readonly decisions?: readonly Decision[];
  readonly setAside?: readonly SetAside[];
}

export type Contents = Pick<LedgerAppend, 'facts' | 'decisions' | 'setAside'>;

export const contentsOf = (units: readonly Unit[]): Contents => {
  const setAside = units.flatMap((unit) => unit.setAside ?? []);
  return {
    facts: units.flatMap((unit) => unit.facts ?? []),
    decisions: units.flatMap((unit) => unit.decisions ?? []),
    ...(setAside.length > 0 ? { setAside } : {}),
  };
};

/** Two appends of what does not fit into one, in the same order; undefined: nothing can be divided. */
export const halvesOf = (units: readonly Unit[]): readonly [readonly Unit[], readonly Unit[]] | undefined => {
  if (units.length > 1) {
    const middle = units.length >> 1;
    return [units.slice(0, middle), units.slice(middle)];
  }
  const { decisions = [], ...rest } = units[0] ?? {};
  if (decisions.length < 2) return undefined;
  const middle = decisions.length >> 1;
  return [[{ ...rest, decisions: decisions.slice(0, middle) }], [{ decisions: decisions.slice(middle) }]];
};
