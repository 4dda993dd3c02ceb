import { describe, expect, it } from '@jest/globals';
import type { Key } from './catalogues/en.ts';
import { languages } from './languages.ts';
import { catalogues } from './texts.ts';
import { wording } from './wording.ts';

const argumentNames = (message: string): string[] =>
  [...new Set([...message.matchAll(/\{([a-zA-Z]+)[,}]/g)].map((match) => match[1]!))].sort();
const numeric = new Set(['count', 'days', 'hours', 'minutes', 'amount']);
const keys = Object.keys(catalogues.en) as Key[];

describe.each(languages)('the catalogue of %s', (language) => {
  it.each(keys)('renders %s with every value in it', (key) => {
    const names = argumentNames(catalogues.en[key]);
    const values = Object.fromEntries(names.map((name) => [name, numeric.has(name) ? 2 : `<${name}>`]));
    const rendered = wording(language).text(key, values);
    expect(rendered.length).toBeGreaterThan(0);
    expect(rendered).not.toMatch(/[{}]|undefined/);
    for (const name of names.filter((name) => !numeric.has(name))) expect(rendered).toContain(`<${name}>`);
    expect((rendered.match(/\*\*/g) ?? []).length % 2).toBe(0);
  });

  it.each(keys)('names in %s the same values as English', (key) => {
    expect(argumentNames(catalogues[language][key])).toEqual(argumentNames(catalogues.en[key]));
  });
});

describe('durations of working time', () => {
  const hour = 3_600_000;
  it.each([
    [16.5 * hour, '2 d 1 h'],
    [15 * hour, '2 d'],
    [7.4 * hour, '7 h 24 min'],
    [-3 * hour, '3 h'],
    [5 * 60_000, '5 min'],
  ])('says %d ms as %s', (duration, expected) => {
    expect(wording('en').duration(duration)).toBe(expected);
  });

  it('takes the length of a day from the caller', () => {
    expect(wording('en').duration(26 * hour, 24 * hour)).toBe('1 d 2 h');
  });
});

describe('instants', () => {
  const at = Date.UTC(2026, 8, 24, 8, 30);
  it.each([
    ['en', 'Thu 24 Sep 16:30'],
    ['zh-Hans', '9月24日 周四 16:30'],
  ] as const)('are said in %s in the zone asked for', (language, expected) => {
    expect(wording(language).instants('Asia/Shanghai').instant(at)).toBe(expected);
  });

  it('says whole days by their last day', () => {
    const format = wording('en').instants('Asia/Shanghai');
    const midnight = (day: number) => Date.UTC(2026, 8, day) - 8 * 3_600_000;
    expect(format.span(midnight(23), midnight(39))).toEqual({ from: 'Wed 23 Sep', until: 'Thu 8 Oct' });
  });

  it('says an absence of hours by its hours', () => {
    const format = wording('en').instants('Asia/Shanghai');
    expect(format.span(Date.UTC(2026, 8, 29, 6, 30), Date.UTC(2026, 8, 29, 9, 30))).toEqual({
      from: 'Tue 29 Sep 14:30',
      until: '17:30',
    });
  });
});
