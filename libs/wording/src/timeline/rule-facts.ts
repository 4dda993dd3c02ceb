import type { FactType, SilenceMatcher } from '@baton/contracts';
import type { FactSentences } from './fact-sentences.ts';
import type { Telling } from './telling.ts';

type RuleFact = Extract<FactType, `baton.rules.${string}`>;

/** What a silence is about, from the narrowest to the widest. */
const matched = (tell: Telling, matcher: SilenceMatcher): string => {
  const { caseId, leg, kind, party, impact, route } = matcher;
  const parts = [
    caseId,
    leg === undefined && kind === undefined ? undefined : tell.about(matcher),
    party === undefined ? undefined : tell.name(party),
    impact === undefined ? undefined : tell.text(`impact.${impact}`),
    route,
  ];
  return tell.list(parts.filter((part) => part !== undefined));
};

export const ruleFacts: FactSentences<RuleFact> = {
  'baton.rules.calendar-published.v1': (tell, { actor, calendar }) =>
    tell.text('fact.rules.calendar-published', { actor: tell.name(actor), calendar: calendar.id }),
  'baton.rules.route-published.v1': (tell, { actor, route }) =>
    tell.text('fact.rules.route-published', { actor: tell.name(actor), route: route.title, version: route.version }),
  'baton.rules.policy-published.v1': (tell, { actor, policy: { id, version } }) =>
    tell.text('fact.rules.policy-published', { actor: tell.name(actor), policy: id, version }),
  'baton.rules.durations-learned.v1': (tell, { actor, durations: { version, entries } }) =>
    tell.text('fact.rules.durations-learned', { actor: tell.name(actor), version, count: entries.length }),
  'baton.rules.silence-set.v1': (tell, { actor, matcher, reason, until }) => {
    const values = { actor: tell.name(actor), until: tell.instant(until), about: matched(tell, matcher) };
    return tell.noted(tell.text('fact.rules.silence-set', values), reason);
  },
  'baton.rules.silence-ended.v1': (tell, { actor, silence }) =>
    tell.text('fact.rules.silence-ended', { actor: tell.name(actor), silence }),
};
