import type { Fact, FactType } from '@baton/contracts';
import type { Telling } from './telling.ts';

type Of<T extends FactType> = Extract<Fact, { readonly type: T }>;
type Sentences = { readonly [T in FactType]: (tell: Telling, fact: Of<T>) => string };

export const factSentence = (tell: Telling, fact: Fact): string => {
  const sentence = sentences[fact.type] as (tell: Telling, fact: Fact) => string;
  return sentence(tell, fact);
};

const by = (tell: Telling, fact: { readonly by?: string; readonly actor: string }): string =>
  tell.name(fact.by ?? fact.actor);

const offered = (tell: Telling, fact: Of<'baton.handoff.offered.v1'>): string => {
  const to = fact.to ?? tell.context.receiver;
  const actor = tell.name(fact.actor);
  const values = { actor, leg: tell.leg(fact.leg), accountable: tell.name(tell.context.accountable ?? fact.actor) };
  if (to === undefined) return tell.text('fact.handoff.offered-open', values);
  return tell.text('fact.handoff.offered', { ...values, to: tell.name(to) });
};

const amended = (tell: Telling, { actor: id, needBy, items }: Of<'baton.case.amended.v1'>): string => {
  const actor = tell.name(id);
  if (needBy !== undefined) return tell.text('fact.case.amended-need-by', { actor, needBy: tell.instant(needBy) });
  if (items !== undefined && items.length > 0)
    return tell.text('fact.case.amended-items', { actor, items: tell.list(items) });
  return tell.text('fact.case.amended', { actor });
};

const opened = (tell: Telling, fact: Of<'baton.case.opened.v1'>): string => {
  const values = { actor: tell.name(fact.actor), title: fact.title, customer: tell.name(fact.customer) };
  if (fact.needBy === undefined) return tell.text('fact.case.opened', values);
  return tell.text('fact.case.opened-need-by', { ...values, needBy: tell.instant(fact.needBy) });
};

const returned = (tell: Telling, fact: Of<'baton.handoff.returned.v1'>): string => {
  const values = { by: by(tell, fact), leg: tell.leg(fact.leg) };
  if (fact.missing !== undefined && fact.missing.length > 0)
    return tell.text('fact.handoff.returned-missing', { ...values, missing: tell.list(fact.missing) });
  if (fact.reason !== undefined) return tell.text('fact.handoff.returned-reason', { ...values, reason: fact.reason });
  return tell.text('fact.handoff.returned', values);
};

const sentences: Sentences = {
  'baton.case.opened.v1': opened,
  'baton.case.amended.v1': amended,
  'baton.case.cancelled.v1': (tell, { actor, reason }) =>
    reason === undefined
      ? tell.text('fact.case.cancelled', { actor: tell.name(actor) })
      : tell.text('fact.case.cancelled-reason', { actor: tell.name(actor), reason }),
  'baton.case.closed.v1': (tell, { actor }) => tell.text('fact.case.closed', { actor: tell.name(actor) }),
  'baton.case.confirmed.v1': (tell, { actor }) => tell.text('fact.case.confirmed', { actor: tell.name(actor) }),
  'baton.case.reopened.v1': (tell, { actor }) => tell.text('fact.case.reopened', { actor: tell.name(actor) }),
  'baton.case.feedback.v1': (tell, { actor, score }) =>
    score === undefined
      ? tell.text('fact.case.feedback', { actor: tell.name(actor) })
      : tell.text('fact.case.feedback-score', { actor: tell.name(actor), score }),
  'baton.handoff.offered.v1': offered,
  'baton.handoff.accepted.v1': (tell, fact) =>
    tell.text('fact.handoff.accepted', { by: by(tell, fact), leg: tell.leg(fact.leg) }),
  'baton.handoff.declined.v1': (tell, fact) => {
    const values = { by: by(tell, fact), leg: tell.leg(fact.leg) };
    if (fact.reason === undefined) return tell.text('fact.handoff.declined', values);
    return tell.text('fact.handoff.declined-reason', { ...values, reason: fact.reason });
  },
  'baton.handoff.withdrawn.v1': (tell, { actor, leg }) =>
    tell.text('fact.handoff.withdrawn', { actor: tell.name(actor), leg: tell.leg(leg) }),
  'baton.handoff.returned.v1': returned,
  'baton.handoff.referred.v1': (tell, fact) =>
    tell.text('fact.handoff.referred', { by: by(tell, fact), leg: tell.leg(fact.leg), to: tell.name(fact.to) }),
  'baton.handoff.progressed.v1': (tell, fact) => {
    const values = { by: by(tell, fact), leg: tell.leg(fact.leg) };
    if (fact.note === undefined) return tell.text('fact.handoff.progressed', values);
    return tell.text('fact.handoff.progressed-note', { ...values, note: fact.note });
  },
  'baton.handoff.paused.v1': (tell, { actor, leg, cause, until }) => {
    const values = { actor: tell.name(actor), leg: tell.leg(leg), cause };
    if (until === undefined) return tell.text('fact.handoff.paused', values);
    return tell.text('fact.handoff.paused-until', { ...values, until: tell.instant(until) });
  },
  'baton.handoff.resumed.v1': (tell, { actor, leg }) =>
    tell.text('fact.handoff.resumed', { actor: tell.name(actor), leg: tell.leg(leg) }),
  'baton.handoff.completed.v1': (tell, fact) =>
    tell.text('fact.handoff.completed', { by: by(tell, fact), leg: tell.leg(fact.leg) }),
  'baton.special-handling.granted.v1': (tell, { actor, leg, reason }) =>
    tell.text('fact.special-handling.granted', { actor: tell.name(actor), leg: tell.leg(leg), reason }),
  'baton.special-handling.refused.v1': (tell, { actor, leg, reason }) =>
    tell.text('fact.special-handling.refused', { actor: tell.name(actor), leg: tell.leg(leg), reason }),
  'baton.special-handling.carried-out.v1': (tell, { leg, to }) =>
    to === undefined
      ? tell.text('fact.special-handling.carried-out', { leg: tell.leg(leg) })
      : tell.text('fact.special-handling.carried-out-to', { leg: tell.leg(leg), to: tell.name(to) }),
  'baton.people.absence-declared.v1': (tell, { actor, party, from, until }) =>
    tell.text('fact.people.absence-declared', {
      actor: tell.name(actor),
      party: tell.name(party),
      ...tell.span(from, until),
    }),
  'baton.people.absence-ended.v1': (tell, { party }) =>
    tell.text('fact.people.absence-ended', { party: tell.name(party) }),
  'baton.people.roster-changed.v1': (tell, { actor, parties }) =>
    tell.text('fact.people.roster-changed', { actor: tell.name(actor), count: parties.length }),
  'baton.rules.calendar-published.v1': (tell, { actor, calendar }) =>
    tell.text('fact.rules.calendar-published', { actor: tell.name(actor), calendar: calendar.id }),
  'baton.rules.route-published.v1': (tell, { actor, route }) =>
    tell.text('fact.rules.route-published', { actor: tell.name(actor), route: route.title, version: route.version }),
};
