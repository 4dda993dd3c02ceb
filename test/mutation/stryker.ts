import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { type Specs, copied, targets } from './targets.ts';

/** A random property has as many cases, always the same ones, so that a mutant dies or survives twice alike. */
const propertyRuns = { quick: 60, all: 30 } as const;
const propertySeed = 20_260_922;
/**
 * An endless mutant costs this, and one and a half times what its tests take. The more the machine has to do besides,
 * the longer: tests that only wait for their turn are no sign of one.
 */
const patienceMs = (): number => 12_000 * Math.max(1, loadavg()[0]! / availableParallelism());
/** A process keeps the modules of every run, so it makes room for a new one after so many. */
const runsOfProcess = 300;

export interface Portion {
  readonly library: string;
  /** Files, or parts of them as `file:line:column-line:column`. */
  readonly places: readonly string[];
  readonly specs: Specs;
  /** Where copies of the checkout may lie for a while. */
  readonly copies: string;
  /** Holds what was judged, of other files too; kept for mutants whose code and tests have not changed. */
  readonly results: string;
}

/** Judges the mutants of some files, two at a time, and answers how many there are. */
export const judge = async ({ library, places, specs, copies, results }: Portion): Promise<number> => {
  process.env['BATON_MUTATED'] = library;
  process.env['BATON_SPECS'] = specs;
  process.env['BATON_RUNS'] = String(propertyRuns[specs]);
  process.env['BATON_SEED'] = String(propertySeed);
  const judged = await new Stryker({
    packageManager: 'npm',
    plugins: [join(import.meta.dirname, 'spec-runner.mjs')],
    testRunner: 'specs',
    testRunnerNodeArgs: ['--disable-warning=ExperimentalWarning'],
    coverageAnalysis: 'perTest',
    mutate: [...places],
    mutator: { plugins: null, excludedMutations: [...(targets[library]?.spared ?? [])] },
    ignorePatterns: ['**', ...copied.map((pattern) => `!${pattern}`)],
    tempDirName: copies,
    incremental: true,
    incrementalFile: results,
    concurrency: 2,
    maxTestRunnerReuse: runsOfProcess,
    timeoutMS: patienceMs(),
    dryRunTimeoutMinutes: 10,
    reporters: process.stdout.isTTY ? ['progress'] : [],
    logLevel: 'error' as never,
    allowConsoleColors: false,
    warnings: false,
  }).runMutationTest();
  return judged.length;
};
