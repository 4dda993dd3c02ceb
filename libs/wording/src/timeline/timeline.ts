import type { Decision, Fact } from '@baton/contracts';
import type { Wording } from '../wording.ts';
import { decisionSentence } from './decisions.ts';
import { factSentence } from './facts.ts';
import { telling } from './telling.ts';

export interface TimelineContext {
  readonly names: (partyId: string) => string;
  readonly legTitle: (legId: string) => string;
  /** IANA zone in which instants are said. */
  readonly zone: string;
  /** The leg that the entry is about, when the entry itself does not name it. */
  readonly leg?: string;
  /** Who was accountable once the entry had been folded. */
  readonly accountable?: string;
  /** To whom an offer went that does not say so itself. */
  readonly receiver?: string;
}

export const timelineSentence = (say: Wording, entry: Fact | Decision, context: TimelineContext): string => {
  const tell = telling(say, context);
  return isFact(entry) ? factSentence(tell, entry) : decisionSentence(tell, entry);
};

/** Facts carry the type of their CloudEvent, decisions a plain word. */
const isFact = (entry: Fact | Decision): entry is Fact => entry.type.startsWith('baton.');
