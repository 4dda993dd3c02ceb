import { type BusPosition, type Place, type ProgressBoard, type ReaderProgress, WakeUp } from '@baton/bus';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ForeignProcesses } from './foreign-progress.ts';
import type { WriteBehind } from './write-behind.ts';

export const readerTables = `
  CREATE TABLE IF NOT EXISTS readers (place INTEGER PRIMARY KEY, reader TEXT NOT NULL, feeds TEXT NOT NULL,
    position TEXT NOT NULL, busy INTEGER NOT NULL);
  DELETE FROM readers;`;

/** The boards that this process writes, by folder: they see each other without the files. */
const neighbours = new Map<string, Set<SqliteProgressBoard>>();

export interface BoardSetting {
  readonly directory: string;
  readonly name: string;
  readonly database: DatabaseSync;
  readonly writes: WriteBehind;
}

interface OwnPlace extends ReaderProgress {
  position: Record<string, string>;
  busy: number;
}

/** The places of this process's readers, written for other processes to see, and theirs as their files say. */
export class SqliteProgressBoard implements ProgressBoard {
  readonly changes: WakeUp = new WakeUp();
  readonly #setting: BoardSetting;
  readonly #places = new Set<OwnPlace>();
  readonly #neighbours: Set<SqliteProgressBoard>;
  readonly #foreign: ForeignProcesses;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  #lastPlace = 0;

  constructor(setting: BoardSetting) {
    this.#setting = setting;
    this.#put = setting.database.prepare('INSERT OR REPLACE INTO readers VALUES (?, ?, ?, ?, ?)');
    this.#remove = setting.database.prepare('DELETE FROM readers WHERE place = ?');
    this.#foreign = new ForeignProcesses(setting.directory);
    this.#neighbours = neighbours.get(setting.directory) ?? new Set();
    neighbours.set(setting.directory, this.#neighbours);
    this.#neighbours.add(this);
  }

  join(reader: string, start: { readonly feeds: readonly string[]; readonly position: BusPosition }): Place {
    this.#lastPlace += 1;
    const number = this.#lastPlace;
    const place: OwnPlace = { reader, feeds: start.feeds, position: { ...start.position }, busy: 0, here: true };
    this.#places.add(place);
    this.#write(number, place);
    return {
      moved: (feed, position) => {
        if (place.position[feed] === position) return;
        place.position[feed] = position;
        this.#write(number, place);
      },
      busy: (change) => {
        place.busy += change;
        this.#write(number, place);
      },
      leave: () => {
        this.#places.delete(place);
        this.#setting.writes.replace(`reader ${number}`, () => this.#remove.run(number));
        this.#announce();
      },
      shown: () => this.#setting.writes.kept(),
    };
  }

  readers(): readonly ReaderProgress[] {
    const here = [...this.#neighbours];
    const names = new Set(here.map((board) => board.#setting.name));
    return [...here.flatMap((board) => [...board.#places]), ...this.#foreign.readers(names)];
  }

  close(): void {
    this.#places.clear();
    this.#neighbours.delete(this);
    this.#foreign.close();
    this.#announce();
  }

  #write(number: number, place: OwnPlace): void {
    const { reader, feeds, position, busy } = place;
    this.#setting.writes.replace(`reader ${number}`, () =>
      this.#put.run(number, reader, JSON.stringify(feeds), JSON.stringify(position), busy),
    );
    this.#announce();
  }

  #announce(): void {
    this.changes.announce();
    for (const board of this.#neighbours) if (board !== this) board.changes.announce();
  }
}
