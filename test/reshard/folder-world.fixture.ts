import fc from 'fast-check';
import { type Decision, type Fact, type LedgerAppend, ledgerStream, shardOf } from '@baton/contracts';
import type { CaseEntry } from '@baton/handoff-engine';
import { EmbeddedAdapters } from '@baton/service-kit';
import { LedgerWriter } from '../../services/handoff/src/ledger/ledger-writer.ts';
import { factOf } from '../engine/acts.fixture.ts';
import { rulebook } from '../engine/rulebook.fixture.ts';
import { type Arrival, arrivals } from '../engine/stories.fixture.ts';
import { standingOf } from './small-world.fixture.ts';

const stories = 12;

/** Of one story among many. */
const renamed = (fact: Fact, story: number): Fact =>
  ({
    ...fact,
    id: `${story} ${fact.id}`,
    ...('caseId' in fact && { caseId: `${story}-${fact.caseId}` }),
    ...(fact.type === 'baton.fact.voided.v1' && { fact: `${story} ${fact.fact}` }),
  }) as Fact;

/** Many cases at the same time, some of them with much that comes to be known late. */
export const manyCases = (): readonly Arrival[] => {
  const told = fc.sample(arrivals({ late: 'perhaps' }), { seed: 41, numRuns: stories });
  const rules = rulebook.map((fact) => ({ fact, recordedAt: fact.occurredAt }));
  const all = told.flatMap((story, index) =>
    story.map(({ fact, recordedAt }) => ({ fact: renamed(fact, index), recordedAt })),
  );
  return [...rules, ...all.sort((one, other) => one.recordedAt - other.recordedAt)];
};

/** Each has just been offered: its clocks run. */
export const newCases = (at: number): readonly Arrival[] =>
  Array.from({ length: 20 }, (_, index) => `new-${index}`).flatMap((caseId) =>
    ['case.opened', 'handoff.offered'].map((what) => {
      const act = { what, caseId, leg: undefined, who: 'ann', other: 'bob', far: 20 };
      return { fact: factOf(act, { id: `${caseId} ${what}`, occurredAt: at }), recordedAt: at };
    }),
  );

/** The ledgers of a data folder, each written as its shard would write it. */
export class FolderWorld {
  private constructor(
    private readonly adapters: EmbeddedAdapters,
    private readonly writers: readonly LedgerWriter[],
  ) {}

  static async open(directory: string, shards = 3): Promise<FolderWorld> {
    const adapters = await EmbeddedAdapters.open({ directory, clock: 'system', shards });
    const { stores, generations } = adapters.ledgers;
    const { first } = generations.at(-1)!;
    const writers = stores.map((store, shard) => new LedgerWriter(first + shard, store));
    for (const writer of writers) await writer.load();
    return new FolderWorld(adapters, writers);
  }

  get entries(): CaseEntry[] {
    return this.writers.flatMap(({ engine }) => [...engine.entries()]);
  }

  async record(told: readonly Arrival[]): Promise<void> {
    for (const { fact, recordedAt } of told)
      for (const [shard, writer] of this.writers.entries())
        if (!('caseId' in fact) || shardOf(fact.caseId, this.writers.length) === shard)
          await writer.append({ facts: [fact], now: recordedAt, position: { requests: '1' } });
    const now = Math.max(...this.writers.map((writer) => writer.recordedAt));
    for (const writer of this.writers) await writer.append({ facts: [], now, position: writer.position });
  }

  /** In one shard's ledger only: the others have not read it yet. */
  async recordIn(shard: number, { fact, recordedAt }: Arrival): Promise<void> {
    await this.writers[shard]!.append({ facts: [fact], now: recordedAt, position: { requests: '1' } });
  }

  async decisions(): Promise<Readonly<Record<string, readonly Decision[]>>> {
    const byCase: Record<string, Decision[]> = {};
    const { generations, log } = this.adapters.ledgers;
    const last = generations.at(-1)!;
    for (let ledger = 0; ledger < last.first + last.shards; ledger++)
      for await (const { data } of log(ledger).readStream(ledgerStream(ledger)))
        for (const decision of (data as LedgerAppend).decisions) (byCase[decision.caseId] ??= []).push(decision);
    return byCase;
  }

  close(): Promise<void> {
    return this.adapters.close();
  }
}

/** With a folder that nobody uses meanwhile. */
export const inFolder = async <T>(directory: string, work: (world: FolderWorld) => Promise<T>): Promise<T> => {
  const world = await FolderWorld.open(directory);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
};

export const standingIn = (directory: string) => inFolder(directory, async ({ entries }) => standingOf(entries));
