import { eventStoreChecks, type EventStoreHarness } from '@baton/event-store/contract';
import { describe, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { KurrentdbEventStore } from './kurrentdb-event-store.ts';

const url = process.env.BATON_TEST_KURRENTDB;

/** Every check has the server's streams under a name of its own, which stay there: use a server that may be thrown away. */
const serverHarness = (): EventStoreHarness => {
  const streamPrefix = `contract-${randomUUID()}.`;
  const opened: KurrentdbEventStore[] = [];
  const openStore = async (): Promise<KurrentdbEventStore> => {
    const store = await KurrentdbEventStore.open({ url: url!, streamPrefix });
    opened.push(store);
    return store;
  };
  const closeAll = async (): Promise<void> => {
    for (const store of opened.splice(0)) await store.close();
  };
  return {
    open: openStore,
    async reopen() {
      await closeAll();
      return openStore();
    },
    openSecond: openStore,
    openFollower: openStore,
    close: closeAll,
    patienceMs: 20_000,
  };
};

const needsOurClock = 'never lets recordedAt go back';

/* oxlint-disable jest/expect-expect, jest/no-disabled-tests -- the checks assert; what is not run says why */
describe('KurrentdbEventStore on a real server keeps the event store’s contract', () => {
  if (url === undefined) {
    it.skip('not run, because BATON_TEST_KURRENTDB names no server', () => {});
    return;
  }
  it.skip(`${needsOurClock}: not run, because the server has a clock of its own`, () => {});
  for (const check of eventStoreChecks.filter(({ name }) => name !== needsOurClock))
    // oxlint-disable-next-line jest/valid-title -- the check names itself
    it(check.name, async () => {
      const harness = serverHarness();
      try {
        await check.run(harness);
      } finally {
        await harness.close();
      }
    });
});
