import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './catalogues/en.ts';
import type { Catalogue, Key } from './catalogues/en.ts';
import { zhHans } from './catalogues/zh-Hans.ts';
import type { Language } from './languages.ts';

export type Values = Readonly<Record<string, string | number>>;
export type Text = (key: Key, values?: Values) => string;

export const catalogues: Readonly<Record<Language, Catalogue>> = { en, 'zh-Hans': zhHans };

/** Whether there are words for something that is named by a text of its own. */
export const isKey = (name: string): name is Key => Object.hasOwn(en, name);

const parsed = new Map<string, IntlMessageFormat>();

/** Renders one message of the catalogue. Throws when a value that the message names is missing. */
export const textIn =
  (language: Language): Text =>
  (key, values = {}) =>
    String(messageOf(language, key).format(values));

const messageOf = (language: Language, key: Key): IntlMessageFormat => {
  const cacheKey = `${language} ${key}`;
  const known = parsed.get(cacheKey);
  if (known !== undefined) return known;
  const message = new IntlMessageFormat(catalogues[language][key], language, undefined, { ignoreTag: true });
  parsed.set(cacheKey, message);
  return message;
};
