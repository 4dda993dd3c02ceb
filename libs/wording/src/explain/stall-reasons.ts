import type { Reason, ReasonOf } from '@baton/contracts';
import type { ReasonSentences, Telling } from './telling.ts';

type StallReason = Exclude<
  Reason['type'],
  | 'condition'
  | ('budget' | 'paused' | 'validity' | 'calendar' | 'need-by')
  | ('leg-finish' | 'projection' | 'step' | 'eater' | 'absence')
>;

const delegation = (tell: Telling, { party, to, from, until }: ReasonOf<'delegation'>): string => {
  const words = { party: tell.name(party), to: tell.name(to) };
  if (from !== undefined && until !== undefined) {
    return tell.text('explain.reason.delegation-span', { ...words, ...tell.span(from, until) });
  }
  if (from !== undefined) return tell.text('explain.reason.delegation-from', { ...words, from: tell.instant(from) });
  if (until === undefined) return tell.text('explain.reason.delegation', words);
  return tell.text('explain.reason.delegation-until', { ...words, until: tell.instant(until) });
};

const missing = (tell: Telling, { needs, missing: lacking, returns = 0 }: ReasonOf<'missing'>): string => {
  const words = { needs: tell.list(needs), missing: tell.list(lacking) };
  const key = lacking.length === 0 ? 'explain.reason.missing-nothing' : 'explain.reason.missing';
  const back = returns === 0 ? undefined : tell.text('alert.reason.returns', { count: returns });
  return tell.sentences(tell.text(key, words), back);
};

const hops = (tell: Telling, reason: ReasonOf<'hops'>): string => {
  const { path, from } = reason;
  const counted = tell.text('explain.reason.hops', {
    ...{ hops: String(reason.hops), mostHops: String(reason.mostHops), rule: tell.rule(from) },
    ...{ returns: String(reason.returns), mostReturns: String(reason.mostReturns) },
  });
  return tell.sentences(
    counted,
    path.length === 0 ? undefined : tell.text('alert.reason.path', { path: tell.path(path) }),
  );
};

const ladder = (tell: Telling, { rungs, passed, from, next }: ReasonOf<'ladder'>): string => {
  const words = { rule: tell.rule(from), rungs: String(rungs), passed: String(passed) };
  if (next === undefined) return tell.text('explain.reason.ladder', words);
  const { calls, channel, due } = next;
  const role = tell.text(`explain.whom.${next.whom}`);
  const whom = calls.length === 0 ? role : tell.text('explain.whom.named', { names: tell.names(calls), whom: role });
  const called = { ...words, whom, channel };
  return due === undefined
    ? tell.text('explain.reason.ladder-waits', called)
    : tell.text('explain.reason.ladder-next', { ...called, due: tell.instant(due) });
};

/** Who stands in, what is missing, whom it was sent to, and who has been called. */
export const stallReasons: ReasonSentences<StallReason> = {
  delegation,
  missing,
  hops,
  ladder,
  handling: (tell, { leg, rule, grantedBy, class: ruleClass }) =>
    tell.text('explain.reason.handling', {
      ...{ leg: tell.leg(leg), rule, grantedBy: tell.name(grantedBy), class: tell.text(`class.${ruleClass}`) },
    }),
  deputies: (tell, { leg, deputies }) =>
    tell.text('explain.reason.deputies', { leg: tell.leg(leg), deputies: tell.names(deputies) }),
  vacancy: (tell, { party, vacant, owner }) =>
    tell.text(`explain.reason.vacancy-${vacant}`, { party: tell.name(party), owner: tell.name(owner) }),
  hold: (tell, { hold, by, since, until }) =>
    tell.text(`explain.reason.hold-${hold}`, {
      ...{ by: tell.name(by), since: tell.instant(since), until: tell.instant(until) },
    }),
  silence: (tell, { silence, reason, until }) =>
    tell.text('explain.reason.silence', { silence, reason, until: tell.instant(until) }),
  earlier: (tell, { since, until, retracted, times: count }) =>
    retracted
      ? tell.text('explain.reason.earlier-retracted', { count, since: tell.instant(since) })
      : tell.text('explain.reason.earlier', { count, since: tell.instant(since), until: tell.instant(until) }),
};
