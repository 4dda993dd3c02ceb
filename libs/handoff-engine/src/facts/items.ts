import type { CaseFolder } from '../case-folder.ts';
import type { LegState } from '../case-state.ts';
import { announce } from '../stalls/announce.ts';

/** Items that are handed over once are there for the whole case. */
export const supply = (folder: CaseFolder, items: readonly string[] | undefined): void => {
  if (items === undefined) return;
  const { state } = folder;
  const fresh = items.filter((item) => !state.supplied.includes(item));
  if (fresh.length === 0) return;
  state.supplied = [...state.supplied, ...fresh];
  announce(folder, { kind: 'supplied' });
};

/** A leg came back: what was missing counts as not handed over, and how often it came back for the reason is kept. */
export const noteReturn = (
  folder: CaseFolder,
  leg: LegState,
  { missing = [], reason }: { readonly missing?: readonly string[]; readonly reason?: string },
): void => {
  const { state } = folder;
  if (missing.length > 0) {
    state.supplied = state.supplied.filter((item) => !missing.includes(item));
    leg.demanded = [...new Set([...leg.demanded, ...missing])];
  }
  const why = reason ?? missing.join(', ');
  const id = leg.definition.id;
  const before = state.returned.find((one) => one.leg === id && one.reason === why);
  const others = state.returned.filter((one) => one !== before);
  state.returned = [...others, { leg: id, reason: why, count: (before?.count ?? 0) + 1 }];
};
