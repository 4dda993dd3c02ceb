import type { Fact, Instant, Party, ReferenceFact } from '@baton/contracts';
import { type LogAnalysis, LogAnalyser } from './analyse-log.ts';
import { type ColumnPlan, planColumns } from './column-plan.ts';
import type { LogMap } from './log-map.ts';
import { RowMapper } from './map-row.ts';
import { type BadRow, LogFileError, readRows } from './read-rows.ts';
import { RowSorter } from './sort-rows.ts';

/** Where the facts go: a new ledger whose clock is the log's. */
export interface ImportTarget {
  /** The facts happened by `at`, which never goes back. */
  append(facts: readonly Fact[], at: Instant): Promise<void>;
  /** Nothing follows. Everything is on disk when it resolves. */
  complete(): Promise<void>;
  close(): Promise<void>;
}

export interface ImportJob {
  readonly file: string;
  readonly map: LogMap;
  /** An empty folder for what does not fit into memory. */
  readonly sortFolder: string;
  /** Rows that are kept in memory while sorting. */
  readonly runRows?: number;
  /** More rows than these that cannot be read stop the import. */
  readonly maxBadRows: number;
  /** Rows after it are left out, as if the log had been taken then. */
  readonly until?: Instant;
  readonly openTarget: (startAt: Instant) => Promise<ImportTarget>;
  readonly progress?: ImportProgress;
}

export interface ImportProgress {
  reading(bytes: number, rows: number): void;
  folding(rows: number, total: number): void;
}

export interface ImportSummary extends LogAnalysis {
  readonly facts: number;
  /** Rows that no rule made a fact of. */
  readonly rowsWithoutFacts: number;
  readonly badRows: readonly BadRow[];
  readonly badRowCount: number;
}

const keptBadRows = 20;

/**
 * Reads the log once, sorts its rows by time across cases and feeds the facts that they are, in that order. The target
 * is opened when the whole file has been read, and closed whatever happens.
 */
export const importLog = async (job: ImportJob): Promise<ImportSummary> => {
  const plan = planColumns(job.map);
  const analyser = new LogAnalyser(job.map.analysis, plan);
  const reading = await readAll(job, plan, analyser);
  if (reading.startAt === undefined) throw new LogFileError(`${job.file}: expected at least one row that can be read`);
  const target = await job.openTarget(reading.startAt);
  try {
    const fed = await feed(job, { target, plan, analyser, ...reading, startAt: reading.startAt });
    await target.complete();
    return { ...analyser.result(), ...fed, badRows: reading.badRows, badRowCount: reading.badRowCount };
  } finally {
    await target.close();
  }
};

interface Reading {
  readonly sorter: RowSorter;
  readonly rows: number;
  readonly startAt: Instant | undefined;
  readonly parties: readonly Party[];
  readonly badRows: readonly BadRow[];
  readonly badRowCount: number;
}

const readAll = async (job: ImportJob, plan: ColumnPlan, analyser: LogAnalyser): Promise<Reading> => {
  const sorter = new RowSorter(job.sortFolder, job.runRows);
  const parties = new PartyCollector(job.map, plan);
  const bad = new BadRows(job);
  let startAt: Instant | undefined;
  let rows = 0;
  let bytes = 0;
  const onBytes = (read: number): void => void (bytes = read);
  for await (const row of readRows({
    file: job.file,
    map: job.map,
    plan,
    onBadRow: (each) => bad.add(each),
    onBytes,
  })) {
    if (row.at > (job.until ?? Infinity)) continue;
    startAt = Math.min(startAt ?? row.at, row.at);
    rows += 1;
    analyser.read(row);
    parties.read(row.cells);
    sorter.add(row);
    if (rows % 1000 === 0) job.progress?.reading(bytes, rows);
  }
  return { sorter, rows, startAt, parties: parties.found(), badRows: bad.first, badRowCount: bad.count };
};

interface Feeding extends Reading {
  readonly startAt: Instant;
  readonly target: ImportTarget;
  readonly plan: ColumnPlan;
  readonly analyser: LogAnalyser;
}

type Fed = Pick<ImportSummary, 'facts' | 'rowsWithoutFacts'>;

/** One append for all rows of an instant. */
const feed = async (
  job: ImportJob,
  { target, plan, analyser, sorter, rows, startAt, parties }: Feeding,
): Promise<Fed> => {
  const mapper = new RowMapper(job.map, plan);
  let waiting: Fact[] = referenceFacts(job.map, parties, startAt);
  let at = startAt;
  let facts = waiting.length;
  let rowsWithoutFacts = 0;
  let done = 0;
  for (const row of sorter.sorted()) {
    if (row.at !== at) {
      await target.append(waiting, at);
      waiting = [];
      at = row.at;
    }
    analyser.fold(row);
    const mapped = mapper.map(row);
    waiting.push(...mapped);
    facts += mapped.length;
    if (mapped.length === 0) rowsWithoutFacts += 1;
    done += 1;
    if (done % 1000 === 0) job.progress?.folding(done, rows);
  }
  await target.append(waiting, at);
  job.progress?.folding(done, rows);
  return { facts, rowsWithoutFacts };
};

/** Published before the first row, so that every case finds its route, its hours and its parties. */
const referenceFacts = (
  { source, calendar, route }: LogMap,
  parties: readonly Party[],
  at: Instant,
): ReferenceFact[] => {
  const header = (name: string) => ({ id: `${source} ${name}`, occurredAt: at, actor: route.owner });
  return [
    { ...header('calendar'), type: 'baton.rules.calendar-published.v1', calendar },
    { ...header('roster'), type: 'baton.people.roster-changed.v1', parties },
    { ...header('route'), type: 'baton.rules.route-published.v1', route },
  ];
};

class PartyCollector {
  readonly #columns: readonly { readonly index: number; readonly kind: Party['kind']; readonly calendar: string }[];
  readonly #found: Map<string, Party>;

  constructor(map: LogMap, plan: ColumnPlan) {
    this.#columns = map.partiesFrom.map((each) => ({
      index: plan.indexOf(each.column),
      kind: each.kind,
      calendar: each.calendar,
    }));
    this.#found = new Map(map.parties.map((party) => [party.id, party]));
  }

  read(cells: readonly (string | null)[]): void {
    for (const { index, kind, calendar } of this.#columns) {
      const id = cells[index];
      if (id !== null && id !== undefined && !this.#found.has(id))
        this.#found.set(id, { id, name: id, kind, calendar });
    }
  }

  found(): readonly Party[] {
    return [...this.#found.values()];
  }
}

class BadRows {
  readonly first: BadRow[] = [];
  readonly #job: ImportJob;
  count = 0;

  constructor(job: ImportJob) {
    this.#job = job;
  }

  add(row: BadRow): void {
    this.count += 1;
    if (this.first.length < keptBadRows) this.first.push(row);
    const { file, maxBadRows } = this.#job;
    if (this.count > maxBadRows)
      throw new LogFileError(
        `${file}: more than ${maxBadRows} rows cannot be read; the last one is line ${row.line}: ${row.reason}`,
      );
  }
}
