import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { InMemoryBus, InMemoryBusStorage, type ShardHandler, eventsTopic, referenceTopic } from '@baton/bus';
import { type Fact, eventOf } from '@baton/contracts';
import { Logger } from '@nestjs/common';
import { HealthRegistry, ManualClock, Metrics } from '@baton/service-kit';
import { LedgerMetrics } from '../ledger-metrics/ledger-metrics.ts';
import { appendsOf, calendar, hour, newStore, offered, opened, roster, route } from './ledger.fixture.ts';
import { Shards } from './shards.ts';
import { verifyLedger } from './verify-ledger.ts';

const start = Date.parse('2026-03-02T00:00:00Z');

/** Hands the one shard to whom the test says, as the bus would. */
class Instance {
  readonly health = new HealthRegistry();
  readonly shards: Shards;
  handler: ShardHandler | undefined;

  constructor(
    readonly bus: InMemoryBus,
    readonly clock: ManualClock,
    store: ReturnType<typeof newStore>,
  ) {
    const share = async (handler: ShardHandler) => {
      this.handler = handler;
      return { stop: () => handler.revoked(0), failed: new Promise<never>(() => undefined) };
    };
    const ledgers = {
      stores: [store],
      isShared: true,
      share,
      generations: [{ first: 0, shards: 1 }],
      log: () => store,
    };
    this.shards = new Shards(ledgers, bus, clock, this.health, new LedgerMetrics(new Metrics()));
  }

  async take(): Promise<void> {
    await this.handler!.assigned(0);
    this.handler!.settled();
  }
}

let store: ReturnType<typeof newStore>;
let bus: InMemoryBus;
let clock: ManualClock;
let one: Instance;
let other: Instance;

beforeEach(async () => {
  jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
  store = newStore();
  clock = new ManualClock(start);
  const storage = new InMemoryBusStorage();
  bus = new InMemoryBus({ now: () => clock.now(), storage });
  [one, other] = [bus, new InMemoryBus({ now: () => clock.now(), storage })].map(
    (its) => new Instance(its, clock, store),
  ) as [Instance, Instance];
  for (const { shards } of [one, other]) await shards.onModuleInit();
  await one.take();
  await publish(calendar(start, '00:00', '24:00'), roster(start), route(start));
});

afterEach(async () => {
  for (const { shards, bus: its } of [one, other]) {
    await shards.onApplicationShutdown();
    await its.close();
  }
  await store.close();
  jest.restoreAllMocks();
});

const publish = async (...facts: readonly Fact[]): Promise<void> => {
  for (const fact of facts) await bus.publish('caseId' in fact ? eventsTopic : referenceTopic, [eventOf(fact)]);
  await bus.barrier();
};

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

const knows = ({ shards }: Instance, caseId: string): boolean => shards.engineOf(caseId).entry(caseId) !== undefined;

describe('instances that share a shard', () => {
  it('answer for its cases, whoever owns it', async () => {
    await publish(opened('a', start), offered('a', start));
    await until(() => knows(other, 'a'));
    expect(other.shards.running).toEqual([]);
    expect(other.shards.leads).toBe(false);
    expect(other.shards.reference.party('V', Infinity)).toBeDefined();
    expect(other.health.troubles()).toEqual([{ part: 'shards', reason: 'not handed out yet' }]);
  });

  it('go on where the last owner was, with what has fallen due meanwhile', async () => {
    await publish(opened('a', start), offered('a', start));
    await one.handler!.revoked(0);
    await clock.set(start + 2 * hour);
    expect(one.shards.running).toEqual([]);
    await other.take();
    expect(other.shards.leads).toBe(true);
    expect(other.shards.engineOf('a').entry('a')!.open('unaccepted', 'sign')).toBeDefined();
    await until(() => one.shards.engineOf('a').entry('a')?.open('unaccepted', 'sign') !== undefined);
    expect((await verifyLedger(appendsOf(store))).differences).toEqual([]);
  });

  it('an owner that was not told writes nothing, says so, and follows once it is told', async () => {
    await other.take();
    await clock.set(start + 1);
    await publish(opened('b', start));
    await until(() => [one, other].some(({ health }) => health.troubles().some(({ part }) => part === 'ledger-0')));
    const [stale, owner] = one.health.troubles().some(({ part }) => part === 'ledger-0') ? [one, other] : [other, one];
    expect(stale.health.troubles()).toContainEqual({
      part: 'ledger-0',
      reason: 'ledger 0 has another owner',
    });
    await stale.handler!.revoked(0);
    await until(() => knows(stale, 'b') && knows(owner, 'b'));
    expect(stale.health.troubles().filter(({ part }) => part === 'ledger-0')).toEqual([]);
    const facts: string[] = [];
    for await (const append of appendsOf(store)) facts.push(...append.facts.map(({ id }) => id));
    expect(new Set(facts).size).toBe(facts.length);
  });
});
