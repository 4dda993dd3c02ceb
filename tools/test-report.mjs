/**
 * Sums up a test run. `checks`: name and outcome of each static check. `reports`: Jest's JSON of each run,
 * undefined when it left none. `expected`: the least number of tests that must have run.
 * A skip must say why in its title ("… because …"); fewer tests than expected count as one failure.
 */
export const judge = ({ checks, reports, expected }) => {
  const files = reports.flatMap((report) => report?.testResults ?? []);
  const tests = files.flatMap((file) => file.assertionResults);
  const skipped = tests.filter((test) => !['passed', 'failed'].includes(test.status));
  const unexplained = skipped.filter((test) => test.status === 'todo' || !/\bbecause\b/.test(test.fullName));
  const passed = tests.filter((test) => test.status === 'passed').length;
  const ran = passed + tests.filter((test) => test.status === 'failed').length;
  const problems = [
    ...checks.filter((check) => !check.passed).map((check) => `failed: ${check.name}`),
    ...tests.filter((test) => test.status === 'failed').map((test) => `failed: ${test.fullName}`),
    ...unexplained.map((test) => `skipped without a reason: ${test.fullName}`),
    ...files.filter(isBroken).map((file) => `did not run: ${file.name}`),
    ...(reports.includes(undefined) ? ['failed: no report of the specs'] : []),
    ...(ran < expected ? [`only ${ran} tests ran, at least ${expected} are expected`] : []),
  ];
  const explained = skipped.filter((test) => !unexplained.includes(test)).map((test) => `skipped: ${test.fullName}`);
  return {
    lines: [...explained, ...problems],
    ran,
    passed: passed + checks.filter((check) => check.passed).length,
    failed: problems.length,
  };
};

/** A file that failed before any of its tests could. */
const isBroken = (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed');
