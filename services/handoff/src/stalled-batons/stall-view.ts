import {
  type Option,
  type Route,
  type RouteLeg,
  type StallRaised,
  type StallView,
  formatInstant,
  isWritableInstant,
} from '@baton/contracts';
import { type Language, wording } from '@baton/wording';
import type { CaseCard } from '../open-cases/case-card.projection.ts';
import type { People } from '../parties/people.ts';
import { routeWords } from '../parties/route-words.ts';
import type { StalledBaton } from './stalled-batons.projection.ts';

export interface StallViewContext {
  readonly people: People;
  readonly language: Language;
  readonly now: number;
  readonly card: CaseCard | undefined;
  readonly route: Route | undefined;
  /** Who has the stall, or has put it off; milliseconds. */
  readonly held?: StallHold | undefined;
}

export interface StallHold {
  readonly kind: 'acknowledged' | 'snoozed';
  readonly by: string;
  readonly until: number;
}

const instant = (at: number | null | undefined): string | undefined =>
  at === null || at === undefined || !isWritableInstant(at) ? undefined : formatInstant(at);

/** A projection that time has overtaken says nothing any more. */
const stillTrue = (raised: StallRaised, now: number): StallRaised => {
  if (raised.projectedFinish === undefined || raised.projectedFinish >= now) return raised;
  const { projectedFinish: _, ...rest } = raised;
  return rest;
};

/** One episode as the HTTP interface shows it. */
export const stallViewOf = (stall: StalledBaton, context: StallViewContext): StallView => {
  const { people, language, now, route } = context;
  const raised = stillTrue(stall.raised, now);
  const name = (id: string): string => people.name(id, language);
  const { legTitle, ruleTitle } = routeWords(route, language);
  const proposed = stall.state === 'open' ? stall.proposed : null;
  /** Of a case as a whole: the leg that eats the slack. */
  const leg = raised.leg ?? raised.eater?.leg;
  const options = optionsOf(proposed?.options ?? [], leg, context);
  const zone = people.zone(raised.party ?? raised.accountable);
  return {
    episode: stall.id,
    caseId: stall.caseId,
    kind: raised.kind,
    leg: raised.leg,
    title: raised.title,
    impact: raised.impact,
    customer: people.view(raised.customer, language),
    party: raised.party === undefined ? undefined : people.view(raised.party, language),
    accountable: people.view(context.card?.accountable ?? raised.accountable, language),
    group: raised.group,
    raisedAt: formatInstant(raised.dueAt),
    knownAt: formatInstant(raised.knownAt),
    clearedAt: stall.state === 'cleared' ? instant(stall.endedAt) : undefined,
    retractedAt: stall.state === 'retracted' ? instant(stall.endedAt) : undefined,
    needBy: instant(raised.needBy),
    projectedFinish: instant(raised.projectedFinish),
    actBy: instant(stall.actBy),
    workingTimeLeft:
      stall.actBy === null ? undefined : people.workingTime(raised.party ?? raised.accountable, now, stall.actBy),
    held: stall.state === 'open' ? heldBy(context) : undefined,
    sentence: wording(language).alert(raised, { names: name, legTitle, options, now, zone }),
    options,
    neverOffered: (proposed?.neverOffered ?? []).map((law) => ({ ...law, ruleTitle: ruleTitle(law) })),
    relay: relayOf(context, leg),
  };
};

const optionsOf = (
  options: readonly Option[],
  leg: string | undefined,
  { people, language, route }: StallViewContext,
): StallView['options'] =>
  options.map((option) => ({
    ...option,
    ruleTitle: routeWords(route, language).ruleTitle(option),
    ...(leg === undefined ? {} : { leg }),
    ...(option.to === undefined ? {} : { toName: people.name(option.to, language) }),
    mayGrantNames: option.mayGrant.map((id) => people.name(id, language)),
  }));

const heldBy = ({ held, people, language, now }: StallViewContext): StallView['held'] =>
  held === undefined || held.until <= now
    ? undefined
    : { how: held.kind, by: people.view(held.by, language), until: instant(held.until) };

/** Legs in route order; those that wait for the stalled one are in danger with it. */
const relayOf = ({ card, route, language }: StallViewContext, stalled: string | undefined): StallView['relay'] => {
  const { legTitle } = routeWords(route, language);
  const waiting = stalled === undefined ? undefined : waitingFor(stalled, route?.legs ?? []);
  return (route?.legs ?? []).map((leg) => {
    const state = card?.legs[leg.id] ?? 'ahead';
    const endangered = waiting?.has(leg.id) === true && state === 'ahead';
    return { leg: leg.id, title: legTitle(leg.id), state, typical: leg.typical, endangered };
  });
};

/** Legs that cannot start before the stalled one is completed, if only by way of others. */
const waitingFor = (stalled: string, legs: readonly RouteLeg[]): ReadonlySet<string> => {
  const reached = new Set([stalled]);
  let before = 0;
  while (reached.size > before) {
    before = reached.size;
    for (const [
      index,
      { id, after = legs.slice(Math.max(index - 1, 0), index).map((leg) => leg.id) },
    ] of legs.entries())
      if (after.some((other) => reached.has(other))) reached.add(id);
  }
  reached.delete(stalled);
  return reached;
};
