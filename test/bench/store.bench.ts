import type { StoredEvent } from '@baton/event-store';
import { SqliteEventStore } from '@baton/event-store-sqlite';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReporter, median, type Reporter } from './report.ts';
import { openBareRival, openRawRival, openStoreRival, type Rival } from './store-rivals.ts';

const inFolder = async (use: (folder: string) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'store-bench-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
};

const perSecond = async (count: number, run: () => Promise<void>): Promise<number> => {
  const before = performance.now();
  await run();
  return (count * 1_000) / (performance.now() - before);
};

const ratios = (values: readonly number[], limits: readonly number[]): number =>
  median(values.map((value, round) => value / limits[round]!));

interface Rivals {
  readonly store: Rival;
  readonly bare: Rival;
  readonly single: Rival;
  readonly raw: Rival;
}

const openRivals = async (folder: string): Promise<Rivals> => ({
  store: await openStoreRival(folder, 'store', 1_024),
  bare: await openBareRival(folder),
  single: await openStoreRival(folder, 'single', 1),
  raw: await openRawRival(folder),
});

interface Load {
  readonly callers: number;
  /** Appends of each caller in one round; a store that commits per caller does `singleGroups`, 0: it takes no part. */
  readonly groups: number;
  readonly singleGroups: number;
}

const loads: readonly Load[] = [
  { callers: 1, groups: 300, singleGroups: 0 },
  { callers: 64, groups: 40, singleGroups: 4 },
  { callers: 256, groups: 12, singleGroups: 1 },
];

/** Many short rounds in turn, so that what else the machine does meets all of them alike. */
const measureAppends = async (rivals: Rivals, load: Load, rounds: number) => {
  const rates: Record<keyof Rivals, number[]> = { store: [], bare: [], single: [], raw: [] };
  const names = Object.keys(rates) as (keyof Rivals)[];
  for (let round = -1; round < rounds; round += 1)
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const groups = name === 'single' ? load.singleGroups : load.groups;
      if (groups === 0) continue;
      const rate = await perSecond(load.callers * groups, () => rivals[name].run(load.callers, groups));
      if (round >= 0) rates[name].push(rate);
    }
  return rates;
};

/** Durable appends of one event of about 500 bytes by 1, 64 and 256 callers at once. */
export const appendBench = (reporter: Reporter, options: { readonly rounds?: number } = {}): Promise<void> =>
  inFolder(async (folder) => {
    const rivals = await openRivals(folder);
    for (const load of loads) {
      const rates = await measureAppends(rivals, load, options.rounds ?? 40);
      const against = (name: keyof Rivals, what: string) => ({
        bench: `store append, ${load.callers} callers, ${what}`,
        value: median(rates.store),
        unit: 'appends/s',
        limit: median(rates[name]),
        ratio: ratios(rates.store, rates[name]),
      });
      reporter.report({ ...against('bare', 'bare loop'), goal: 0.9 });
      if (load.singleGroups > 0) reporter.report({ ...against('single', 'commit per caller'), goal: 6 });
      reporter.report(against('raw', 'write + fdatasync'));
    }
    for (const rival of Object.values(rivals)) await rival.close();
  });

const ledgerRow = (row: number) => ({
  offset: { events: String(row * 150) },
  facts: Array.from({ length: 150 }, (_, n) => ({
    id: `urn:baton:requests ${randomUUID()}`,
    type: 'baton.handoff.offered.v1',
    occurredAt: 1_750_000_000_000 + row * 60_000 + n,
    actor: `person-${n % 40}`,
    caseId: `INC${String((row * 37 + n) % 17_000).padStart(7, '0')}`,
    leg: 'sign',
    to: `team-${n % 70}`,
    items: ['quotation', 'approval'],
  })),
  decisions: Array.from({ length: 50 }, (_, n) => ({
    id: randomUUID(),
    type: 'baton.stall.raised.v1',
    at: 1_750_000_000_000 + row * 60_000 + n,
    caseId: `INC${String((row * 41 + n) % 17_000).padStart(7, '0')}`,
    stall: { kind: 'unaccepted', leg: 'sign', since: 1_750_000_000_000, accountable: `person-${n % 40}`, rung: n % 2 },
  })),
});

export interface ReadBenchOptions {
  readonly bench?: string;
  readonly goal?: number;
  readonly rounds?: number;
  /** Size of the ledger. */
  readonly megabytes?: number;
  /** The data of the n-th row; default: about 200 facts and decisions. */
  readonly row?: (n: number) => unknown;
  /** Made anew for each reading of the ledger, then called with each row. */
  readonly createFold?: () => (event: StoredEvent) => void;
}

const fillLedger = async (store: SqliteEventStore, options: ReadBenchOptions): Promise<string[]> => {
  const texts: string[] = [];
  const wanted = (options.megabytes ?? 50) * 1_000_000;
  for (let n = 0, written = 0; written < wanted; n += 1) {
    const data = (options.row ?? ledgerRow)(n);
    const text = JSON.stringify(data);
    texts.push(text);
    written += text.length;
    await store.append('ledger-0', n - 1, [{ id: randomUUID(), type: 'baton.ledger.entry.v1', data }]);
  }
  return texts;
};

/** Reading and parsing a whole ledger (and folding it), against JSON.parse of the same texts in memory. */
export const readBench = (reporter: Reporter, options: ReadBenchOptions = {}): Promise<void> =>
  inFolder(async (folder) => {
    const store = await SqliteEventStore.open({ file: join(folder, 'ledger.sqlite'), now: Date.now });
    const texts = await fillLedger(store, options);
    const megabytes = texts.reduce((sum, text) => sum + text.length, 0) / 1_000_000;
    const rates: { readonly store: number[]; readonly parse: number[] } = { store: [], parse: [] };
    const read = async (): Promise<void> => {
      const fold = options.createFold?.() ?? (() => {});
      let rows = 0;
      for await (const page of store.readStreamPages('ledger-0'))
        for (const event of page) {
          fold(event);
          rows += 1;
        }
      if (rows !== texts.length) throw new Error(`${rows} rows instead of ${texts.length}`);
    };
    const parse = async (): Promise<void> => {
      for (const text of texts) JSON.parse(text);
    };
    for (let round = -1; round < (options.rounds ?? 7); round += 1) {
      const storeRate = await perSecond(megabytes, read);
      const parseRate = await perSecond(megabytes, parse);
      if (round < 0) continue;
      rates.store.push(storeRate);
      rates.parse.push(parseRate);
    }
    reporter.report({
      bench: options.bench ?? 'store read and parse a ledger, JSON.parse',
      value: median(rates.store),
      unit: 'MB/s',
      limit: median(rates.parse),
      ratio: ratios(rates.store, rates.parse),
      goal: options.goal ?? 0.7,
    });
    await store.close();
  });

if (import.meta.main) {
  const smoke = process.argv.includes('--smoke');
  const reporter = createReporter();
  await appendBench(reporter, smoke ? { rounds: 2 } : {});
  await readBench(reporter, smoke ? { rounds: 2, megabytes: 5 } : {});
  // A smoke shows that it runs; its rounds are too few to judge by.
  process.exitCode = reporter.missed.length > 0 && !smoke ? 1 : 0;
}
