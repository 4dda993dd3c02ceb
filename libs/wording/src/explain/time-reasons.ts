import type { BudgetReason, ReasonOf } from '@baton/contracts';
import { type ReasonSentences, type Telling, sizeOf } from './telling.ts';

type TimeReason =
  | 'budget'
  | 'paused'
  | 'validity'
  | 'calendar'
  | 'need-by'
  | 'leg-finish'
  | 'projection'
  | 'step'
  | 'eater'
  | 'absence';

const budget = (tell: Telling, reason: BudgetReason): string => {
  const { counting, due, usedUpAt } = reason;
  const size = (durationMs: number): string => sizeOf(tell, reason, durationMs);
  const words = {
    budget: tell.text(`explain.budget.${reason.budget}`),
    size: size(reason.size),
    time: tell.text(`explain.time.${counting}`, { party: tell.name(reason.party) }),
    rule: tell.rule(reason.from),
    startedAt: tell.instant(reason.startedAt),
    consumed: size(reason.consumed),
  };
  if (usedUpAt !== undefined) {
    const over = size(reason.over ?? 0);
    return tell.text('explain.reason.budget.used', { ...words, usedUpAt: tell.instant(usedUpAt), over });
  }
  if (due === undefined) return tell.text('explain.reason.budget.waiting', words);
  return tell.text('explain.reason.budget.running', { ...words, due: tell.instant(due) });
};

const calendar = (tell: Telling, { party, calendars, provisional }: ReasonOf<'calendar'>): string => {
  const name = tell.name(party);
  if (calendars.length === 0) return tell.text('explain.reason.calendar-none', { party: name });
  const told = calendars.map(({ id, revision, hash, validThrough }) =>
    tell.text('explain.calendar', { id, revision: String(revision), hash, validThrough }),
  );
  const key = provisional === true ? 'explain.reason.calendar-provisional' : 'explain.reason.calendar';
  return tell.text(key, { party: name, calendars: tell.list(told) });
};

const needBy = (tell: Telling, reason: ReasonOf<'need-by'>): string => {
  const { leg, latestStart, latestFinish, presentLatestStart, presentLatestFinish } = reason;
  const needed = tell.instant(reason.needBy);
  if (leg === undefined || latestFinish === undefined) return tell.text('explain.reason.need-by', { needBy: needed });
  const words = (start: number | undefined, finish: number | undefined) => ({
    latestStart: tell.instant(start),
    latestFinish: tell.instant(finish),
  });
  const plan = { needBy: needed, leg: tell.leg(leg), ...words(latestStart, latestFinish) };
  const isSame = presentLatestStart === latestStart && presentLatestFinish === latestFinish;
  const isLost = presentLatestStart === undefined || presentLatestFinish === undefined;
  const present = isLost
    ? tell.text('explain.reason.need-by-lost')
    : tell.text('explain.reason.need-by-present', words(presentLatestStart, presentLatestFinish));
  return tell.sentences(tell.text('explain.reason.need-by-leg', plan), isSame ? undefined : present);
};

const legFinish = (tell: Telling, reason: ReasonOf<'leg-finish'>): string => {
  const { withAbsences, without, limitFrom } = reason;
  const isSame = withAbsences === without;
  const key = withAbsences === undefined ? 'leg-finish-never' : isSame ? 'leg-finish-same' : 'leg-finish';
  const finish = tell.text(`explain.reason.${key}`, {
    ...{ party: tell.name(reason.party), leg: tell.leg(reason.leg), limit: tell.instant(reason.limit) },
    ...{ withAbsences: tell.instant(withAbsences), without: tell.instant(without) },
  });
  const typical = { typical: tell.duration(reason.typical), source: tell.source(reason.source) };
  return tell.sentences(
    finish,
    limitFrom === 'budgets' ? tell.text('explain.reason.limit-budgets') : undefined,
    tell.text('explain.reason.typical', typical),
  );
};

const step = (tell: Telling, { leg, party, start, finish, costs, left, source }: ReasonOf<'step'>): string => {
  const words = { leg: tell.leg(leg), party: tell.name(party), start: tell.instant(start) };
  if (finish === undefined) return tell.text('explain.reason.step-never', words);
  const isOfRoute = source === undefined || source.from === 'route';
  const from = isOfRoute ? '' : tell.text('explain.in-parentheses', { words: tell.source(source) });
  const work = { finish: tell.instant(finish), left: tell.duration(left ?? 0), source: from };
  return costs > 0
    ? tell.text('explain.reason.step-costs', { ...words, ...work, costs: tell.elapsed(costs) })
    : tell.text('explain.reason.step', { ...words, ...work });
};

/** When things are due, and by whose hours. */
export const timeReasons: ReasonSentences<TimeReason> = {
  budget,
  calendar,
  'need-by': needBy,
  'leg-finish': legFinish,
  step,
  paused: (tell, { cause, since, until }) =>
    until === undefined
      ? tell.text('explain.reason.paused', { cause, since: tell.instant(since) })
      : tell.text('explain.reason.paused-until', { cause, since: tell.instant(since), until: tell.instant(until) }),
  validity: (tell, { leg, until }) =>
    tell.text('explain.reason.validity', { leg: tell.leg(leg), until: tell.instant(until) }),
  projection: (tell, { finish }) =>
    finish === undefined
      ? tell.text('explain.reason.projection-none')
      : tell.text('explain.reason.projection', { finish: tell.instant(finish) }),
  eater: (tell, { leg, party, costs }) =>
    tell.text('explain.reason.eater', { leg: tell.leg(leg), party: tell.name(party), costs: tell.elapsed(costs) }),
  absence: (tell, { party, from, until }) =>
    tell.text('explain.reason.absence', { party: tell.name(party), ...tell.span(from, until) }),
};
