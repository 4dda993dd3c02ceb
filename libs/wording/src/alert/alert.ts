import type { Option, SentenceView, StallKind, StallRaised } from '@baton/contracts';
import type { Key } from '../catalogues/en.ts';
import type { InstantFormat } from '../instants.ts';
import type { Speech } from '../speech.ts';
import { wayOut } from './act.ts';

export interface AlertContext {
  readonly names: (partyId: string) => string;
  readonly legTitle: (legId: string) => string;
  /** Best first; none: there is no way out. */
  readonly options: readonly Option[];
  readonly now: number;
  /** IANA zone in which instants are said. */
  readonly zone: string;
}

/** Whether acting can still keep the need-by, only lessen the delay, or nothing is known to be at risk. */
type Outlook = 'late' | 'past' | 'waits';

/** What every reason may name, in words; undefined when the decision does not say. */
interface Words {
  readonly title: string;
  readonly leg: string;
  readonly party: string;
  readonly accountable: string;
  readonly customer: string;
  readonly actBy: string;
  readonly needBy: string;
  readonly until: string;
}

/** The one function that makes the sentence of an alert: conclusion first, then the reasons, then the act. */
export const alertSentence = (say: Speech, stall: StallRaised, context: AlertContext): SentenceView => {
  const format = say.instants(context.zone);
  const words = wordsOf(stall, context, format);
  const title = say.text(titleKey(stall, context.now), { ...words });
  const reasons = reasonsOf[stall.kind].flatMap((reason) => reason({ say, stall, words, format }) ?? []);
  const best = context.options[0];
  if (best === undefined) return { title, reasons };
  const way = wayOut(say, best, context);
  return { title, reasons, act: way.act, actDetail: way.detail };
};

const titleKey = (stall: StallRaised, now: number): Key =>
  stall.kind === 'missed' ? 'alert.missed' : `alert.${stall.kind}.${outlook(stall, now)}`;

const outlook = ({ actBy, needBy, projectedFinish }: StallRaised, now: number): Outlook => {
  if (needBy === undefined || projectedFinish === undefined || projectedFinish <= needBy) return 'waits';
  return actBy !== undefined && now <= actBy ? 'late' : 'past';
};

const wordsOf = (stall: StallRaised, { names, legTitle }: AlertContext, format: InstantFormat): Words => {
  const instant = (at: number | undefined): string => (at === undefined ? '–' : format.instant(at));
  return {
    title: stall.title,
    leg: stall.leg === undefined ? '–' : legTitle(stall.leg),
    party: names(stall.party ?? stall.accountable),
    accountable: names(stall.accountable),
    customer: names(stall.customer),
    actBy: instant(stall.actBy),
    needBy: instant(stall.needBy),
    until: stall.away === undefined ? '–' : format.span(stall.away.from, stall.away.until).until,
  };
};

interface Telling {
  readonly say: Speech;
  readonly stall: StallRaised;
  readonly words: Words;
  readonly format: InstantFormat;
}
type Reason = (telling: Telling) => string | undefined;

const away: Reason = ({ say, stall, words, format }) =>
  stall.away && say.text('alert.reason.away', { ...words, ...format.span(stall.away.from, stall.away.until) });

const heading: Reason = ({ say, stall: { needBy, projectedFinish }, words, format }) => {
  if (projectedFinish === undefined) return undefined;
  const values = { ...words, projectedFinish: format.instant(projectedFinish) };
  return say.text(needBy === undefined ? 'alert.reason.heading-only' : 'alert.reason.heading', values);
};

const headingOnly: Reason = ({ say, stall: { projectedFinish }, format }) =>
  projectedFinish === undefined
    ? undefined
    : say.text('alert.reason.heading-only', { projectedFinish: format.instant(projectedFinish) });

const legFinish: Reason = ({ say, stall, words, format }) =>
  stall.legFinish === undefined || stall.legFinishPresent === undefined
    ? undefined
    : say.text('alert.reason.leg-finish', {
        ...words,
        legFinish: format.instant(stall.legFinish),
        legFinishPresent: format.instant(stall.legFinishPresent),
      });

const offered: Reason = ({ say, stall, words, format }) =>
  stall.offeredAt === undefined
    ? undefined
    : say.text('alert.reason.offered', { ...words, offeredAt: format.instant(stall.offeredAt) });

const acceptBudget: Reason = ({ say, stall }) =>
  stall.budget === undefined
    ? undefined
    : say.text('alert.reason.accept-budget', { budget: say.duration(stall.budget) });

const held: Reason = ({ say, stall, words, format }) =>
  stall.acceptedAt === undefined || stall.budget === undefined
    ? undefined
    : say.text('alert.reason.held', {
        ...words,
        acceptedAt: format.instant(stall.acceptedAt),
        budget: say.duration(stall.budget),
      });

const stillOwed: Reason = ({ say, words }) => say.text('alert.reason.still-owed', { ...words });

const provisional: Reason = ({ say, stall }) => stall.provisional && say.text('alert.reason.provisional');

/** Which reasons each kind gives, in order. */
const reasonsOf: Readonly<Record<StallKind, readonly Reason[]>> = {
  absent: [away, heading, legFinish, provisional],
  unaccepted: [offered, acceptBudget, heading, provisional],
  overrun: [held, heading, provisional],
  missed: [stillOwed, headingOnly, provisional],
};
