// Kills a writing process again and again and looks at what it left. `node --conditions=@baton/source test/store/crash.ts --kills 180`
import type { StoredEvent } from '@baton/event-store';
import { SqliteEventStore } from '@baton/event-store-sqlite';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startWriter } from './start-writer.ts';

export interface CrashReport {
  readonly kills: number;
  readonly acknowledged: number;
  readonly stored: number;
  readonly problems: readonly string[];
}

interface Written {
  readonly append: string;
  readonly at: number;
  readonly of: number;
}

const callers = 16;
const answersBeforeKill = 300;
const maxDelayMs = 20;

/** What is wrong with the events that survived, in sentences. */
export const findProblems = (events: readonly StoredEvent[], acknowledged: readonly string[]): string[] => {
  const problems: string[] = [];
  const seen = new Map<string, number>();
  const last = new Map<string, { readonly revision: number; readonly written: Written }>();
  for (const { stream, revision, data } of events) {
    const written = data as Written;
    const before = last.get(stream);
    if (revision !== (before?.revision ?? -1) + 1) problems.push(`${stream} has no revision before ${revision}`);
    const expected = before === undefined || before.written.at + 1 === before.written.of ? 0 : before.written.at + 1;
    if (written.at !== expected) problems.push(`${stream} has a half append before revision ${revision}`);
    if (written.at === 0) seen.set(written.append, (seen.get(written.append) ?? 0) + 1);
    last.set(stream, { revision, written });
  }
  for (const [stream, { written }] of last)
    if (written.at + 1 !== written.of) problems.push(`${stream} ends with a half append`);
  for (const append of acknowledged)
    if (seen.get(append) !== 1) problems.push(`${append} was acknowledged and is there ${seen.get(append) ?? 0} times`);
  return problems;
};

const readEverything = async (file: string): Promise<StoredEvent[]> => {
  const store = await SqliteEventStore.open({ file, now: Date.now });
  const events: StoredEvent[] = [];
  for (let caller = 0; caller < callers; caller += 1)
    for await (const page of store.readStreamPages(`stream-${caller}`)) events.push(...page);
  await store.close();
  return events;
};

/** Starts a writer, kills it at a random moment while it answers, and gives what it had answered. */
const killAWriter = async (file: string): Promise<readonly string[]> => {
  const writer = startWriter({ file, callers, appends: Infinity });
  await writer.hasAnswered(1 + Math.floor(Math.random() * answersBeforeKill));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * maxDelayMs));
  writer.process.kill('SIGKILL');
  const { code, errors } = await writer.ended;
  if (code !== null) throw new Error(`the writer ended by itself: ${errors}`);
  return writer.answered;
};

/** One file, and up to ten processes after each other that are killed while they write to it. */
const crashOneFile = async (file: string, kills: number): Promise<CrashReport> => {
  const acknowledged: string[] = [];
  const problems: string[] = [];
  let stored = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    acknowledged.push(...(await killAWriter(file)));
    const events = await readEverything(file);
    stored = new Set(events.map(({ data }) => (data as Written).append)).size;
    problems.push(...findProblems(events, acknowledged));
  }
  return { kills, acknowledged: acknowledged.length, stored, problems };
};

const killsPerFile = 10;

export const crash = async (kills: number): Promise<CrashReport> => {
  const folder = await mkdtemp(join(tmpdir(), 'store-crash-'));
  let total: CrashReport = { kills: 0, acknowledged: 0, stored: 0, problems: [] };
  try {
    while (total.kills < kills) {
      const file = join(folder, `events-${total.kills}.sqlite`);
      const report = await crashOneFile(file, Math.min(killsPerFile, kills - total.kills));
      total = {
        kills: total.kills + report.kills,
        acknowledged: total.acknowledged + report.acknowledged,
        stored: total.stored + report.stored,
        problems: [...total.problems, ...report.problems],
      };
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return total;
};

if (import.meta.main) {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '180' } } });
  const { kills, acknowledged, stored, problems } = await crash(Number(values.kills));
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  const verdict = problems.length === 0 ? 'every one is there once, none is half there' : `${problems.length} problems`;
  process.stdout.write(
    `${kills} kills, ${acknowledged} acknowledged appends, ${stored} stored (${stored - acknowledged} not yet answered): ${verdict}.\n`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}
