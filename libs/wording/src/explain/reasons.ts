import type { Reason } from '@baton/contracts';
import { becauseOf } from './conclusions.ts';
import { stallReasons } from './stall-reasons.ts';
import type { ReasonSentences, Telling } from './telling.ts';
import { timeReasons } from './time-reasons.ts';

const sentences: ReasonSentences<Reason['type']> = {
  ...timeReasons,
  ...stallReasons,
  condition: (tell, condition) => tell.text('explain.because', { because: becauseOf(tell, condition) }),
};

export const reasonSentence = (tell: Telling, reason: Reason): string => {
  const sentence = sentences[reason.type] as (tell: Telling, reason: Reason) => string;
  return sentence(tell, reason);
};
