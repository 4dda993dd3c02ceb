import type { Decision, DecisionType, StallRaised } from '@baton/contracts';
import type { Telling } from './telling.ts';

type Of<T extends DecisionType> = Extract<Decision, { readonly type: T }>;
type Sentences = { readonly [T in DecisionType]: (tell: Telling, decision: Of<T>) => string };

export const decisionSentence = (tell: Telling, decision: Decision): string => {
  const sentence = sentences[decision.type] as (tell: Telling, decision: Decision) => string;
  return sentence(tell, decision);
};

const raised = (tell: Telling, stall: StallRaised): string => {
  const values = {
    leg: tell.leg(stall.leg),
    party: tell.name(stall.party ?? stall.accountable),
    accountable: tell.name(stall.accountable),
    legFinish: tell.instant(stall.legFinish),
    legFinishPresent: tell.instant(stall.legFinishPresent),
    offeredAt: tell.instant(stall.offeredAt),
    acceptedAt: tell.instant(stall.acceptedAt),
    needBy: tell.instant(stall.needBy),
  };
  if (stall.kind === 'absent' && (stall.legFinish === undefined || stall.legFinishPresent === undefined))
    return tell.text('decision.stall-raised.absent-open', values);
  return tell.text(`decision.stall-raised.${stall.kind}`, values);
};

const proposed = (tell: Telling, { options }: Of<'options-proposed'>): string => {
  const best = options[0];
  if (best === undefined) return tell.text('decision.options-proposed', { count: 0 });
  const way =
    best.to === undefined
      ? tell.text('way.skip-rule', { rule: best.ruleTitle })
      : tell.text('way.deputy', { to: tell.name(best.to) });
  return tell.text('decision.options-proposed-best', { count: options.length, best: way });
};

const deadlineMoved = (tell: Telling, decision: Of<'deadline-moved'>): string => {
  const { clock } = decision;
  if (decision.new === undefined) return tell.text('decision.deadline-ended', { clock });
  const values = { clock, new: tell.instant(decision.new) };
  if (decision.old === undefined) return tell.text('decision.deadline-moved', values);
  return tell.text('decision.deadline-moved-from', { ...values, old: tell.instant(decision.old) });
};

const ordered = (tell: Telling, decision: Of<'special-handling-ordered'>): string => {
  const values = {
    leg: tell.leg(decision.leg),
    class: tell.text(`class.${decision.class}`),
    grantedBy: tell.name(decision.grantedBy),
  };
  if (decision.to === undefined) return tell.text('decision.special-handling-ordered', values);
  return tell.text('decision.special-handling-ordered-to', { ...values, to: tell.name(decision.to) });
};

const headsUp = (tell: Telling, { party, leg, latestFinish }: Of<'heads-up'>): string => {
  const values = { party: tell.name(party), leg: tell.leg(leg) };
  if (latestFinish === undefined) return tell.text('decision.heads-up', values);
  return tell.text('decision.heads-up-by', { ...values, latestFinish: tell.instant(latestFinish) });
};

const sentences: Sentences = {
  'accountability-moved': (tell, { from, to }) =>
    from === undefined
      ? tell.text('decision.accountability-moved', { to: tell.name(to) })
      : tell.text('decision.accountability-moved-from', { from: tell.name(from), to: tell.name(to) }),
  'stall-raised': raised,
  'stall-cleared': (tell, { kind, because }) =>
    tell.text('decision.stall-cleared', {
      kind: tell.text(`kind.${kind}`),
      because: tell.text(`because.${because}`),
    }),
  'stall-retracted': (tell, { kind, because }) =>
    tell.text('decision.stall-retracted', { kind: tell.text(`kind.${kind}`), because }),
  'rung-fired': (tell, { whom, channel }) => tell.text('decision.rung-fired', { whom: tell.names(whom), channel }),
  'options-proposed': proposed,
  'deadline-moved': deadlineMoved,
  'heads-up': headsUp,
  receipt: (tell, { customer }) => tell.text('decision.receipt', { customer: tell.name(customer) }),
  'special-handling-ordered': ordered,
  'fact-flagged': (tell, { flag }) => tell.text('decision.fact-flagged', { flag: tell.text(`flag.${flag}`) }),
  'fact-refused': (tell, { refusal }) =>
    tell.text('decision.fact-refused', { refusal: tell.text(`refusal.${refusal}`) }),
};
