import type { Decision, DecisionType, StallRaised } from '@baton/contracts';
import { leastSaidMs } from '../alert/reasons.ts';
import { isKey } from '../texts.ts';
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
    projectedFinish: tell.instant(stall.projectedFinish),
    missing: tell.list(stall.missing ?? []),
    path: tell.path(stall.path ?? []),
  };
  if (stall.kind === 'forecast' && stall.eater !== undefined && stall.eater.costs >= leastSaidMs) {
    const { leg, party } = stall.eater;
    const eater = { leg: tell.leg(leg), party: tell.name(party) };
    return tell.text('decision.stall-raised.forecast-eater', { ...values, ...eater });
  }
  if (stall.kind === 'absent' && (stall.legFinish === undefined || stall.legFinishPresent === undefined))
    return tell.text('decision.stall-raised.absent-open', values);
  return tell.text(`decision.stall-raised.${stall.kind}`, values);
};

const proposed = (tell: Telling, { options }: Of<'options-proposed'>): string => {
  const best = options[0];
  if (best === undefined) return tell.text('decision.options-proposed', { count: 0 });
  return tell.text('decision.options-proposed-best', { count: options.length, best: tell.way(best) });
};

const rungFired = (tell: Telling, { whom, channel, silenced }: Of<'rung-fired'>): string => {
  const values = { whom: tell.names(whom), channel };
  if (silenced === undefined) return tell.text('decision.rung-fired', values);
  return tell.text('decision.rung-fired-silenced', { ...values, silenced });
};

/** Clocks of ours are called by what they bring about. */
const clockName = (tell: Telling, { clock, leg }: Of<'deadline-moved'>): string => {
  const key = `clock.${clock}`;
  return isKey(key) ? tell.text(key, { leg: tell.leg(leg) }) : tell.text('clock.other', { clock });
};

/** Held up by somebody, or over because the ladder has no rung left. */
const callsEnded = ({ because }: Of<'deadline-moved'>): 'decision.calls-held' | 'decision.calls-over' =>
  because === 'acknowledged' || because === 'snoozed' ? 'decision.calls-held' : 'decision.calls-over';

const deadlineMoved = (tell: Telling, decision: Of<'deadline-moved'>): string => {
  const calls = decision.clock === 'rung';
  const values = {
    ...{ because: tell.known('moved', decision.because), clock: calls ? '' : clockName(tell, decision) },
    ...{ new: tell.instant(decision.new), old: tell.instant(decision.old) },
  };
  if (decision.new === undefined) return tell.text(calls ? callsEnded(decision) : 'decision.deadline-ended', values);
  if (decision.old === undefined) return tell.text(calls ? 'decision.calls-due' : 'decision.deadline-moved', values);
  return tell.text(calls ? 'decision.calls-moved' : 'decision.deadline-moved-from', values);
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

const headsUp = (tell: Telling, { party, leg, latestFinish, expectedAt }: Of<'heads-up'>): string => {
  const values = { party: tell.name(party), leg: tell.leg(leg) };
  const what =
    latestFinish === undefined
      ? tell.text('decision.heads-up', values)
      : tell.text('decision.heads-up-by', { ...values, latestFinish: tell.instant(latestFinish) });
  if (expectedAt === undefined) return what;
  return tell.text('decision.heads-up-expected', { what, expectedAt: tell.instant(expectedAt) });
};

const progress = (tell: Telling, { customer, leg, done, of, projectedFinish }: Of<'progress'>): string => {
  const values = { customer: tell.name(customer), leg: tell.leg(leg), done, of };
  if (projectedFinish === undefined) return tell.text('decision.progress', values);
  return tell.text('decision.progress-heading', { ...values, projectedFinish: tell.instant(projectedFinish) });
};

const outcome = (tell: Telling, decision: Of<'special-handling-outcome'>): string => {
  const { leg, grantedBy, projectedWithout } = decision;
  const kind = tell.text(`class.${decision.class}`);
  const values = { leg: tell.leg(leg), class: kind, grantedBy: tell.name(grantedBy) };
  const what = tell.text(`decision.outcome.${decision.outcome}`, values);
  if (decision.outcome !== 'saved' || projectedWithout === undefined) return what;
  return tell.text('decision.outcome-without', { what, projectedWithout: tell.instant(projectedWithout) });
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
    tell.text('decision.stall-retracted', {
      kind: tell.text(`kind.${kind}`),
      because: tell.known('retracted', because),
    }),
  'rung-fired': rungFired,
  'options-proposed': proposed,
  'deadline-moved': deadlineMoved,
  'heads-up': headsUp,
  receipt: (tell, { customer }) => tell.text('decision.receipt', { customer: tell.name(customer) }),
  progress,
  'special-handling-ordered': ordered,
  'special-handling-outcome': outcome,
  'fact-flagged': (tell, { flag }) => tell.text('decision.fact-flagged', { flag: tell.text(`flag.${flag}`) }),
  'fact-refused': (tell, { refusal }) =>
    tell.text('decision.fact-refused', { refusal: tell.text(`refusal.${refusal}`) }),
};
