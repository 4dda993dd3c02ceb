import type { Decision, Fact } from '@baton/contracts';
import type { Speech } from '../speech.ts';
import { decisionSentence } from './decisions.ts';
import { factSentence } from './facts.ts';
import { type TimelineContext, telling } from './telling.ts';

export const timelineSentence = (say: Speech, entry: Fact | Decision, context: TimelineContext): string => {
  const tell = telling(say, context);
  return isFact(entry) ? factSentence(tell, entry) : decisionSentence(tell, entry);
};

/** Facts carry the type of their CloudEvent, decisions a plain word. */
const isFact = (entry: Fact | Decision): entry is Fact => entry.type.startsWith('baton.');
