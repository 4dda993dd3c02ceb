import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Specs, filesBelow, specFilesOf } from './targets.ts';

/** So many lines are judged in one go, in whole files: every portion runs all specs once before its first mutant. */
const portionLines = 1500;

const isForTests = (file: string): boolean => /\.(spec|fixture)\.ts$/.test(file);
const linesOf = (file: string): number => readFileSync(file, 'utf8').split('\n').length;

/** The sources of a library in portions of whole files. */
export const portionsOf = (library: string): readonly (readonly string[])[] => {
  const portions: string[][] = [];
  let lines = Infinity;
  for (const file of filesBelow(join('libs', library, 'src')).filter((name) => !isForTests(name))) {
    if (lines + linesOf(file) > portionLines) {
      portions.push([]);
      lines = 0;
    }
    portions.at(-1)!.push(file);
    lines += linesOf(file);
  }
  return portions;
};

/** Changes with the places that are judged, their library, and the specs that judge them with what these use. */
export const stampOf = (library: string, places: readonly string[], which: Specs): string => {
  const specs = specFilesOf(library, which);
  const all = ['libs', 'test'].flatMap(filesBelow);
  const folders = new Set([join('libs', library, 'src'), ...specs.map((file) => join(file, '..'))]);
  const hash = createHash('sha256').update([...places, ...specs].join('\n'));
  for (const file of all.filter((name) => [...folders].some((folder) => name.startsWith(folder)))) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
};
