import { type CaseEntry, defaultRoute } from './case-entry.ts';
import type { CaseState } from './case-state.ts';
import { moverOf } from './legs.ts';
import type { Reference, ReferenceChange } from './reference/reference.ts';

/** What nobody had published when the case needed it counts from the opening. */
export const isFromOpening = (entry: CaseEntry, change: ReferenceChange, reference: Reference): boolean => {
  const { episodes, state } = entry;
  const { legs, route } = state;
  const isNew = (party: string | undefined): boolean =>
    party !== undefined && reference.becameKnown(party, change.sequence);
  switch (change.kind) {
    case 'route':
      return true;
    case 'policy':
      return route.policy === change.subject && reference.rules.isFirstPolicy(route.policy!, change.sequence);
    case 'calendar':
    case 'roster':
      return (
        legs.some((leg) => isNew(leg.receiver) || isNew(leg.holder)) ||
        route.legs.some((leg) => isNew(leg.party)) ||
        // Who was on offer once and is not any more.
        episodes.some(({ party }) => isNew(party))
      );
    case 'absence':
    case 'delegation':
    case 'durations':
    case 'silence':
      return false;
  }
};

/** Whether the case, as it stands, may go on otherwise because of the change. */
export const movesCase = (state: CaseState, change: ReferenceChange, reference: Reference): boolean => {
  const { status, routeId, route } = state;
  if (status !== 'open') return false;
  switch (change.kind) {
    case 'route':
      return routeId === change.subject && route === defaultRoute;
    case 'policy':
      return (route.policy ?? 'default') === change.subject;
    case 'absence':
    case 'delegation':
      return change.subject !== undefined && isInvolved(state, change, reference);
    case 'silence':
      return false;
    case 'calendar':
    case 'roster':
    case 'durations':
      return true;
  }
};

/** Whether the case has to look at the change: for itself, or for the ladders of its stalls. */
export const concerns = ({ state, episodes }: CaseEntry, change: ReferenceChange, reference: Reference): boolean =>
  movesCase(state, change, reference) ||
  (change.kind === 'absence' && episodes.some(({ hold }) => hold?.by === change.subject));

/** Whether the party, itself or as a member, has a part in the case. */
const isInvolved = (
  { legs, route }: CaseState,
  { subject, sequence }: ReferenceChange,
  reference: Reference,
): boolean => {
  const them = reference.withTeamsOf(subject!, sequence);
  for (const leg of legs) {
    const mover = moverOf(leg);
    if (mover !== undefined && them.has(mover)) return true;
  }
  for (const { party } of route.legs) if (them.has(party)) return true;
  return false;
};
