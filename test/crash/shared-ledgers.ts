import { type LedgerAppend, ledgerStream } from '@baton/contracts';
import { SqliteEventLog } from '@baton/event-store-sqlite';
import { HandoffEngine } from '@baton/handoff-engine';
import { join } from 'node:path';

/** A shard's ledger as it is on disk. */
export const readLedger = async (data: string, shard: number): Promise<readonly LedgerAppend[]> => {
  const log = await SqliteEventLog.open({ file: join(data, 'real', `ledger-${shard}.db`) });
  const appends: LedgerAppend[] = [];
  try {
    for await (const page of log.readStreamPages(ledgerStream(shard)))
      for (const { data: append } of page) appends.push(append as LedgerAppend);
  } finally {
    await log.close();
  }
  return appends;
};

const twice = (ids: readonly string[], what: string): readonly string[] => {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size).map((id) => `${what} ${id} is there again`);
};

/** What a ledger that several owners have written must be: each fact and each decision once, and an owner of each case always. */
const problemsOf = (appends: readonly LedgerAppend[]): readonly string[] => {
  const facts = appends.flatMap((append) => append.facts.map(({ id }) => id));
  const decisions = appends.flatMap((append) => append.decisions.map(({ id }) => id));
  return [...twice(facts, 'the fact'), ...twice(decisions, 'the decision'), ...withoutHolder(appends)];
};

const withoutHolder = (appends: readonly LedgerAppend[]): readonly string[] => {
  const engine = new HandoffEngine();
  const cases = new Set<string>();
  return appends.flatMap(({ facts, recordedAt }, position) => {
    engine.replay(facts, recordedAt);
    for (const fact of facts) if ('caseId' in fact) cases.add(fact.caseId);
    return [...cases]
      .filter((caseId) => (engine.entry(caseId)?.accountable ?? '') === '')
      .map((caseId) => `nobody is accountable for ${caseId} at append ${position}`);
  });
};

export interface SharedLedgers {
  readonly problems: readonly string[];
  readonly facts: number;
  readonly decisions: number;
}

/** Whether the ledgers hold each fact that was taken, and nothing of it twice. */
export const readSharedLedgers = async (
  data: string,
  { shards, taken }: { readonly shards: number; readonly taken: readonly string[] },
): Promise<SharedLedgers> => {
  const ledgers = await Promise.all(Array.from({ length: shards }, (_, shard) => readLedger(data, shard)));
  const all = new Set(ledgers.flatMap((appends) => appends.flatMap(({ facts }) => facts.map(({ id }) => id))));
  const missing = taken.filter((id) => !all.has(id)).map((id) => `no ledger has the fact ${id}`);
  return {
    problems: [...missing, ...ledgers.flatMap(problemsOf)],
    facts: all.size,
    decisions: ledgers.reduce((sum, appends) => sum + appends.flatMap(({ decisions }) => decisions).length, 0),
  };
};
