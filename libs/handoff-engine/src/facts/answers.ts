import type { CaseFact, FactRefusal } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import type { LegState } from '../case-state.ts';
import { legAtHand, legOf } from '../legs.ts';
import { isOnOffer } from './offer.ts';

export type FactOf<Type extends CaseFact['type']> = Extract<CaseFact, { type: Type }>;

export const irregular = (folder: CaseFolder, fact: CaseFact, detail: string): void =>
  folder.tell({ type: 'fact-flagged', fact: fact.id, flag: 'irregular', detail });

export const refuse = (
  folder: CaseFolder,
  fact: CaseFact,
  refused: { readonly refusal: FactRefusal; readonly detail: string },
): void => folder.tell({ type: 'fact-refused', fact: fact.id, ...refused });

/** The leg that a fact names, else the one that its sender has or is asked to take, else the one at hand. */
export const legMeant = (
  folder: CaseFolder,
  fact: { readonly leg?: string; readonly by?: string; readonly actor: string },
): LegState | undefined => {
  const { state } = folder;
  if (fact.leg !== undefined) return legOf(state, fact.leg);
  const by = fact.by ?? fact.actor;
  const own = state.legs.findLast((leg) => leg.state === 'held' && leg.holder === by);
  return own ?? state.legs.findLast((leg) => isOnOffer(folder, leg, by)) ?? legAtHand(state, ['held', 'offered']);
};
