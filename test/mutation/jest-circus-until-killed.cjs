const { createEmptyTestResult } = require('@jest/test-result');
const { default: runFile } = require('jest-circus/runner');
const { isJudging, isKilled, kill, mayMatch } = require('./until-killed.cjs');

const result = (status, failureMessages = []) => ({
  status,
  ancestorTitles: [],
  title: status,
  fullName: status,
  failureDetails: [],
  failureMessages,
  numPassingAsserts: 0,
});

/** Loads no file after a failed test, and none whose tests are not asked for; one that cannot be loaded has failed. */
module.exports = async (globalConfig, config, environment, runtime, file, ...rest) => {
  const other = { ...createEmptyTestResult(), testFilePath: file };
  if (isKilled() || !mayMatch(file, globalConfig.testNamePattern)) {
    return { ...other, numPendingTests: 1, testResults: [result('pending')] };
  }
  try {
    return await runFile(globalConfig, config, environment, runtime, file, ...rest);
  } catch (error) {
    if (!isJudging()) throw error;
    kill();
    return { ...other, numFailingTests: 1, testResults: [result('failed', [String(error)])] };
  }
};
