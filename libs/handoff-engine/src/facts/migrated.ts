import type { CaseFolder } from '../case-folder.ts';
import { graphOf } from '../route-graph.ts';
import { announce } from '../stalls/announce.ts';
import { forgetPlans } from '../walk.ts';
import { type FactOf, refuse } from './answers.ts';
import { recompute } from './deadlines.ts';

/** The case goes on, on another route or version; legs keep where they stand, their clocks get the new budgets. */
export const foldMigrated = (folder: CaseFolder, fact: FactOf<'baton.case.migrated.v1'>): void => {
  const { state, reference, sequence } = folder;
  const route =
    fact.version === undefined
      ? reference.rules.route(fact.route, sequence)
      : reference.rules.routeVersion(fact.route, fact.version, sequence);
  if (route === undefined) {
    const version = fact.version === undefined ? '' : ` in version ${fact.version}`;
    return refuse(folder, fact, { refusal: 'unknown-route', detail: `${fact.route}${version} is not published` });
  }
  state.routeId = route.id;
  state.route = route;
  state.graph = graphOf(route, state.relaxed);
  let beyond = route.legs.length;
  for (const leg of state.legs) {
    const place = route.legs.findIndex(({ id }) => id === leg.definition.id);
    leg.definition = route.legs[place] ?? leg.definition;
    leg.index = place === -1 ? beyond++ : place;
  }
  forgetPlans(folder);
  recompute(folder, 'migrated');
  announce(folder, { kind: 'migrated' });
};
