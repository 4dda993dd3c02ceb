const { default: Sequencer } = require('@jest/test-sequencer');

/** Runs files in the order of the patterns that name them: quick ones first, so that most mutants die early. */
module.exports = class extends Sequencer {
  sort(tests) {
    const patterns = tests[0]?.context.config.testRegex ?? [];
    const place = ({ path }) => patterns.findIndex((pattern) => new RegExp(pattern).test(path));
    return [...tests].sort((left, right) => place(left) - place(right) || (left.path < right.path ? -1 : 1));
  }
};
