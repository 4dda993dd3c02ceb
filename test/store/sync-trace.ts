// Whether each answer of a writer comes after the sync of what it answers, as the system calls tell it.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWriter, type WriterOptions } from './start-writer.ts';

export interface SyncTrace {
  readonly answers: number;
  readonly syncs: number;
  /** Appends that were answered before the bytes that hold them had been written to the log and synced. */
  readonly unsynced: readonly string[];
}

/** Why no trace can be made here; undefined: it can. */
export const whyNoTrace = (): string | undefined => {
  const probe = spawnSync('strace', ['-e', 'trace=none', 'true'], { encoding: 'utf8' });
  if (probe.error !== undefined) return 'strace is not installed';
  return probe.status === 0 ? undefined : `strace cannot trace here: ${probe.stderr.trim()}`;
};

const writtenCall = /\bpwrite(?:64|v2?)?\(\d+<([^>]*)>, "((?:[^"\\]|\\.)*)"/;
const syncCall = /\bf(?:data)?sync\(\d+<([^>]*)>/;
const answerCall = /\bwrite\(1<[^>]*>, "ack ([0-9a-f-]{36})/;
const appendId = /append\\":\\"([0-9a-f-]{36})/g;

/** Reads the calls of one process in their order. A write counts as synced by the next sync of the same file. */
export const readTrace = (lines: readonly string[]): SyncTrace => {
  const written = new Map<string, string>();
  const synced = new Set<string>();
  const unsynced: string[] = [];
  let answers = 0;
  let syncs = 0;
  for (const line of lines) {
    const [, file, bytes] = writtenCall.exec(line) ?? [];
    if (file?.endsWith('-wal')) for (const [, append] of bytes!.matchAll(appendId)) written.set(append!, file);
    const [, syncedFile] = syncCall.exec(line) ?? [];
    if (syncedFile?.endsWith('-wal')) {
      syncs += 1;
      for (const [append, inFile] of written) if (inFile === syncedFile) synced.add(append);
      written.clear();
    }
    const [, answered] = answerCall.exec(line) ?? [];
    if (answered === undefined) continue;
    answers += 1;
    if (!synced.has(answered)) unsynced.push(answered);
  }
  return { answers, syncs, unsynced };
};

const longestRecordedWrite = 8_192;

/** Runs a writer under strace; `-y` names the file of each call. */
export const traceSyncs = async (variant?: WriterOptions['variant']): Promise<SyncTrace> => {
  const folder = await mkdtemp(join(tmpdir(), 'sync-trace-'));
  const traceFile = join(folder, 'trace.txt');
  const calls = 'trace=fdatasync,fsync,write,pwrite64,pwritev,pwritev2';
  try {
    const writer = startWriter({
      file: join(folder, 'events.sqlite'),
      callers: 4,
      appends: 25,
      under: ['strace', '-f', '-y', '-s', String(longestRecordedWrite), '-e', calls, '-o', traceFile],
      ...(variant === undefined ? {} : { variant }),
    });
    const { code, errors } = await writer.ended;
    if (code !== 0) throw new Error(`the traced writer ended with ${code}: ${errors}`);
    return readTrace((await readFile(traceFile, 'utf8')).split('\n'));
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** The good writer must pass, and the one that answers before its commit must be found out. */
const runByHand = async (): Promise<boolean> => {
  const reason = whyNoTrace();
  if (reason !== undefined) {
    process.stdout.write(`cannot trace: ${reason}\n`);
    return false;
  }
  const good = await traceSyncs();
  const early = await traceSyncs('answer-early');
  process.stdout.write(
    `${good.answers} answers, ${good.syncs} syncs, ${good.unsynced.length} answers before their sync\n`,
  );
  process.stdout.write(`planted: ${early.unsynced.length} of ${early.answers} answers before their commit found out\n`);
  return good.answers > 0 && good.unsynced.length === 0 && early.unsynced.length === early.answers;
};

if (import.meta.main) {
  const passed = await runByHand();
  process.stdout.write(passed ? '1 passed, 0 failed\n' : '0 passed, 1 failed\n');
  process.exitCode = passed ? 0 : 1;
}
