import { expect, it } from '@jest/globals';
import { languageOf } from './languages.ts';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['de-DE,de;q=0.9', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-Hans'],
  ['zh-Hans', 'zh-Hans'],
  ['en;q=0.5, zh;q=0.7', 'zh-Hans'],
  ['zh;q=0, en-US', 'en'],
] as const)('answers the best language for %s', (header, expected) => {
  expect(languageOf(header)).toBe(expected);
});
