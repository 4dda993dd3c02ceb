import type { BudgetReason, Instant, LegBudgets, RuleVersion } from '@baton/contracts';
import type { CaseClock, LegState } from '../case-state.ts';
import type { Inquiry } from './inquiry.ts';
import { sayCalendar } from './people.ts';
import type { Sourced } from './sources.ts';

/** Whose time it is, and since when it is counted. */
export interface Spent {
  readonly budget: BudgetReason['budget'];
  /** The first that says how much. */
  readonly named: readonly Exclude<keyof LegBudgets, 'leg'>[];
  readonly party: string;
  readonly startedAt: Instant | undefined;
}

interface Terms {
  readonly size: number;
  readonly from: Sourced<RuleVersion>;
}

const termsOf = (inquiry: Inquiry, { definition }: LegState, { named }: Spent): Terms | undefined => {
  const { matter, policy } = inquiry;
  const own = policy?.budgets?.find(({ leg }) => leg === definition.id);
  for (const which of named) {
    const size = own?.[which];
    if (size !== undefined) return { size, from: matter.sources.policy(policy!) };
    const ofRoute = definition[which];
    if (ofRoute !== undefined) return { size: ofRoute, from: matter.route };
  }
  return undefined;
};

/** Which budget it is, how much of it is used, when it ends, and in whose hours that is counted. */
export const sayBudget = (inquiry: Inquiry, leg: LegState, spent: Spent): void => {
  const { matter, kind, stall } = inquiry;
  const { folder } = matter;
  const clock = folder.clock(kind, leg);
  const terms = termsOf(inquiry, leg, spent);
  const size = clock?.budget ?? terms?.size;
  if (size === undefined || (clock === undefined && stall === undefined)) return inquiry.lacks('no-budget');
  const from = terms?.from ?? matter.route;
  inquiry.cite(...from.facts);
  const { party, startedAt } = spent;
  const counting = leg.definition.elapsed === true ? 'elapsed' : 'working';
  inquiry.say({
    ...{ type: 'budget', budget: spent.budget, leg: leg.definition.id, party, counting, size, from: from.value },
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(stall === undefined ? stateOf(inquiry, leg, { clock: clock!, party }) : usedUp(inquiry, leg, { party, size })),
  });
  if (clock !== undefined && clock.runningSince === undefined) sayPaused(inquiry, leg, clock);
  else if (clock !== undefined && clock.due === undefined) inquiry.lacks('never-due', { party });
  if (counting === 'working') sayCalendar(inquiry, party, stall?.dueAt ?? inquiry.next ?? matter.at);
};

const stateOf = (inquiry: Inquiry, leg: LegState, { clock, party }: { clock: CaseClock; party: string }) => {
  const { folder, at } = inquiry.matter;
  const { consumed, runningSince, due } = clock;
  const running = runningSince === undefined ? 0 : folder.hoursOf(leg, party).between(runningSince, at);
  return {
    consumed: consumed + running,
    ...(runningSince === undefined ? {} : { runningSince }),
    ...(due === undefined ? {} : { due }),
  };
};

const usedUp = (inquiry: Inquiry, leg: LegState, { party, size }: { party: string; size: number }) => {
  const { folder, at } = inquiry.matter;
  const usedUpAt = inquiry.stall!.dueAt;
  return { consumed: size, usedUpAt, over: folder.hoursOf(leg, party).between(usedUpAt, at) };
};

const sayPaused = (inquiry: Inquiry, leg: LegState, clock: CaseClock): void => {
  const pause = inquiry.matter.past.pause(leg);
  if (pause === undefined) return;
  inquiry.cite(pause.fact.id);
  const until = clock.resumesAt === undefined ? {} : { until: clock.resumesAt };
  inquiry.say({ type: 'paused', cause: pause.fact.cause, since: pause.takenAt, ...until });
  if (clock.resumesAt === undefined) inquiry.lacks('paused');
};
