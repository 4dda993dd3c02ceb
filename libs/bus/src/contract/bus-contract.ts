import { describe, expect, it } from '@jest/globals';
import { barrierChecks } from './barrier-checks.ts';
import { batchChecks } from './batch-checks.ts';
import { groupChecks } from './group-checks.ts';
import { quarantineChecks } from './quarantine-checks.ts';
import type { BusCheck, BusFactory } from './scene.ts';

/** What every adapter of the bus must do. */
export const busChecks: readonly BusCheck[] = [...groupChecks, ...quarantineChecks, ...batchChecks, ...barrierChecks];

export const busContract = (name: string, factory: BusFactory): void => {
  describe(`bus contract: ${name}`, () => {
    it.each(busChecks.map((check) => [check.name, check] as const))('%s', async (_, check) => {
      await expect(check.run(factory)).resolves.toBeUndefined();
    });
  });
};
