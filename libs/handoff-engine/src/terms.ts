import type { LegBudgets, RouteLeg } from '@baton/contracts';
import type { CaseFolder } from './case-folder.ts';
import type { CaseState } from './case-state.ts';
import { keyOf } from './handlings.ts';

/** What the policy in force allows for the leg, else what the route does. */
export const budgetOf = (
  folder: CaseFolder,
  leg: RouteLeg,
  which: Exclude<keyof LegBudgets, 'leg'>,
): number | undefined => {
  const budgets = folder.policy?.budgets;
  if (budgets === undefined) return leg[which];
  return budgets.find((own) => own.leg === leg.id)?.[which] ?? leg[which];
};

const expeditedOf = ({ route, ordered, carriedOut }: CaseState, leg: RouteLeg): number | undefined => {
  const isInForce = (key: string): boolean => ordered.includes(key) || carriedOut.includes(key);
  return route.handlings.find((one) => one.kind === 'expedite' && one.leg === leg.id && isInForce(keyOf(one)))?.typical;
};

/** Working time that the leg usually takes when the party runs it: expedited, as learned, or as the route says. */
export const typicalOf = (folder: CaseFolder, leg: RouteLeg, party: string): number | undefined => {
  const { reference, sequence } = folder;
  const { route, ordered, carriedOut } = folder.state;
  const expedited = ordered.length + carriedOut.length === 0 ? undefined : expeditedOf(folder.state, leg);
  if (expedited !== undefined) return expedited;
  if (!reference.hasLearned) return leg.typical;
  return reference.learned({ route: route.id, id: leg.id, party }, sequence) ?? leg.typical;
};
