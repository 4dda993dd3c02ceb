import { type Decision, type Fact, type Generation, type LedgerAppend, ledgerStream, shardOf } from '@baton/contracts';
import { type EventStore, InMemoryEventStore } from '@baton/event-store';
import { type LedgerReport, verifyGenerations } from '@baton/handoff';
import type { CaseEntry } from '@baton/handoff-engine';
import { LedgerWriter } from '../../services/handoff/src/ledger/ledger-writer.ts';
import { beginLedgers } from '../../services/handoff/src/reshard/begin-ledgers.ts';
import { closeLedgers, openLedgers } from '../../services/handoff/src/reshard/close-ledgers.ts';

/** By case, in the order in which the ledgers have them. */
type ByCase<T> = Record<string, T[]>;

/** The ledgers of one system in memory, each written as its shard would. */
export class SmallWorld {
  readonly generations: Generation[];
  private readonly stores = new Map<number, EventStore>();
  private writers: LedgerWriter[];

  constructor(shards: number) {
    this.generations = [{ first: 0, shards }];
    this.writers = this.storesOf(this.present).map((store, shard) => new LedgerWriter(shard, store));
  }

  /** `lateBy`: by how much each shard is later than the one before it at what all of them read. */
  async record(fact: Fact, recordedAt: number, lateBy = 0): Promise<void> {
    for (const [shard, writer] of this.writers.entries()) {
      if ('caseId' in fact && shardOf(fact.caseId, this.present.shards) !== shard) continue;
      const now = 'caseId' in fact ? recordedAt : recordedAt + shard * lateBy;
      await writer.append({ facts: [fact], now, position: { x: '1' } });
    }
  }

  /** All that are behind the newest come to its instant. */
  async level(): Promise<void> {
    await this.advance(Math.max(...this.writers.map((writer) => writer.recordedAt)));
  }

  /** Lets time pass in all of them. */
  async advance(now: number): Promise<void> {
    for (const writer of this.writers) await writer.append({ facts: [], now, position: writer.position });
  }

  async reshard(shards: number): Promise<void> {
    const { first, shards: before } = this.present;
    const next = { first: first + before, shards };
    const open = await openLedgers(first, this.storesOf(this.present));
    const closed = await closeLedgers(open, { shards, now: 0 });
    const recordedAt = Math.max(...closed.map(({ last }) => last.recordedAt));
    const stores = this.storesOf(next);
    await beginLedgers({ closed, next }, { stores, input: { x: '1' }, recordedAt });
    this.generations.push(next);
    this.writers = stores.map((store, shard) => new LedgerWriter(next.first + shard, store));
    for (const writer of this.writers) await writer.load();
  }

  entries(): CaseEntry[] {
    return this.writers.flatMap(({ engine }) => [...engine.entries()]);
  }

  /** How long each of its ledgers is. */
  async lengths(): Promise<readonly number[]> {
    const lengths: number[] = [];
    for (const ledger of this.stores.keys()) lengths.push((await this.appends(ledger)).length);
    return lengths;
  }

  async decisions(): Promise<ByCase<Decision>> {
    const byCase: ByCase<Decision> = {};
    for (const ledger of this.stores.keys())
      for (const { decisions } of await this.appends(ledger))
        for (const decision of decisions) (byCase[decision.caseId] ??= []).push(decision);
    return byCase;
  }

  async appends(ledger: number): Promise<LedgerAppend[]> {
    const appends: LedgerAppend[] = [];
    for await (const { data } of this.stores.get(ledger)!.readStream(ledgerStream(ledger)))
      appends.push(data as LedgerAppend);
    return appends;
  }

  /** `tampered`: as somebody has changed what is recorded. */
  async verify(tampered = (append: LedgerAppend, _ledger: number, _index: number) => append): Promise<LedgerReport[]> {
    const read = async (ledger: number): Promise<LedgerAppend[]> =>
      (await this.appends(ledger)).map((append, index) => tampered(append, ledger, index));
    const rows = async function* (ledger: number): AsyncGenerator<LedgerAppend> {
      yield* await read(ledger);
    };
    const reports: LedgerReport[] = [];
    for await (const report of verifyGenerations(this.generations.map((one) => ({ ...one, rows }))))
      reports.push(report);
    return reports;
  }

  private get present(): Generation {
    return this.generations.at(-1)!;
  }

  private storesOf({ first, shards }: Generation): EventStore[] {
    return Array.from({ length: shards }, (_, shard) => this.storeOf(first + shard));
  }

  private storeOf(ledger: number): EventStore {
    const store = this.stores.get(ledger) ?? new InMemoryEventStore({ now: () => 0 });
    this.stores.set(ledger, store);
    return store;
  }
}

/** What a case has come to: who holds what, which clocks run, which episodes are open. */
export const standingOf = (entries: readonly CaseEntry[]) => {
  const sorted = [...entries].sort((one, other) => (one.id < other.id ? -1 : 1));
  return sorted.map(({ id, state, accountable, episodes }) => ({
    ...{ id, status: state.status, route: state.route.id, accountable },
    legs: state.legs.map(({ definition, state: is, holder, receiver, giver }) => ({
      leg: definition.id,
      ...{ is, holder, receiver, giver },
    })),
    clocks: state.clocks
      .map(({ leg, ...clock }) => ({ ...clock, leg: leg?.definition.id }))
      .sort((one, other) => (`${one.kind} ${one.leg}` < `${other.kind} ${other.leg}` ? -1 : 1)),
    open: episodes.filter(({ status }) => status === 'open').map(({ adoptedId: _named, ...episode }) => episode),
  }));
};
