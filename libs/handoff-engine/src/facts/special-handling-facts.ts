import type { Decision, Handling } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import type { LegState } from '../case-state.ts';
import { legAtHand, legOf } from '../legs.ts';
import { handlingsOf, keyOf, mayDecide } from '../handlings.ts';
import { graphOf } from '../route-graph.ts';
import { announce } from '../stalls/announce.ts';
import { forgetPlans, projectedFinish } from '../walk.ts';
import { type FactOf, irregular, refuse } from './answers.ts';

type Decided = FactOf<'baton.special-handling.granted.v1' | 'baton.special-handling.refused.v1'>;

interface Bend {
  readonly leg: LegState;
  readonly handling: Handling & { readonly class: 'policy' | 'standard' };
}

/** What somebody decides about, if it exists, is no law, and they have the authority; otherwise they are told. */
const bendMeant = (folder: CaseFolder, fact: Decided): Bend | undefined => {
  const { state } = folder;
  const legId = fact.leg ?? legAtHand(state, ['offered', 'held'])?.definition.id;
  const leg = legId === undefined ? undefined : legOf(state, legId);
  const known = leg === undefined ? state.route.handlings : handlingsOf(folder, leg);
  const handling = known.find((each) => each.id === fact.handling);
  if (leg === undefined || handling === undefined) {
    const detail = `expected one of ${known.map((each) => each.id).join(', ')}, got ${fact.handling}`;
    return void refuse(folder, fact, { refusal: 'unknown-handling', detail });
  }
  if (handling.class === 'law') {
    return void refuse(folder, fact, { refusal: 'law-is-never-bent', detail: handling.rule });
  }
  if (!mayDecide(folder, handling, fact.actor)) {
    const who = handling.mayGrant.length === 0 ? state.accountable : handling.mayGrant.join(', ');
    const detail = `${handling.rule} may be bent by ${who}, not by ${fact.actor}`;
    return void refuse(folder, fact, { refusal: 'lacks-authority', detail });
  }
  return { leg, handling: { ...handling, class: handling.class } };
};

/** A grant counts only from who has the authority. What was carried out before it, by its policy, is not ordered again. */
export const foldGranted = (folder: CaseFolder, fact: FactOf<'baton.special-handling.granted.v1'>): void => {
  const bend = bendMeant(folder, fact);
  if (bend === undefined) return;
  const { state } = folder;
  const { leg, handling } = bend;
  const { id, rule, kind, to, class: ruleClass } = handling;
  const key = keyOf(handling);
  const isWithThem = to !== undefined && leg.state === 'held' && leg.holder === to;
  const wasGranted = state.granted.some((one) => one.leg === handling.leg && one.handling === id);
  if (state.ordered.includes(key) || (isWithThem && wasGranted)) return;
  const isAfterwards = isWithThem || leg.state === 'completed';
  if (isAfterwards && handling.approval !== 'after') return;
  const projectedWithout = isAfterwards ? undefined : projectedFinish(folder);
  const granted = { leg: handling.leg, handling: id, class: ruleClass, rule, grantedBy: fact.actor };
  state.granted = [...state.granted, { ...granted, projectedWithout }];
  if (isAfterwards) return;
  state.ordered = [...state.ordered, key];
  takeEffect(folder, leg, handling);
  if (state.carriedOut.includes(key)) return;
  folder.tell({
    type: 'special-handling-ordered',
    ...{ ...granted, kind, ...(to === undefined ? {} : { to }), reason: fact.reason },
  });
};

/** May take the leg beside whom it was offered to, or over from its holder. */
const letIn = (leg: LegState, to: string | undefined): void => {
  if (to === undefined || (leg.state === 'held' && leg.holder === to) || leg.deputies.includes(to)) return;
  leg.deputies = [...leg.deputies, to];
};

const takeEffect = (folder: CaseFolder, leg: LegState, { kind, to, with: beside }: Handling): void => {
  const { state } = folder;
  letIn(leg, to);
  if (kind === 'parallel' && beside !== undefined) {
    state.relaxed = [...state.relaxed, { leg: leg.definition.id, beside }];
    state.graph = graphOf(state.route, state.relaxed);
  }
  if (kind !== 'parallel' && kind !== 'expedite') return;
  forgetPlans(folder);
  announce(folder, { kind: 'rules-changed' });
};

/** A way out that was turned down by who may decide is not proposed again for this baton. */
export const foldRefused = (folder: CaseFolder, fact: FactOf<'baton.special-handling.refused.v1'>): void => {
  const bend = bendMeant(folder, fact);
  if (bend === undefined) return;
  const key = keyOf(bend.handling);
  if (!folder.state.refused.includes(key)) folder.state.refused = [...folder.state.refused, key];
};

/** The service concerned has done it: whoever it named may accept the offer, or take over what is held. */
export const foldCarriedOut = (folder: CaseFolder, fact: FactOf<'baton.special-handling.carried-out.v1'>): void => {
  const { state } = folder;
  const leg = fact.leg === undefined ? legAtHand(state, ['offered', 'held']) : legOf(state, fact.leg);
  if (leg === undefined) return irregular(folder, fact, 'carried out, but nothing is under way');
  const handling = handlingsOf(folder, leg).find((each) => each.id === fact.handling);
  if (handling?.class === 'law') return irregular(folder, fact, `${handling.rule} is law and was bent`);
  const key = keyOf({ leg: leg.definition.id, id: fact.handling });
  if (handling !== undefined && handling.approval !== 'after' && !state.ordered.includes(key)) {
    irregular(folder, fact, `carried out, but nobody had granted ${fact.handling}`);
  }
  if (!state.carriedOut.includes(key)) state.carriedOut = [...state.carriedOut, key];
  if (handling?.approval === 'after' && !state.ordered.includes(key)) takeEffect(folder, leg, handling);
  if (leg.state === 'offered' || leg.state === 'held') letIn(leg, fact.to);
};

type Outcome = Extract<Decision, { type: 'special-handling-outcome' }>['outcome'];

/** At the end of the case: what became of each grant. */
export const sayOutcomes = (folder: CaseFolder): void => {
  const { granted, needBy = Infinity, status } = folder.state;
  for (const { projectedWithout, ...grant } of granted) {
    const isLate = folder.at > needBy;
    const inTime: Outcome = (projectedWithout ?? -Infinity) > needBy ? 'saved' : 'in-time';
    const outcome = status === 'cancelled' ? 'cancelled' : isLate ? 'missed' : inTime;
    const without = projectedWithout === undefined ? {} : { projectedWithout };
    folder.tell({ type: 'special-handling-outcome', ...grant, outcome, ...without });
  }
};
