import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { addEventHandler, beforeEach, getState, resetState, run as runRegistered } from 'jest-circus';
import { expect } from './jest-globals.mjs';
import './no-shrinking.mjs';
import { SpecLoader } from './spec-loader.mjs';
import { specFilesOf } from './targets.ts';

/** One run of specs: what a test is called, which ones are asked for, and what became of them. */
class Run {
  tests = [];
  hasFailed = false;

  constructor(asked, isJudging) {
    Object.assign(this, { asked, isJudging });
  }

  /** Once one has failed, a mutant is dead and the rest may be spared. */
  isOver() {
    return this.isJudging && this.hasFailed;
  }

  isAsked(id) {
    return !this.isOver() && (this.asked?.has(id) ?? true);
  }

  note({ id, errors, timeSpentMs = 0, fileName }) {
    const failed = { status: TestStatus.Failed, failureMessage: errors.map(String).join('\n') };
    const outcome = errors.length > 0 ? failed : { status: TestStatus.Success };
    this.tests.push({ id, name: id, timeSpentMs, fileName, ...outcome });
    this.hasFailed ||= errors.length > 0;
  }
}

/** Stryker waits for a hundred times the hits of the first run: properties are not shrunk here, and tests end at a failure. */
const sparing = 20;
const namesOf = ({ name, parent }) => (parent === undefined ? [] : [...namesOf(parent), name]);

/**
 * Runs specs for Stryker in its own process, all of them on one copy of their modules: to load the modules for each
 * file, as Jest does, takes many times what most of these tests take.
 */
class SpecRunner {
  constructor() {
    addEventHandler(({ name, test }) => {
      if (name === 'test_start') this.begin(test);
      if (name === 'test_done') this.end(test);
    });
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    this.loader = new SpecLoader(process.cwd(), process.env.BATON_MUTATED);
    this.files = specFilesOf(process.env.BATON_MUTATED, process.env.BATON_SPECS);
  }

  async dryRun() {
    const tests = await this.runFiles(this.files, new Run(undefined, false));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: globalThis.__stryker__.mutantCoverage };
  }

  async mutantRun({ activeMutant: { id }, testFilter, hitLimit: generous }) {
    const hitLimit = generous === undefined ? undefined : generous / sparing;
    const files = this.files.filter((file) => testFilter?.some((test) => test.startsWith(`${file} `)) ?? true);
    const hitCount = hitLimit === undefined ? undefined : 0;
    const run = new Run(testFilter && new Set(testFilter), true);
    const tests = await this.runFiles(files, run, { activeMutant: id, hitLimit, hitCount });
    const tooManyHits = determineHitLimitReached(globalThis.__stryker__.hitCount, hitLimit);
    return toMutantRunResult(tooManyHits ?? { status: DryRunStatus.Complete, tests });
  }

  async runFiles(files, run, context = {}) {
    this.run = run;
    globalThis.__stryker__ = context;
    this.loader.forget();
    for (const file of files) if (!run.isOver()) await this.runFile(file);
    return run.tests;
  }

  async runFile(file) {
    this.file = file;
    resetState();
    getState().testTimeout = 2 ** 31 - 1;
    beforeEach(() => expect.hasAssertions());
    try {
      await this.loader.load(file);
    } catch (error) {
      return this.run.note({ id: `${file} loads`, errors: [error], fileName: file });
    }
    await runRegistered();
  }

  begin(test) {
    const id = this.idOf(test);
    if (!this.run.isAsked(id)) test.mode = 'skip';
    else globalThis.__stryker__.currentTestId = id;
    expect.setState({ assertionCalls: 0, expectedAssertionsNumber: null, isExpectingAssertions: false });
  }

  end(test) {
    globalThis.__stryker__.currentTestId = undefined;
    const forgotten = expect.extractExpectedAssertionsErrors().map(({ error }) => error);
    const errors = [...test.errors.flat(), ...forgotten];
    this.run.note({ id: this.idOf(test), errors, timeSpentMs: test.duration ?? 0, fileName: this.file });
  }

  idOf(test) {
    return [this.file, ...namesOf(test)].join(' ');
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'specs', SpecRunner)];
