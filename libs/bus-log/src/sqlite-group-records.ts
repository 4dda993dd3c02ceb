import {
  type BusPosition,
  type Delivery,
  type GroupRecord,
  type GroupRecords,
  identityOf,
  InMemoryGroupRecord,
  type Parked,
} from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { WriteBehind } from './write-behind.ts';

export const groupTables = `
  CREATE TABLE IF NOT EXISTS positions (consumer TEXT, feed TEXT, position TEXT NOT NULL,
    PRIMARY KEY (consumer, feed)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS attempts (consumer TEXT, identity TEXT, attempts INTEGER NOT NULL,
    PRIMARY KEY (consumer, identity)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS parked (ordinal INTEGER PRIMARY KEY, consumer TEXT, identity TEXT, parked TEXT NOT NULL,
    released INTEGER NOT NULL, UNIQUE (consumer, identity));`;

/** Everything is in memory too; the file is read once, when a group is first asked for. */
export class SqliteGroupRecords implements GroupRecords {
  readonly #database: DatabaseSync;
  readonly #writes: WriteBehind;
  readonly #groups = new Map<string, GroupRecord>();

  constructor(database: DatabaseSync, writes: WriteBehind) {
    this.#database = database;
    this.#writes = writes;
  }

  group(name: string): GroupRecord {
    const known = this.#groups.get(name) ?? new SqliteGroupRecord(name, this.#database, this.#writes);
    this.#groups.set(name, known);
    return known;
  }

  groups(): readonly string[] {
    const rows = this.#database.prepare('SELECT consumer FROM positions UNION SELECT consumer FROM parked').all();
    return [...new Set([...rows.map(({ consumer }) => String(consumer)), ...this.#groups.keys()])];
  }
}

class SqliteGroupRecord implements GroupRecord {
  readonly #group: string;
  readonly #memory: GroupRecord;
  readonly #writes: WriteBehind;
  readonly #statements: Readonly<Record<'moved' | 'began' | 'ended' | 'over' | 'park' | 'release', StatementSync>>;

  constructor(group: string, database: DatabaseSync, writes: WriteBehind) {
    this.#group = group;
    this.#writes = writes;
    this.#memory = load(group, database);
    this.#statements = {
      moved: database.prepare('INSERT OR REPLACE INTO positions VALUES (?, ?, ?)'),
      began: database.prepare('INSERT OR REPLACE INTO attempts VALUES (?, ?, ?)'),
      ended: database.prepare('DELETE FROM attempts WHERE consumer = ? AND identity = ?'),
      over: database.prepare('DELETE FROM parked WHERE consumer = ? AND identity = ? AND released = 1'),
      park: database.prepare('INSERT OR REPLACE INTO parked VALUES (NULL, ?, ?, ?, 0)'),
      release: database.prepare('UPDATE parked SET released = 1 WHERE consumer = ? AND identity = ?'),
    };
  }

  position(): BusPosition {
    return this.#memory.position();
  }

  moved(feed: string, position: string): void {
    this.#memory.moved(feed, position);
    const { moved } = this.#statements;
    this.#writes.replace(`${this.#group}\u0000${feed}`, () => moved.run(this.#group, feed, position));
  }

  attempts(event: CloudEvent): number {
    return this.#memory.attempts(event);
  }

  async began(event: CloudEvent): Promise<void> {
    await this.#memory.began(event);
    this.#writeAttempts(event);
    await this.#writes.kept();
  }

  ended(event: CloudEvent): void {
    this.#memory.ended(event);
    this.#writeEnd(event);
  }

  park(parked: Parked): void {
    const { event } = parked.delivery;
    this.#memory.park(parked);
    this.#writeEnd(event);
    const text = JSON.stringify(parked);
    const { park } = this.#statements;
    this.#writes.add(() => park.run(this.#group, identityOf(event.source, event.id), text));
  }

  parked(): readonly Parked[] {
    return this.#memory.parked();
  }

  release(eventId: string, source: string): Delivery | undefined {
    const delivery = this.#memory.release(eventId, source);
    if (delivery === undefined) return undefined;
    const { release } = this.#statements;
    this.#writes.add(() => release.run(this.#group, identityOf(source, eventId)));
    this.#writeAttempts(delivery.event);
    return delivery;
  }

  released(): readonly Delivery[] {
    return this.#memory.released();
  }

  kept(): Promise<void> {
    return this.#writes.kept();
  }

  #writeAttempts(event: CloudEvent): void {
    const attempts = this.#memory.attempts(event);
    const { began } = this.#statements;
    this.#writes.add(() => began.run(this.#group, identityOf(event.source, event.id), attempts));
  }

  #writeEnd(event: CloudEvent): void {
    const identity = identityOf(event.source, event.id);
    const { ended, over } = this.#statements;
    this.#writes.add(() => {
      ended.run(this.#group, identity);
      over.run(this.#group, identity);
    });
  }
}

const load = (group: string, database: DatabaseSync): GroupRecord => {
  const memory = new InMemoryGroupRecord();
  for (const { feed, position } of database
    .prepare('SELECT feed, position FROM positions WHERE consumer = ?')
    .all(group))
    memory.moved(String(feed), String(position));
  const parked = database.prepare('SELECT parked, released FROM parked WHERE consumer = ? ORDER BY ordinal').all(group);
  for (const row of parked) {
    const one = JSON.parse(String(row['parked'])) as Parked;
    memory.park(one);
    if (row['released'] === 1) memory.release(one.delivery.event.id, one.delivery.event.source);
  }
  for (const row of database.prepare('SELECT identity, attempts FROM attempts WHERE consumer = ?').all(group))
    memory.restore(String(row['identity']), Number(row['attempts']));
  return memory;
};
