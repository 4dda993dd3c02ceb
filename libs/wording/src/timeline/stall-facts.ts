import type { FactType } from '@baton/contracts';
import { type FactOf, type FactSentences, by } from './fact-sentences.ts';
import type { Telling } from './telling.ts';

type StallFact = Extract<FactType, `baton.stall.${string}` | `baton.fact.${string}`>;

const acknowledged = (tell: Telling, fact: FactOf<'baton.stall.acknowledged.v1'>): string => {
  const values = { by: by(tell, fact), about: tell.about(fact) };
  const what =
    fact.until === undefined
      ? tell.text('fact.stall.acknowledged', values)
      : tell.text('fact.stall.acknowledged-until', { ...values, until: tell.instant(fact.until) });
  return tell.noted(what, fact.note);
};

export const stallFacts: FactSentences<StallFact> = {
  'baton.stall.acknowledged.v1': acknowledged,
  'baton.stall.acknowledgement-ended.v1': (tell, fact) => {
    const values = { by: by(tell, fact), about: tell.about(fact) };
    return tell.noted(tell.text('fact.stall.acknowledgement-ended', values), fact.reason);
  },
  'baton.stall.snoozed.v1': (tell, fact) => {
    const values = { actor: tell.name(fact.actor), until: tell.instant(fact.until), about: tell.about(fact) };
    return tell.noted(tell.text('fact.stall.snoozed', values), fact.reason);
  },
  'baton.fact.voided.v1': (tell, { actor, reason }) =>
    tell.noted(tell.text('fact.fact.voided', { actor: tell.name(actor) }), reason),
};
