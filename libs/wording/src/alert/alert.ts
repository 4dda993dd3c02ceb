import type { SentenceView, StallRaised } from '@baton/contracts';
import type { Key } from '../catalogues/en.ts';
import type { Speech } from '../speech.ts';
import { wayOut } from './act.ts';
import { reasonsOf } from './reasons.ts';
import { type AlertContext, alertTelling } from './words.ts';

/** Whether acting can still keep the need-by, only lessen the delay, or nothing is known to be at risk. */
type Outlook = 'late' | 'past' | 'waits';

/** The one function that makes the sentence of an alert: conclusion first, then the reasons, then the act. */
export const alertSentence = (say: Speech, stall: StallRaised, context: AlertContext): SentenceView => {
  const telling = alertTelling(say, stall, context);
  const title = say.text(titleKey(stall, context.now), { ...telling.words });
  const reasons = reasonsOf[stall.kind].flatMap((reason) => reason(telling) ?? []);
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
