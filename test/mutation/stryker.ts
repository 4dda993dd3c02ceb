import { availableParallelism, loadavg } from 'node:os';
import { Stryker } from '@stryker-mutator/core';
import { copied, targets } from './targets.ts';

/** A random property has as many cases, always the same ones, so that a mutant dies or survives twice alike. */
const propertyRuns = 60;
const propertySeed = 20_260_922;
/**
 * An endless mutant costs this, and one and a half times what its tests take. The more the machine has to do besides,
 * the longer: tests that only wait for their turn are no sign of one.
 */
const patienceMs = (): number => 12_000 * Math.max(1, loadavg()[0]! / availableParallelism());
/** A process keeps the modules of every run, so it makes room for a new one after so many. */
const runsOfProcess = 60;

export interface Portion {
  readonly library: string;
  readonly files: readonly string[];
  /** Where copies of the checkout may lie for a while. */
  readonly copies: string;
  /** Holds what was judged, of other files too; kept for mutants whose code and tests have not changed. */
  readonly results: string;
}

/** Judges the mutants of some files, two at a time, and answers how many there are. */
export const judge = async ({ library, files, copies, results }: Portion): Promise<number> => {
  process.env['BATON_MUTATED'] = library;
  process.env['BATON_RUNS'] = String(propertyRuns);
  process.env['BATON_SEED'] = String(propertySeed);
  const judged = await new Stryker({
    packageManager: 'npm',
    plugins: ['@stryker-mutator/jest-runner'],
    testRunner: 'jest',
    testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    coverageAnalysis: 'perTest',
    jest: { configFile: 'test/mutation/jest.config.mjs', enableFindRelatedTests: false },
    mutate: [...files],
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
  return judged.filter(({ fileName }) => files.some((file) => fileName.endsWith(file))).length;
};
