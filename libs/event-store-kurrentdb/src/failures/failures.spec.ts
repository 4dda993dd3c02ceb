import { describe, it } from '@jest/globals';
import { appendFailures } from './append-failures.fixture.ts';
import { type FailureCheck, FailureScene } from './failure-scene.fixture.ts';
import { openFailures } from './open-failures.fixture.ts';
import { readFailures } from './read-failures.fixture.ts';
import { subscriptionFailures } from './subscription-failures.fixture.ts';

const runs = async ({ run }: FailureCheck): Promise<void> => {
  const scene = new FailureScene();
  try {
    await run(scene);
  } finally {
    await scene.close();
  }
};

/* oxlint-disable jest/expect-expect -- the checks assert */
describe('an append', () => {
  it.each(appendFailures)('$name', runs);
});

describe('a read', () => {
  it.each(readFailures)('$name', runs);
});

describe('a subscription', () => {
  it.each(subscriptionFailures)('$name', runs);
});

describe('opening and closing', () => {
  it.each(openFailures)('$name', runs);
});
