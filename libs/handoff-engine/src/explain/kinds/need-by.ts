import { eaterOf } from '../../stalls/forecast.ts';
import { type Step, projectedFinish, walkForward } from '../../walk.ts';
import type { Inquiry } from '../inquiry.ts';
import { sayAbsences, sayCalendar } from '../people.ts';
import { sayNeedBy, sayProjection } from '../walks.ts';
import type { CaseExplainer } from './explainer.ts';

/** Whether the case would end by its need-by. */
export const explainForecast: CaseExplainer = (inquiry) => {
  const { folder, state } = inquiry.matter;
  const { needBy } = state;
  if (needBy === undefined) return inquiry.lacks('no-need-by');
  const steps = walkForward(folder);
  if (steps.length === 0) return inquiry.lacks('nothing-left');
  sayNeedBy(inquiry);
  sayProjection(inquiry, steps);
  sayEater(inquiry, steps);
  if (inquiry.stall !== undefined) return;
  const finish = projectedFinish(folder);
  if (state.stalls.some(({ kind }) => kind === 'missed')) inquiry.lacks('superseded', { limit: needBy });
  else if (finish === undefined) inquiry.lacks('unknown-duration');
  else inquiry.lacks('inside', { at: finish, limit: needBy });
};

/** What costs most, whose absences they are, and in whose hours it was counted. */
const sayEater = (inquiry: Inquiry, steps: readonly Step[]): void => {
  const { folder, at } = inquiry.matter;
  const eater = eaterOf(folder);
  if (eater === undefined) return;
  const { leg, party, start, finish, costs } = eater;
  if (costs > 0) {
    inquiry.say({ type: 'eater', leg: leg.id, party, costs: Number.isFinite(costs) ? costs : 0 });
    sayAbsences(inquiry, party, { from: start, until: finish ?? Infinity });
  }
  sayStandInsOf(inquiry, steps);
  if (leg.elapsed !== true) sayCalendar(inquiry, party, finish ?? at);
};

/** A leg that somebody would run whom the route does not name. */
const sayStandInsOf = (inquiry: Inquiry, steps: readonly Step[]): void => {
  const { sources, state } = inquiry.matter;
  for (const { leg, party } of steps) {
    if (party === leg.party) continue;
    const one = sources.delegationsOf(leg.party, state.route.id).find(({ value }) => value.to === party);
    if (one !== undefined) inquiry.sayOf({ value: { type: 'delegation', ...one.value }, facts: one.facts });
  }
};

export const explainMissed: CaseExplainer = (inquiry) => {
  const { needBy } = inquiry.matter.state;
  if (needBy === undefined) inquiry.lacks('no-need-by');
  else sayNeedBy(inquiry);
};
