import type { Instant } from '@baton/contracts';
import type { CaseEntry, HandoffEngine, LegState } from '@baton/handoff-engine';
import type { Interval } from '@baton/working-time';

/** How long one party took for one leg of one case. */
export interface LegSample {
  readonly leg: string;
  readonly party: string;
  /** Working time of the party from acceptance to completion, pauses left out; elapsed time where the leg counts so. */
  readonly took: number;
}

/**
 * The legs of a case that were accepted and completed. A leg that was run more than once counts with its last time; one
 * that a special handling made shorter, or whose acceptance was only said by completing it, says nothing of how long it
 * usually takes, and does not count.
 */
export const samplesOf = (entry: CaseEntry, engine: HandoffEngine): readonly LegSample[] =>
  entry.state.legs.flatMap((leg) => {
    const { holder, acceptedAt, completedAt } = leg;
    if (leg.state !== 'completed' || holder === undefined || acceptedAt === undefined || completedAt === undefined)
      return [];
    if (completedAt <= acceptedAt || isShortened(entry, leg)) return [];
    const worked = workingTime(engine, leg, holder);
    const span = { from: acceptedAt, until: completedAt };
    const pauses = pausesOf(entry, leg, completedAt).map((pause) => within(pause, span));
    const paused = pauses.reduce((total, pause) => total + worked(pause), 0);
    return [{ leg: leg.definition.id, party: holder, took: worked(span) - paused }];
  });

const isShortened = ({ state }: CaseEntry, { definition }: LegState): boolean =>
  state.route.handlings.some(
    ({ id, leg, kind }) =>
      leg === definition.id && (kind === 'expedite' || kind === 'skip-rule') && state.ordered.includes(`${leg} ${id}`),
  );

/** What the projections count: the hours of the party without its absences. */
const workingTime = (engine: HandoffEngine, { definition }: LegState, party: string): ((of: Interval) => number) =>
  definition.elapsed === true
    ? ({ from, until }) => until - from
    : ({ from, until }) => engine.reference.presentOf(party, engine.reference.latest).between(from, until);

const within = ({ from, until }: Interval, span: Interval): Interval => ({
  from: Math.max(from, span.from),
  until: Math.max(Math.min(until, span.until), span.from),
});

/** From each pause since the leg was offered to the resumption, or to the instant that the pause itself names. */
const pausesOf = ({ facts }: CaseEntry, { definition, offeredAt = -Infinity }: LegState, end: Instant): Interval[] => {
  const voided = new Set(facts.flatMap(({ fact }) => (fact.type === 'baton.fact.voided.v1' ? [fact.fact] : [])));
  const pauses: Interval[] = [];
  let paused: Interval | undefined;
  const resume = (at: Instant): void => {
    if (paused !== undefined) pauses.push({ from: paused.from, until: Math.min(paused.until, at) });
    paused = undefined;
  };
  for (const { fact, takenAt } of facts) {
    if (takenAt < offeredAt || takenAt > end || voided.has(fact.id)) continue;
    if (fact.type === 'baton.handoff.resumed.v1' && (fact.leg ?? definition.id) === definition.id) resume(takenAt);
    if (fact.type !== 'baton.handoff.paused.v1' || (fact.leg ?? definition.id) !== definition.id) continue;
    const { until = Infinity } = fact;
    if (until <= takenAt) continue;
    if (paused !== undefined && paused.until < takenAt) resume(takenAt);
    paused = { from: paused?.from ?? takenAt, until };
  }
  resume(end);
  return pauses;
};
