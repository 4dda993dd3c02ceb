import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { contentRules } from './content-rules.ts';
import { nameRules } from './name-rules.ts';
import { purityRules } from './purity-rules.ts';
import { type Rule, show } from './rule.ts';
import { sizeRules } from './size-rules.ts';
import { allFiles, allPaths, root, type SourceFile } from './source-files.ts';

/** Sizes that are over the limit today, by rule and `path#name`. It only shrinks. */
type Baseline = Readonly<Record<string, Readonly<Record<string, number>>>>;

const baseline: Baseline = JSON.parse(readFileSync(join(root, 'test/tidy/baseline.json'), 'utf8'));
const files = allFiles();

const excess = (rule: Rule): ReadonlyMap<string, number> => {
  const sizes = new Map<string, number>();
  for (const file of files.filter(({ path }) => rule.applies(path))) {
    for (const { measured } of rule.find(file)) {
      if (measured === undefined) continue;
      const key = keyOf(file, measured.name);
      sizes.set(key, Math.max(measured.size, sizes.get(key) ?? 0));
    }
  }
  return sizes;
};

const keyOf = (file: SourceFile, name: string): string => (name === '' ? file.path : `${file.path}#${name}`);

/** A size counts as known while it is no larger than the baseline says. */
const isKnown = (
  rule: Rule,
  file: SourceFile,
  measured: { readonly name: string; readonly size: number } | undefined,
): boolean => measured !== undefined && measured.size <= (baseline[rule.name]?.[keyOf(file, measured.name)] ?? 0);

describe.each([...nameRules, ...contentRules, ...purityRules, ...sizeRules].map((rule) => ({ name: rule.name, rule })))(
  '$name',
  ({ rule }) => {
    it('finds its fixtures', () => {
      const missed = rule.mustFail.filter((file) => !rule.applies(file.path) || rule.find(file).length === 0);
      expect(rule.mustFail.length).toBeGreaterThan(0);
      expect(missed).toEqual([]);
    });

    it('leaves alone what is allowed', () => {
      expect(rule.mustPass.flatMap((file) => (rule.applies(file.path) ? rule.find(file) : []))).toEqual([]);
    });

    it('holds in this checkout', () => {
      const found = files
        .filter(({ path }) => rule.applies(path))
        .flatMap((file) =>
          rule
            .find(file)
            .filter(({ measured }) => !isKnown(rule, file, measured))
            .map((finding) => show(rule, file, finding)),
        );
      expect(found).toEqual([]);
    });
  },
);

describe('baseline', () => {
  it('has no entry that the code has outgrown: lower or remove it', () => {
    const stale = sizeRules.flatMap((rule) => {
      const sizes = excess(rule);
      return Object.entries(baseline[rule.name] ?? {}).filter(([key, size]) => sizes.get(key) !== size);
    });
    expect(stale).toEqual([]);
    expect(Object.keys(baseline).filter((name) => !sizeRules.some((rule) => rule.name === name))).toEqual([]);
  });

  it('looked at the checkout', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(allPaths()).toContain('libs/decider/src/');
  });
});
