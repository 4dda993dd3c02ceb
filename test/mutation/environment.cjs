const { TestEnvironment } = require('jest-environment-node');
const { isKilled, kill, learn } = require('./until-killed.cjs');

const namesBelow = (block, before) =>
  block.children.flatMap((child) => {
    const name = `${before} ${child.name}`.trimStart();
    return child.type === 'describeBlock' ? namesBelow(child, name) : [name];
  });

/** Skips the rest of a file's tests once one has failed. */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.file = context.testPath;
  }

  handleTestEvent(event, state) {
    if (event.name === 'run_start') learn(this.file, namesBelow(state.rootDescribeBlock, ''));
    if (event.name === 'test_start' && isKilled()) event.test.mode = 'skip';
    if (event.name === 'test_done' && event.test.errors.length > 0) kill();
  }
};
