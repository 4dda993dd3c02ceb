import type { InstantFormat } from './instants.ts';
import type { Language } from './languages.ts';
import type { Text } from './texts.ts';

/** What sentences are made with in one language. Instants and durations in milliseconds. */
export interface Speech {
  readonly language: Language;
  readonly text: Text;
  /** Dates and times in an IANA zone. */
  readonly instants: (zone: string) => InstantFormat;
  /** '2 d 1 h'; a day is 7.5 h of working time unless `dayMs` says otherwise. */
  readonly duration: (durationMs: number, dayMs?: number) => string;
}
