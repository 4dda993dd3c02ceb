import type { Route } from '@baton/contracts';
import type { Language } from '@baton/wording';

/** Titles of a route's legs and rules in one language; what has none there is said as it was published. */
export interface RouteWords {
  legTitle(legId: string): string;
  ruleTitle(rule: { readonly rule: string; readonly ruleTitle: string }): string;
}

export const routeWords = (route: Route | undefined, language: Language): RouteWords => ({
  legTitle: (legId) => {
    const leg = route?.legs.find((one) => one.id === legId);
    return leg?.titles?.[language] ?? leg?.title ?? legId;
  },
  ruleTitle: ({ rule, ruleTitle }) =>
    route?.handlings.find((one) => one.rule === rule)?.ruleTitles?.[language] ?? ruleTitle,
});
