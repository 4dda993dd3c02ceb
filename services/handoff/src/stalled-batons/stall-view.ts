import { type Route, type StallRaised, type StallView, formatInstant, isWritableInstant } from '@baton/contracts';
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
  const options = (proposed?.options ?? []).map((option) => ({ ...option, ruleTitle: ruleTitle(option) }));
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
    raisedAt: formatInstant(raised.dueAt),
    knownAt: formatInstant(raised.knownAt),
    clearedAt: stall.state === 'cleared' ? instant(stall.endedAt) : undefined,
    retractedAt: stall.state === 'retracted' ? instant(stall.endedAt) : undefined,
    needBy: instant(raised.needBy),
    projectedFinish: instant(raised.projectedFinish),
    actBy: instant(stall.actBy),
    workingTimeLeft:
      stall.actBy === null ? undefined : people.workingTime(raised.party ?? raised.accountable, now, stall.actBy),
    sentence: wording(language).alert(raised, { names: name, legTitle, options, now, zone }),
    options: options.map((option) => ({
      ...option,
      ...(option.to === undefined ? {} : { toName: name(option.to) }),
      mayGrantNames: option.mayGrant.map(name),
    })),
    neverOffered: (proposed?.neverOffered ?? []).map((law) => ({ ...law, ruleTitle: ruleTitle(law) })),
    relay: relayOf(context, raised.leg),
  };
};

/** Legs in route order; those after the stalled one are in danger with it. */
const relayOf = ({ card, route, language }: StallViewContext, stalled: string | undefined): StallView['relay'] => {
  const { legTitle } = routeWords(route, language);
  const at = route?.legs.findIndex((leg) => leg.id === stalled) ?? -1;
  return (route?.legs ?? []).map((leg, index) => {
    const state = card?.legs[leg.id] ?? 'ahead';
    const endangered = at !== -1 && index > at && state === 'ahead';
    return { leg: leg.id, title: legTitle(leg.id), state, typical: leg.typical, endangered };
  });
};
