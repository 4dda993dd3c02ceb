import type { StallKind } from '@baton/contracts';
import { type AlertTelling, listOf } from './words.ts';

type Reason = (telling: AlertTelling) => string | undefined;

const dayMs = 24 * 60 * 60_000;
/** Less is not worth a word. */
export const leastSaidMs = 60_000;

const away: Reason = ({ say, stall, words, format }) =>
  stall.away && say.text('alert.reason.away', { ...words, ...format.span(stall.away.from, stall.away.until) });

const heading: Reason = ({ say, stall: { needBy, projectedFinish }, words }) => {
  if (projectedFinish === undefined) return undefined;
  return say.text(needBy === undefined ? 'alert.reason.heading-only' : 'alert.reason.heading', { ...words });
};

const headingOnly: Reason = ({ say, stall: { projectedFinish }, words }) =>
  projectedFinish === undefined ? undefined : say.text('alert.reason.heading-only', { ...words });

const legFinish: Reason = ({ say, stall, words, format }) =>
  stall.legFinish === undefined || stall.legFinishPresent === undefined
    ? undefined
    : say.text('alert.reason.leg-finish', {
        ...words,
        legFinish: format.instant(stall.legFinish),
        legFinishPresent: format.instant(stall.legFinishPresent),
      });

const offered: Reason = ({ say, stall, words }) =>
  stall.offeredAt === undefined ? undefined : say.text('alert.reason.offered', { ...words });

const acceptBudget: Reason = ({ say, stall }) =>
  stall.budget === undefined
    ? undefined
    : say.text('alert.reason.accept-budget', { budget: say.duration(stall.budget) });

const held: Reason = ({ say, stall, words }) =>
  stall.acceptedAt === undefined || stall.budget === undefined
    ? undefined
    : say.text('alert.reason.held', { ...words, budget: say.duration(stall.budget) });

const idle: Reason = ({ say, stall: { acceptedAt, budget }, words }) =>
  budget === undefined
    ? undefined
    : say.text(acceptedAt === undefined ? 'alert.reason.idle' : 'alert.reason.idle-held', {
        ...words,
        budget: say.duration(budget),
      });

const unowned: Reason = ({ say, words }) => say.text('alert.reason.unowned', { ...words });

const missing: Reason = ({ say, words }) => say.text('alert.reason.missing', { ...words });

const returns: Reason = ({ say, stall: { returns: count = 0 } }) =>
  count === 0 ? undefined : say.text('alert.reason.returns', { count });

const hops: Reason = ({ say, stall: { hops: count }, words }) =>
  count === undefined ? undefined : say.text('alert.reason.hops', { ...words, count });

const path: Reason = ({ say, stall, context }) =>
  stall.path === undefined || stall.path.length === 0
    ? undefined
    : say.text('alert.reason.path', { path: listOf(say, stall.path.map(context.names), 'list.path') });

const eater: Reason = ({ say, stall, context: { legTitle, names } }) => {
  if (stall.eater === undefined) return undefined;
  const { leg, party, costs } = stall.eater;
  const values = { leg: legTitle(leg), party: names(party) };
  if (costs < leastSaidMs) return say.text('alert.reason.at-hand', values);
  return say.text('alert.reason.eater', { ...values, costs: say.duration(costs, dayMs) });
};

const stillOwed: Reason = ({ say, words }) => say.text('alert.reason.still-owed', { ...words });

const provisional: Reason = ({ say, stall }) => stall.provisional && say.text('alert.reason.provisional');

/** Which reasons each kind gives, in order. */
export const reasonsOf: Readonly<Record<StallKind, readonly Reason[]>> = {
  unaccepted: [offered, acceptBudget, heading, provisional],
  idle: [idle, heading, provisional],
  overrun: [held, heading, provisional],
  absent: [away, heading, legFinish, provisional],
  unowned: [unowned, heading, provisional],
  incomplete: [missing, returns, heading, provisional],
  runaround: [hops, path, heading, provisional],
  forecast: [eater, away, provisional],
  missed: [stillOwed, headingOnly, provisional],
};
