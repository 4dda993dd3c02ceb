import { describe, expect, it } from '@jest/globals';
import { applyChecks } from './apply-checks.ts';
import { queryChecks } from './query-checks.ts';
import type { ReadModelCheck, ReadModelFactory } from './scene.ts';

/** What every adapter of the read models must do. */
export const readModelChecks: readonly ReadModelCheck[] = [...queryChecks, ...applyChecks];

export const readModelContract = (name: string, factory: ReadModelFactory): void => {
  describe(`read model contract: ${name}`, () => {
    it.each(readModelChecks.map((check) => [check.name, check] as const))('%s', async (_, check) => {
      await expect(check.run(factory)).resolves.toBeUndefined();
    });
  });
};
