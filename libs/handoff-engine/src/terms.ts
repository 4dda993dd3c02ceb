import type { LegBudgets, RouteLeg } from '@baton/contracts';
import type { CaseFolder } from './case-folder.ts';
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

/** Working time that the leg usually takes when the party runs it: expedited, as learned, or as the route says. */
export const typicalOf = (folder: CaseFolder, leg: RouteLeg, party: string): number | undefined => {
  const { route, ordered, carriedOut } = folder.state;
  if (ordered.length > 0 || carriedOut.length > 0) {
    const isInForce = (key: string): boolean => ordered.includes(key) || carriedOut.includes(key);
    const expedited = route.handlings.find(
      (one) => one.kind === 'expedite' && one.leg === leg.id && isInForce(keyOf(one)),
    );
    if (expedited?.typical !== undefined) return expedited.typical;
  }
  const { reference, sequence } = folder;
  if (!reference.hasLearned) return leg.typical;
  return reference.learned({ route: route.id, id: leg.id, party }, sequence) ?? leg.typical;
};
