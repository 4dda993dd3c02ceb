/** BCP 47 tags of the languages that Baton speaks. A new one: add it here and let the compiler name what is missing. */
export const languages = ['en', 'zh-Hans'] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', 'zh-Hans': '简体中文' };

/**
 * The best language for an `Accept-Language` header or a plain tag (RFC 9110, section 12.5.4): the highest weight
 * first, a tag matches by its primary language. English when nothing matches.
 */
export const languageOf = (header: string | undefined): Language => {
  const wishes = (header ?? '')
    .split(',')
    .map(wishOf)
    .filter((wish) => wish.weight > 0)
    .sort((left, right) => right.weight - left.weight);
  for (const { tag } of wishes) {
    const match = languages.find((language) => primary(language) === primary(tag));
    if (match !== undefined) return match;
  }
  return 'en';
};

const wishOf = (text: string): { readonly tag: string; readonly weight: number } => {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  return { tag, weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 };
};

const primary = (tag: string): string => tag.toLowerCase().split('-')[0]!;
