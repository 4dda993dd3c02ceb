import { languageOf, languages, wording } from '@baton/wording';
import type { InstantFormat, Key, Language, Values, Wording } from '@baton/wording';

const remembered = 'baton.language';

/** The language and the zone in which the console speaks. */
class Speech {
  language = $state<Language>(chosen());
  zone = $state(Intl.DateTimeFormat().resolvedOptions().timeZone);

  get say(): Wording {
    return wording(this.language);
  }

  get when(): InstantFormat {
    return this.say.instants(this.zone);
  }

  choose(language: Language): void {
    this.language = language;
    localStorage.setItem(remembered, language);
  }
}

const chosen = (): Language => {
  const stored = localStorage.getItem(remembered);
  return languages.find((language) => language === stored) ?? languageOf(navigator.languages.join(','));
};

export const speech = new Speech();

export const say = (key: Key, values?: Values): string => speech.say.text(key, values);

/** RFC 3339 text as people say it; a dash when it is not known. */
export const instant = (at: string | undefined): string =>
  at === undefined ? '–' : speech.when.instant(Date.parse(at));
