import { expect, it } from '@jest/globals';
import type { CloudEvent } from '@baton/contracts';
import type { Consumer, Delivery, Lag, Outcome, Subscription } from '../bus.ts';
import { type GroupRecord, type GroupRecords, InMemoryGroupRecords } from '../feeds/group-record.ts';
import { InMemoryBus, InMemoryBusStorage } from '../in-memory-bus.ts';
import { busChecks } from './bus-contract.ts';
import { type BusHarness, contractRetry, done } from './scene.ts';

type Handle = (delivery: Delivery) => Promise<Outcome>;
type Spoil = (record: GroupRecord) => Partial<GroupRecord>;

class SpoiledRecords implements GroupRecords {
  readonly #whole = new InMemoryGroupRecords();
  readonly #spoil: Spoil;

  constructor(spoil: Spoil) {
    this.#spoil = spoil;
  }

  group(name: string): GroupRecord {
    const record = this.#whole.group(name);
    const spoiled = this.#spoil(record);
    return new Proxy(record, {
      get: (target, method: keyof GroupRecord) => spoiled[method] ?? target[method].bind(target),
    });
  }

  groups(): readonly string[] {
    return this.#whole.groups();
  }
}

class SpoiledStorage extends InMemoryBusStorage {
  override readonly records: GroupRecords;

  constructor(spoil: Spoil) {
    super();
    this.records = new SpoiledRecords(spoil);
  }
}

class ReorderingBus extends InMemoryBus {
  override publish(topic: string, events: readonly CloudEvent[]): Promise<void> {
    return super.publish(topic, [...events].reverse());
  }
}

class HastyBarrierBus extends InMemoryBus {
  override async barrier(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

class HastyBus extends InMemoryBus {
  override consume(subscription: Subscription, handle: Handle): Promise<Consumer> {
    return super.consume(subscription, async (delivery) => {
      void handle(delivery).catch(() => undefined);
      return done;
    });
  }
}

class ForgivingBus extends InMemoryBus {
  override consume(subscription: Subscription, handle: Handle): Promise<Consumer> {
    return super.consume(subscription, (delivery) => handle(delivery).catch(() => done));
  }
}

class CarefreeBus extends InMemoryBus {
  override async lags(): Promise<readonly Lag[]> {
    return (await super.lags()).map((lag) => ({ ...lag, events: 0 }));
  }
}

class OneLaneBus extends InMemoryBus {
  constructor(options: ConstructorParameters<typeof InMemoryBus>[0]) {
    super({ ...options, concurrency: 1 });
  }
}

const harnessOf = async (Variant: typeof InMemoryBus, storage: InMemoryBusStorage): Promise<BusHarness> => {
  const opened: InMemoryBus[] = [];
  const open = async (): Promise<InMemoryBus> => {
    const bus = new Variant({ now: () => 1_000, storage, retry: contractRetry });
    opened.push(bus);
    return bus;
  };
  const close = async (): Promise<void> => {
    for (const bus of opened) void bus.close();
  };
  return { bus: await open(), restart: open, close, patienceMs: 150 };
};

const run = async (check: string, makeHarness: () => Promise<BusHarness>): Promise<void> => {
  const found = busChecks.find(({ name }) => name === check);
  if (found === undefined) throw new Error(`There is no check "${check}".`);
  await found.run(makeHarness);
};

it.each<readonly [fault: string, spoil: Spoil, check: string]>([
  [
    'loses the checkpoint',
    () => ({ moved: () => undefined }),
    'a new consumer of a group goes on where the last one stopped',
  ],
  ['loses attempts', () => ({ attempts: () => 0 }), 'attempts go on counting after a restart'],
  [
    'parks without keeping',
    () => ({ park: () => undefined }),
    'what is parked stays there across a restart, each group its own',
  ],
  ['forgets what is released', () => ({ released: () => [] }), 'a release is kept until its group runs'],
  ['releases nothing', () => ({ release: () => undefined }), 'a released event is handed over again'],
])('a bus that %s is caught', async (_, spoil, check) => {
  await expect(run(check, () => harnessOf(InMemoryBus, new SpoiledStorage(spoil)))).rejects.toThrow();
});

it.each<readonly [fault: string, variant: typeof InMemoryBus, check: string]>([
  ['reorders a key', ReorderingBus, 'keeps the order of a key whose event is retried'],
  ['reorders a batch', ReorderingBus, 'batches come in order, not larger than asked'],
  ['ends its barrier early', HastyBarrierBus, 'the barrier waits for what was published before it'],
  ['ends its barrier before what follows', HastyBarrierBus, 'the barrier waits for what handlers publish in turn'],
  ['never waits in its barrier', HastyBarrierBus, 'the barrier holds while a handler is at work'],
  ['calls done before it is', HastyBus, 'what was not done when it crashed comes again, and its attempts are counted'],
  ['hands over a key at once', HastyBus, 'keeps the order of each key, one at a time'],
  ['swallows what a handler throws', ForgivingBus, 'a handler that throws counts as retry'],
  ['never lags', CarefreeBus, 'says how much a reader and a group have before them'],
  ['lets one key hold up another', OneLaneBus, 'a key that waits does not hold up another'],
])('a bus that %s is caught', async (_, variant, check) => {
  await expect(run(check, () => harnessOf(variant, new InMemoryBusStorage()))).rejects.toThrow();
});
