import type { Instant, ProjectedStep, RouteLeg, TypicalSource } from '@baton/contracts';
import type { LegState } from '../case-state.ts';
import { elapsedTime } from '../reference/people.ts';
import { typicalOf } from '../terms.ts';
import { latestFinishIn, latestStartIn } from '../plan.ts';
import { type Step, planOf, presentPlanOf, projectedFinish, remainingWork } from '../walk.ts';
import type { Inquiry, Matter } from './inquiry.ts';

export interface Typical {
  readonly typical: number;
  readonly source: TypicalSource;
  readonly facts: readonly string[];
}

/** How long the leg usually takes when the party runs it, and who says so. Undefined: nobody. */
export const typicalFor = (matter: Matter, leg: RouteLeg, party: string): Typical | undefined => {
  const { folder, state, sources } = matter;
  const typical = typicalOf(folder, leg, party);
  if (typical === undefined) return undefined;
  const expedited = state.route.handlings.find(
    (one) => one.kind === 'expedite' && one.typical !== undefined && state.ordered.includes(`${leg.id} ${one.id}`),
  );
  if (expedited !== undefined)
    return { typical, source: { from: 'special-handling', handling: expedited.id }, facts: [] };
  const learned = sources.learned({ route: state.route.id, id: leg.id, party });
  if (learned === undefined) return { typical, source: { from: 'route', rule: matter.route.value }, facts: [] };
  const { durations, entry } = learned.value;
  const { id, version, hash } = durations;
  const { quantile, samples } = entry;
  const source = { from: 'learned', id, version, quantile, samples, ...(hash === undefined ? {} : { hash }) } as const;
  return { typical, source, facts: learned.facts };
};

/** The walk to the end of the case, leg by leg. */
export const sayProjection = (inquiry: Inquiry, steps: readonly Step[]): void => {
  const { folder } = inquiry.matter;
  const finish = projectedFinish(folder);
  inquiry.say({ type: 'projection', ...(finish === undefined ? {} : { finish }) });
  for (const step of steps) inquiry.say({ type: 'step', ...projected(inquiry, step) });
  inquiry.cite(...inquiry.matter.route.facts);
};

const projected = (inquiry: Inquiry, { leg, index, party, start, finish, costs }: Step): ProjectedStep => {
  const { matter } = inquiry;
  const { folder, state } = matter;
  const typical = typicalFor(matter, leg, party);
  const held = state.legs.find((one) => one.index === index && one.state === 'held');
  const hours = leg.elapsed === true ? elapsedTime : folder.reference.presentOf(party, folder.sequence);
  const left = held === undefined ? typical?.typical : remainingWork(folder, held, hours);
  if (typical !== undefined) inquiry.cite(...typical.facts);
  return {
    ...{ leg: leg.id, party, start, costs: Number.isFinite(costs) ? costs : 0 },
    ...(finish === undefined ? {} : { finish }),
    ...(typical === undefined ? {} : { typical: typical.typical, source: typical.source }),
    ...(left === undefined ? {} : { left }),
  };
};

/** By when all has to be done, and counted back from it the latest moments of the leg. */
export const sayNeedBy = (inquiry: Inquiry, leg?: LegState): void => {
  const { folder, state, past } = inquiry.matter;
  const { needBy } = state;
  if (needBy === undefined) return;
  inquiry.cite(past.needBy(needBy));
  if (leg === undefined) return inquiry.say({ type: 'need-by', needBy });
  const [plan, present] = [planOf(folder), presentPlanOf(folder)];
  const moments = {
    latestStart: latestStartIn(plan, leg.index),
    latestFinish: latestFinishIn(plan, leg.index),
    presentLatestStart: latestStartIn(present, leg.index),
    presentLatestFinish: latestFinishIn(present, leg.index),
  };
  inquiry.say({ type: 'need-by', needBy, leg: leg.definition.id, ...knownOf(moments) });
};

/** Without those that are unknown, or before all time. */
const knownOf = <Name extends string>(
  moments: Readonly<Record<Name, Instant | undefined>>,
): Partial<Record<Name, Instant>> =>
  Object.fromEntries(
    Object.entries<Instant | undefined>(moments).filter(([, at]) => at !== undefined && Number.isFinite(at)),
  ) as Partial<Record<Name, Instant>>;
