import { readdirSync } from 'node:fs';
import { join } from 'node:path';

interface Target {
  /**
   * The specs that judge a library, as patterns of their paths in the order in which they run: quick ones first, so
   * that most mutants die early.
   */
  readonly specs: readonly string[];
  /** Specs that take long and judge only what survives the others. */
  readonly slowSpecs?: readonly string[];
  /** Stryker's mutators that are left out: comparisons, sums, bounds, branches and calls are enough work. */
  readonly spared?: readonly string[];
}

export const targets: Readonly<Record<string, Target>> = {
  decider: { specs: ['/libs/decider/src/.*\\.spec\\.ts$'] },
  'working-time': {
    specs: [
      '/libs/working-time/src/(?!properties|combined).*\\.spec\\.ts$',
      '/libs/working-time/src/.*\\.spec\\.ts$',
      '/test/working-time/vectors\\.spec\\.ts$',
    ],
  },
  'handoff-engine': {
    specs: [
      '/test/meaning/(?!laws).*\\.spec\\.ts$',
      '/test/engine/(?!late|model|order|planted|properties).*\\.spec\\.ts$',
      '/test/gasket/(?!explain-any|.*e2e).*\\.spec\\.ts$',
      '/test/engine/late.*\\.spec\\.ts$',
      '/libs/handoff-engine/src/.*\\.spec\\.ts$',
    ],
    slowSpecs: [
      '/test/engine/(?:model|order|properties).*\\.spec\\.ts$',
      '/test/(?:meaning/laws|gasket/explain-any).*\\.spec\\.ts$',
    ],
    spared: ['ArrayDeclaration', 'ArrowFunction', 'BlockStatement', 'ObjectLiteral', 'Regex', 'StringLiteral'],
  },
};

/** The quick ones, or those and the slow ones. */
export type Specs = 'quick' | 'all';

/** All patterns in their order. */
const patternsOf = (library: string, which: Specs): readonly string[] => {
  const { specs, slowSpecs = [] } = targets[library]!;
  return which === 'all' ? [...specs, ...slowSpecs] : specs;
};

/** The TypeScript files below a folder of the checkout that is worked in. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** The specs that judge a library, in the order in which they run. */
export const specFilesOf = (library: string, which: Specs): readonly string[] => {
  const all = ['libs', 'test'].flatMap(filesBelow);
  const matching = (pattern: string): readonly string[] => all.filter((file) => new RegExp(pattern).test(`/${file}`));
  return [...new Set(patternsOf(library, which).flatMap(matching))];
};

/** What a copy of the checkout needs for these specs. */
export const copied: readonly string[] = [
  'package.json',
  'jest.preset.mjs',
  'tools/jest-setup.mjs',
  'test/mutation/**',
  'libs/*/src/**',
  'libs/*/package.json',
  'services/*/src/**',
  'services/*/package.json',
  'test/working-time/**',
  'test/engine/**',
  'test/meaning/**',
  'test/gasket/**',
  'test/data/*.json',
];
