import type { BusPosition, ReaderProgress } from '@baton/bus';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { LockProbe } from './process-lock.ts';

const busyTimeoutMs = 20;

export const progressFile = (directory: string, name: string): string => join(directory, `progress-${name}.db`);
export const lockFile = (directory: string, name: string): string => join(directory, `progress-${name}.lock`);

/** The running readers of other processes, as the files in the folder say; those of a dead process are left out. */
export class ForeignProcesses {
  readonly #directory: string;
  readonly #known = new Map<string, ForeignProcess>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  readers(own: ReadonlySet<string>): readonly ReaderProgress[] {
    return this.#names()
      .filter((name) => !own.has(name))
      .flatMap((name) => {
        const process = this.#known.get(name) ?? new ForeignProcess(this.#directory, name);
        this.#known.set(name, process);
        return process.readers();
      });
  }

  close(): void {
    for (const process of this.#known.values()) process.close();
    this.#known.clear();
  }

  #names(): readonly string[] {
    return readdirSync(this.#directory)
      .map((file) => /^progress-(.+)\.lock$/.exec(file)?.[1])
      .filter((name) => name !== undefined);
  }
}

interface Reading {
  readonly database: DatabaseSync;
  readonly version: StatementSync;
  readonly rows: StatementSync;
}

class ForeignProcess {
  readonly #file: string;
  readonly #lock: LockProbe;
  #reading: Reading | undefined;
  #seen: { readonly version: unknown; readonly readers: readonly ReaderProgress[] } | undefined;

  constructor(directory: string, name: string) {
    this.#file = progressFile(directory, name);
    this.#lock = new LockProbe(lockFile(directory, name));
  }

  readers(): readonly ReaderProgress[] {
    if (!this.#lock.isHeld()) {
      this.#stopReading();
      return [];
    }
    return this.#read();
  }

  close(): void {
    this.#stopReading();
    this.#lock.close();
  }

  #read(): readonly ReaderProgress[] {
    if (!existsSync(this.#file)) return [];
    this.#reading ??= open(this.#file);
    const { version } = this.#reading.version.get() as { version: unknown };
    if (this.#seen === undefined || this.#seen.version !== version)
      this.#seen = { version, readers: this.#reading.rows.all().map(toProgress) };
    return this.#seen.readers;
  }

  #stopReading(): void {
    this.#reading?.database.close();
    this.#reading = undefined;
    this.#seen = undefined;
  }
}

const open = (file: string): Reading => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs });
  return {
    database,
    version: database.prepare('SELECT data_version AS version FROM pragma_data_version'),
    rows: database.prepare('SELECT reader, feeds, position, busy FROM readers'),
  };
};

const toProgress = ({ reader, feeds, position, busy }: Record<string, unknown>): ReaderProgress => ({
  reader: String(reader),
  feeds: JSON.parse(String(feeds)) as readonly string[],
  position: JSON.parse(String(position)) as BusPosition,
  busy: Number(busy),
  here: false,
});
