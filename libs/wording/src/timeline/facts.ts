import type { Fact } from '@baton/contracts';
import { type FactOf as Of, type FactSentences, by } from './fact-sentences.ts';
import { peopleFacts } from './people-facts.ts';
import { ruleFacts } from './rule-facts.ts';
import { stallFacts } from './stall-facts.ts';
import type { Telling } from './telling.ts';

export const factSentence = (tell: Telling, fact: Fact): string => {
  const sentence = sentences[fact.type] as (tell: Telling, fact: Fact) => string;
  return sentence(tell, fact);
};

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

const migrated = (tell: Telling, { actor: id, route, version, reason }: Of<'baton.case.migrated.v1'>): string => {
  const values = { actor: tell.name(id), route };
  const what =
    version === undefined
      ? tell.text('fact.case.migrated', values)
      : tell.text('fact.case.migrated-version', { ...values, version });
  return tell.noted(what, reason);
};

const announced = (tell: Telling, fact: Of<'baton.handoff.announced.v1'>): string => {
  const to = fact.to ?? tell.context.receiver;
  const values = { actor: tell.name(fact.actor), leg: tell.leg(fact.leg) };
  const what =
    to === undefined
      ? tell.text('fact.handoff.announced', values)
      : tell.text('fact.handoff.announced-to', { ...values, to: tell.name(to) });
  if (fact.expectedAt === undefined) return what;
  return tell.text('fact.handoff.expected', { what, expectedAt: tell.instant(fact.expectedAt) });
};

const sentences: FactSentences = {
  ...peopleFacts,
  ...ruleFacts,
  ...stallFacts,
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
  'baton.case.migrated.v1': migrated,
  'baton.case.linked.v1': (tell, { actor, to, relation }) =>
    relation === undefined
      ? tell.text('fact.case.linked', { actor: tell.name(actor), to })
      : tell.text('fact.case.linked-as', { actor: tell.name(actor), to, relation }),
  'baton.handoff.announced.v1': announced,
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
};
