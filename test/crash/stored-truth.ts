import { type Decision, type LedgerAppend, type Metadata, ledgerStream } from '@baton/contracts';
import type { StoredEvent } from '@baton/event-store';
import { SqliteEventLog } from '@baton/event-store-sqlite';
import { join } from 'node:path';
import { type Purchase, eventSource, keyOf, steps } from './purchase.ts';

const readAll = async (file: string, prefix: string): Promise<readonly StoredEvent[]> => {
  const log = await SqliteEventLog.open({ file });
  const found: StoredEvent[] = [];
  try {
    for (let after: string | undefined; ;) {
      const page = await log.readAll({ prefixes: [prefix], ...(after === undefined ? {} : { after }) });
      found.push(...page.events);
      after = page.position;
      if (page.atHead) return found;
    }
  } finally {
    await log.close();
  }
};

const countBy = <T>(values: Iterable<T>, keyOfValue: (value: T) => string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(keyOfValue(value), (counts.get(keyOfValue(value)) ?? 0) + 1);
  return counts;
};

const notOnce = (counts: ReadonlyMap<string, number>, what: string): readonly string[] =>
  [...counts].filter(([, count]) => count !== 1).map(([key, count]) => `${what} ${key} is there ${count} times`);

/** Which events of the services say something in the ledger, and how many facts each. */
const factsOfEvent: Readonly<Record<string, number>> = {
  'baton.request.raised.v1': 2,
  'baton.request.taken-up.v1': 1,
  'baton.request.submitted.v1': 1,
  'baton.approval.opened.v1': 0,
  'baton.approval.signature-requested.v1': 1,
  'baton.approval.taken-up.v1': 1,
  'baton.approval.signed.v1': 1,
};

/** Every command of the stream's steps once and in order, nothing else. */
const checkCommands = (
  events: readonly StoredEvent[],
  purchases: readonly Purchase[],
  service: 'requests' | 'approvals',
): readonly string[] => {
  const commands = new Map<string, string[]>();
  for (const { metadata } of events) {
    const { caseId, commandId } = metadata as Metadata & { readonly caseId: string };
    const own = commands.get(caseId) ?? [];
    if (own.at(-1) !== commandId) own.push(commandId);
    commands.set(caseId, own);
  }
  const problems: string[] = [];
  for (const purchase of purchases) {
    const expected = steps.slice(0, purchase.done).filter(({ writes }) => writes === service);
    const keys = expected.map((step) => keyOf(purchase, step)).join();
    const stored = (commands.get(purchase.id ?? '') ?? []).filter((id) => !id.startsWith('/baton/')).join();
    if (keys !== stored) problems.push(`${service} of ${purchase.key}: ${stored} instead of ${keys}`);
  }
  return problems;
};

export interface StoredTruth {
  readonly problems: readonly string[];
  readonly commands: number;
  readonly facts: number;
  readonly decisions: number;
}

interface Expected {
  readonly own: readonly StoredEvent[];
  readonly purchases: readonly Purchase[];
}

const expectedFacts = ({ own, purchases }: Expected): readonly string[] => [
  ...own.flatMap(({ id, type, stream }) => {
    const source = stream.startsWith('request-') ? '/baton/requests' : '/baton/approvals';
    return Array.from({ length: factsOfEvent[type] ?? 0 }, (_, index) => `${source} ${id}#${index}`);
  }),
  ...purchases.flatMap((purchase) =>
    steps
      .slice(0, purchase.done)
      .filter(({ writes }) => writes === 'events')
      .map((step) => `${eventSource} ${keyOf(purchase, step)}`),
  ),
];

/** Reads the files of a program that has stopped: each command, each fact of the ledger and each decision once. */
export const readStoredTruth = async (data: string, purchases: readonly Purchase[]): Promise<StoredTruth> => {
  const folder = join(data, 'real');
  const requests = await readAll(join(folder, 'requests.db'), 'request-');
  const approvals = await readAll(join(folder, 'approvals.db'), 'approval-');
  const ledger = await readAll(join(folder, 'ledger-0.db'), ledgerStream(0));
  const appends = ledger.map((stored) => stored.data as LedgerAppend);
  const facts = countBy(
    appends.flatMap((append) => append.facts),
    (fact) => fact.id,
  );
  const decisions = countBy(
    appends.flatMap((append) => append.decisions),
    (decision: Decision) => decision.id,
  );
  const missing = expectedFacts({ own: [...requests, ...approvals], purchases }).filter((id) => !facts.has(id));
  const problems = [
    ...checkCommands(requests, purchases, 'requests'),
    ...checkCommands(approvals, purchases, 'approvals'),
    ...notOnce(facts, 'the fact'),
    ...notOnce(decisions, 'the decision'),
    ...missing.map((id) => `the ledger has no fact ${id}`),
  ];
  const commands = purchases.reduce((sum, { done }) => sum + done, 0);
  return { problems, commands, facts: facts.size, decisions: decisions.size };
};
