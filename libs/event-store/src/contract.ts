import { describe, it } from '@jest/globals';
import { appendChecks } from './contract/append-checks.ts';
import type { EventStoreCheck, EventStoreHarness } from './contract/harness.ts';
import { readChecks } from './contract/read-checks.ts';
import { sharingChecks } from './contract/sharing-checks.ts';
import { subscribeChecks } from './contract/subscribe-checks.ts';

export type { EventStoreCheck, EventStoreHarness } from './contract/harness.ts';

export const eventStoreChecks: readonly EventStoreCheck[] = [
  ...appendChecks,
  ...readChecks,
  ...subscribeChecks,
  ...sharingChecks,
];

/** Registers every check that the harness has the means for; each one gets a harness of its own. */
export const eventStoreContract = (name: string, createHarness: () => EventStoreHarness): void => {
  const means = createHarness();
  describe(`${name} keeps the event store's contract`, () => {
    for (const check of eventStoreChecks)
      if (check.needs === undefined || means[check.needs] !== undefined)
        // oxlint-disable-next-line jest/expect-expect, jest/valid-title -- the check asserts, and names itself
        it(check.name, async () => {
          const harness = createHarness();
          try {
            await check.run(harness);
          } finally {
            await harness.close();
          }
        });
  });
};
