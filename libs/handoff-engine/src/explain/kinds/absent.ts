import type { LegState } from '../../case-state.ts';
import { moverOf } from '../../legs.ts';
import { type View, finishOf, viewOf } from '../../stalls/absent.ts';
import { latestFinishOf } from '../../walk.ts';
import type { Inquiry } from '../inquiry.ts';
import { sayStanding } from '../legs.ts';
import { sayAbsences, sayCalendar } from '../people.ts';
import { typicalFor } from '../walks.ts';
import type { LegExplainer } from './explainer.ts';

/** Whether absences make the one whose move it is finish too late. */
export const explainAbsent: LegExplainer = (inquiry, leg) => {
  const { folder, past, at } = inquiry.matter;
  const party = moverOf(leg);
  if (party === undefined) return sayStanding(inquiry, leg);
  inquiry.cite(leg.state === 'held' ? past.acceptance(leg)?.fact.id : past.offer(leg)?.fact.id);
  if (leg.definition.elapsed === true) return inquiry.lacks('elapsed-leg');
  const count = sayAbsences(inquiry, party, { from: at, until: Infinity });
  if (count === 0 && inquiry.stall === undefined) return inquiry.lacks('nobody-away', { party });
  if (typicalFor(inquiry.matter, leg.definition, party) === undefined) return inquiry.lacks('unknown-duration');
  const view = viewOf(folder, leg);
  if (view === undefined) return inquiry.lacks('no-limit');
  sayFinish(inquiry, leg, view);
  sayCalendar(inquiry, party, view.limit);
};

const sayFinish = (inquiry: Inquiry, leg: LegState, view: View): void => {
  const { folder } = inquiry.matter;
  const { absent: withAbsences, present: without, isEndangered } = finishOf(folder, view);
  const { typical, source, facts } = typicalFor(inquiry.matter, leg.definition, view.party)!;
  inquiry.cite(...facts);
  const { party, limit } = view;
  inquiry.say({
    ...{ type: 'leg-finish', leg: leg.definition.id, party, limit, typical, source },
    limitFrom: latestFinishOf(folder, leg) === undefined ? 'budgets' : 'latest-finish',
    ...(withAbsences === undefined ? {} : { withAbsences }),
    ...(without === undefined ? {} : { without }),
  });
  if (isEndangered || withAbsences === undefined) return;
  if (withAbsences === without) inquiry.lacks('absence-costs-nothing', { party, at: withAbsences });
  else inquiry.lacks('in-time-anyway', { party, at: withAbsences, limit });
};
