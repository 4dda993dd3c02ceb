import { busContract, type BusHarness, contractRetry } from './contract/index.ts';
import { InMemoryBus, InMemoryBusStorage } from './in-memory-bus.ts';

const harness = async (): Promise<BusHarness> => {
  const storage = new InMemoryBusStorage();
  const open = (): InMemoryBus => new InMemoryBus({ now: () => 1_000, storage, retry: contractRetry });
  const opened = [open()];
  return {
    bus: opened[0]!,
    restart: async () => {
      const fresh = open();
      opened.push(fresh);
      return fresh;
    },
    close: async () => {
      await opened.at(-1)!.close();
    },
  };
};

busContract('in memory', harness);
