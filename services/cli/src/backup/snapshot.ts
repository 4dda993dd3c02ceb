import { backup, DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

const maxAttempts = 200;
const retryDelayMs = 5;
const busyTimeoutMs = 5000;

interface Source {
  readonly file: string;
  readonly reader: DatabaseSync;
  /** Sees whether anybody wrote since it last looked. */
  readonly watcher: DatabaseSync;
}

/**
 * All files as they were at one instant, so that no file knows of something that another has not got. Writers go on
 * meanwhile. Throws when they write so often that no such instant could be found.
 */
export class Snapshot {
  readonly #sources: readonly Source[];

  private constructor(sources: readonly Source[]) {
    this.#sources = sources;
  }

  static async take(files: readonly string[]): Promise<Snapshot> {
    const open = (file: string): DatabaseSync => new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs });
    const snapshot = new Snapshot(files.map((file) => ({ file, reader: open(file), watcher: open(file) })));
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      if (snapshot.#isOneInstant()) return snapshot;
      await pause(retryDelayMs);
    }
    snapshot.close();
    throw new Error('the data folder is written to without a pause; try again when less is going on');
  }

  /** Copies one of the files. */
  async copy(file: string, target: string): Promise<void> {
    const source = this.#sources.find((each) => each.file === file)!;
    await backup(source.reader, target);
  }

  close(): void {
    for (const { reader, watcher } of this.#sources) {
      reader.close();
      watcher.close();
    }
  }

  /** Every reader begins between two looks at every file; when no file changed in between, they saw the same instant. */
  #isOneInstant(): boolean {
    const before = this.#versions();
    for (const { reader } of this.#sources) {
      if (reader.isTransaction) reader.exec('rollback');
      reader.exec('begin');
      reader.prepare('select count(*) from sqlite_schema').get();
    }
    return this.#versions().every((version, index) => version === before[index]);
  }

  #versions(): unknown[] {
    return this.#sources.map(({ watcher }) => watcher.prepare('pragma data_version').get()!['data_version']);
  }
}
