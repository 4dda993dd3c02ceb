import { describe, expect, it } from '@jest/globals';
import { countOf, runStage } from '../../tools/ci-stage.mjs';
import { judge } from '../../tools/test-report.mjs';

const report = (...tests: readonly (readonly [status: string, fullName: string])[]) => ({
  testResults: [
    {
      name: 'a.spec.ts',
      status: 'passed',
      assertionResults: tests.map(([status, fullName]) => ({ status, fullName })),
    },
  ],
});
const counts = (run: Parameters<typeof judge>[0]) => {
  const { passed, failed } = judge(run);
  return { passed, failed };
};

describe('a test run', () => {
  it('counts checks and tests', () => {
    const reports = [report(['passed', 'a'], ['failed', 'b']), report(['passed', 'c'])];
    expect(counts({ checks: [{ name: 'lint', passed: true }], reports, expected: 0 })).toEqual({
      passed: 3,
      failed: 1,
    });
  });

  it('fails when fewer tests ran than are expected', () => {
    expect(counts({ checks: [], reports: [report(['passed', 'a'])], expected: 2 })).toEqual({ passed: 1, failed: 1 });
  });

  it('fails for a skip without a reason, and for one that is not written', () => {
    const reports = [
      report(['pending', 'writes'], ['pending', 'sends, because there is no broker'], ['todo', 'reads, because later']),
    ];
    expect(counts({ checks: [], reports, expected: 0 })).toEqual({ passed: 0, failed: 2 });
  });

  it('fails without a report, and for a file that did not run', () => {
    const broken = { testResults: [{ name: 'b.spec.ts', status: 'failed', assertionResults: [] }] };
    expect(counts({ checks: [], reports: [undefined, broken], expected: 0 })).toEqual({ passed: 0, failed: 2 });
  });
});

describe('a stage', () => {
  it('counts what it said last', () => {
    expect(countOf({ code: 0, output: '1 passed, 0 failed\n12 passed, 0 failed\n' })).toEqual({
      passed: 12,
      failed: 0,
    });
  });

  it('is one test when it says nothing, and a failure by its exit code whatever it said', () => {
    expect(countOf({ code: 0, output: '' })).toEqual({ passed: 1, failed: 0 });
    expect(countOf({ code: 3, output: '' })).toEqual({ passed: 0, failed: 1 });
    expect(countOf({ code: 3, output: '5 passed, 0 failed\n' })).toEqual({ passed: 5, failed: 1 });
  });

  it('is ended at its limit', async () => {
    const command = [process.execPath, '-e', 'setInterval(() => {}, 1000)'];
    expect((await runStage({ command, limitMs: 300 }, '.')).code).not.toBe(0);
  });

  it('fails when its program does not exist', async () => {
    expect((await runStage({ command: ['no-such-program'], limitMs: 1000 }, '.')).code).toBe(1);
  });
});
