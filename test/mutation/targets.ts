interface Target {
  /**
   * The specs that judge a library, as patterns of their paths in the order in which they run: quick ones first, so
   * that most mutants die early.
   */
  readonly specs: readonly string[];
  /** Specs that take long and judge with `--thorough` only, after the others. */
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
      '/libs/handoff-engine/src/.*\\.spec\\.ts$',
      '/test/engine/(?!late|model|order|planted|properties).*\\.spec\\.ts$',
      '/test/gasket/(?!explain-any|.*e2e).*\\.spec\\.ts$',
      '/test/engine/late.*\\.spec\\.ts$',
    ],
    slowSpecs: ['/test/gasket/explain-any.*\\.spec\\.ts$', '/test/engine/(?:model|order|properties).*\\.spec\\.ts$'],
    spared: ['ArrayDeclaration', 'ArrowFunction', 'BlockStatement', 'ObjectLiteral', 'Regex', 'StringLiteral'],
  },
};

/** All patterns in their order, `isThorough` or not. */
export const specsOf = (library: string, isThorough: boolean): readonly string[] => {
  const { specs, slowSpecs = [] } = targets[library]!;
  return isThorough ? [...specs, ...slowSpecs] : specs;
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
  'test/gasket/**',
  'test/data/*.json',
];
