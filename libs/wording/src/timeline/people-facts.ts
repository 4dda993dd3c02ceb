import type { FactType } from '@baton/contracts';
import type { FactOf, FactSentences } from './fact-sentences.ts';
import type { Telling } from './telling.ts';

type PeopleFact = Extract<FactType, `baton.people.${string}`>;

const appointed = (tell: Telling, fact: FactOf<'baton.people.delegation-appointed.v1'>): string => {
  const what = appointment(tell, fact);
  if (fact.routes === undefined) return what;
  return tell.text('fact.people.delegation-routes', { what, routes: tell.list(fact.routes) });
};

const appointment = (tell: Telling, fact: FactOf<'baton.people.delegation-appointed.v1'>): string => {
  const { from, until } = fact;
  const values = { actor: tell.name(fact.actor), to: tell.name(fact.to), party: tell.name(fact.party) };
  if (from !== undefined && until !== undefined)
    return tell.text('fact.people.delegation-appointed-span', { ...values, ...tell.span(from, until) });
  if (from !== undefined)
    return tell.text('fact.people.delegation-appointed-from', { ...values, from: tell.instant(from) });
  if (until !== undefined)
    return tell.text('fact.people.delegation-appointed-until', { ...values, until: tell.instant(until) });
  return tell.text('fact.people.delegation-appointed', values);
};

export const peopleFacts: FactSentences<PeopleFact> = {
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
  'baton.people.delegation-appointed.v1': appointed,
  'baton.people.delegation-accepted.v1': (tell, { actor }) =>
    tell.text('fact.people.delegation-accepted', { actor: tell.name(actor) }),
  'baton.people.delegation-revoked.v1': (tell, { actor }) =>
    tell.text('fact.people.delegation-revoked', { actor: tell.name(actor) }),
};
