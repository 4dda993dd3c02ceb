import type { BlindSpot, Decision, Fact, Option, SentenceView, StallRaised } from '@baton/contracts';
import { alertSentence } from './alert/alert.ts';
import type { AlertContext } from './alert/words.ts';
import { wayOut } from './alert/act.ts';
import type { WayOut, WayOutContext } from './alert/act.ts';
import { type BlindSpotWords, blindSpotWords } from './blind-spots/blind-spot.ts';
import { durationParts } from './durations.ts';
import { instantFormat } from './instants.ts';
import type { Language } from './languages.ts';
import type { Speech } from './speech.ts';
import { textIn } from './texts.ts';
import { timelineSentence } from './timeline/timeline.ts';
import type { TimelineContext } from './timeline/telling.ts';

/** Every sentence of Baton in one language. Instants and durations in milliseconds. */
export interface Wording extends Speech {
  /** The sentence of an alert, the same on the board, in a mail and in an audit file. */
  readonly alert: (stall: StallRaised, context: AlertContext) => SentenceView;
  readonly wayOut: (option: Option, context: WayOutContext) => WayOut;
  /** The sentence of one entry of a timeline; `**` marks the decisive words. */
  readonly timelineSentence: (entry: Fact | Decision, context: TimelineContext) => string;
  /** `zone`: an IANA zone, in which instants are said. */
  readonly blindSpot: (spot: BlindSpot, zone: string) => BlindSpotWords;
}

const made = new Map<Language, Wording>();

export const wording = (language: Language): Wording => {
  const known = made.get(language) ?? makeWording(language);
  made.set(language, known);
  return known;
};

const makeWording = (language: Language): Wording => {
  const text = textIn(language);
  const say: Wording = {
    language,
    text,
    instants: (zone) => instantFormat(language, zone),
    duration: (durationMs, dayMs) => {
      const parts = durationParts(durationMs, dayMs);
      if (parts.days > 0) return text(parts.hours > 0 ? 'duration.days-hours' : 'duration.days', { ...parts });
      if (parts.hours > 0) return text(parts.minutes > 0 ? 'duration.hours-minutes' : 'duration.hours', { ...parts });
      return text('duration.minutes', { ...parts });
    },
    alert: (stall, context) => alertSentence(say, stall, context),
    wayOut: (option, context) => wayOut(say, option, context),
    timelineSentence: (entry, context) => timelineSentence(say, entry, context),
    blindSpot: (spot, zone) => blindSpotWords(say, spot, zone),
  };
  return say;
};
