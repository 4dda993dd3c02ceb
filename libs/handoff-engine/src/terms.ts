import type { LegBudgets, RouteLeg } from '@baton/contracts';
import type { CaseFolder } from './case-folder.ts';
import { keyOf } from './handlings.ts';

/** What the policy in force allows for the leg, else what the route does. */
export const budgetOf = (
  folder: CaseFolder,
  leg: RouteLeg,
  which: Exclude<keyof LegBudgets, 'leg'>,
): number | undefined => {
  const own = folder.policy?.budgets?.find((budgets) => budgets.leg === leg.id);
  return own?.[which] ?? leg[which];
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
  return folder.reference.learned({ route: route.id, id: leg.id, party }, folder.sequence) ?? leg.typical;
};
