import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BegunFolder, baton, go, parts, verified } from './begun-folder.fixture.ts';
import { FolderWorld, inFolder, standingIn } from './folder-world.fixture.ts';

let begun: BegunFolder;
beforeAll(async () => {
  begun = await BegunFolder.make();
}, 180_000);
afterAll(() => begun.remove());

it('has open cases with stalls and clocks to bring along', () => {
  expect(begun.standing.filter(({ status }) => status === 'open').length).toBeGreaterThan(20);
  expect(begun.standing.flatMap(({ open }) => open).length).toBeGreaterThan(20);
  expect(begun.standing.flatMap(({ clocks }) => clocks).length).toBeGreaterThan(20);
});

describe('a folder that goes from three shards to five, and to two', () => {
  it('has every case as it was, and goes on as its twin with three does', async () => {
    const [moved, twin] = [begun.copied(), begun.copied()];
    expect(await go(moved, 5)).toMatchObject({ from: 3, to: 5, cases: begun.standing.length });
    expect(await standingIn(moved)).toEqual(begun.standing);
    await inFolder(moved, (world) => world.record(parts[1]));
    await inFolder(twin, (world) => world.record(parts[1]));
    expect(await standingIn(moved)).toEqual(await standingIn(twin));
    await go(moved, 2);
    expect(await standingIn(moved)).toEqual(await standingIn(twin));
    for (const directory of [moved, twin]) await inFolder(directory, (world) => world.record(parts[2]));
    expect(await standingIn(moved)).toEqual(await standingIn(twin));
    const [made, expected] = [moved, twin].map((directory) => inFolder(directory, (world) => world.decisions()));
    expect(await made).toEqual(await expected);
    expect(await verified(moved)).toEqual(Array.from({ length: 10 }, (_, ledger) => `real/ledger-${ledger}`));
  }, 180_000);

  it('folds no event again that it has folded before', async () => {
    const moved = begun.copied();
    await go(moved, 5);
    const decisions = await inFolder(moved, (world) => world.decisions());
    await inFolder(moved, (world) => world.record(parts[0]));
    expect(await inFolder(moved, (world) => world.decisions())).toEqual(decisions);
  }, 240_000);

  it('brings shards to the same rules when one had not read the newest', async () => {
    const [moved, twin] = [begun.copied(), begun.copied()];
    const { fact } = parts[0].find(({ fact: one }) => one.type === 'baton.people.roster-changed.v1')!;
    const recordedAt = parts[0].at(-1)!.recordedAt;
    const late = { ...fact, id: 'late roster', occurredAt: recordedAt };
    const world = await FolderWorld.open(moved);
    await world.recordIn(1, { fact: late, recordedAt });
    await world.close();
    await go(moved, 2);
    await inFolder(twin, (one) => one.record([{ fact: late, recordedAt }]));
    expect(await standingIn(moved)).toEqual(await standingIn(twin));
    await verified(moved);
  }, 240_000);
});

describe('verification', () => {
  /** Puts another text into the first append of a ledger that has the one. */
  const tamper = (directory: string, ledger: number, [from, to]: readonly [RegExp, string]): void => {
    const database = new DatabaseSync(join(directory, `ledger-${ledger}.db`));
    const rows = database.prepare('select rowid as row, data from event').all() as { row: number; data: string }[];
    const { row, data } = rows.find((one) => from.test(one.data))!;
    database.prepare('update event set data = ? where rowid = ?').run(data.replace(from, to), row);
    database.close();
  };

  it.each([
    ['a decision of the first generation', 1, /"type":"stall-raised","id":"/, '"type":"stall-raised","id":"0'],
    ['a holder that was carried over', 4, /"accountable":"[a-z]+"/, '"accountable":"mallory"'],
    ['a clock that was carried over', 4, /"due":1(\d+)/, '"due":2$1'],
    ['a rule that was carried over', 5, /"recordedAt":1(\d+)(?=[^{}]*},\{"fact")/, '"recordedAt":2$1'],
    ['a decision of the second generation', 5, /"type":"stall-raised","id":"/, '"type":"stall-raised","id":"0'],
  ] as const)(
    'finds %s that somebody has changed',
    async (_, ledger, from, to) => {
      const directory = begun.copied();
      await go(directory, 5);
      await inFolder(directory, (world) => world.record(parts[1]));
      await verified(directory);
      tamper(directory, ledger, [from, to]);
      const { code, out } = await baton(directory, 'replay', '--verify');
      expect(out.split('\n').find((line) => line.startsWith(`real/ledger-${ledger}:`))).toContain('DIFFER');
      expect(code).toBe(1);
    },
    120_000,
  );
});

describe('the command refuses, in one line', () => {
  it.each([
    ['the present number', ['--to', '3'], 1, '--to: there are 3 shards already'],
    ['no number', [], 2, '--to: missing'],
    ['0', ['--to', '0'], 2, "--to: expected a whole number from 1 to 1024, found '0'"],
    ['too many', ['--to', '1025'], 2, "--to: expected a whole number from 1 to 1024, found '1025'"],
    ['no whole number', ['--to', 'two'], 2, "--to: expected a whole number from 1 to 1024, found 'two'"],
  ])('%s', async (_, words, code, says) => {
    const refused = await baton(begun.copied(), 'reshard', ...words);
    expect(refused.code).toBe(code);
    expect(refused.notes.split('\n')[0]).toBe(`baton reshard: ${says}`);
  });

  it('a folder that Baton still runs on', async () => {
    const directory = begun.copied();
    const before = readFileSync(join(directory, 'format'), 'utf8');
    await inFolder(directory, async () => {
      const { code, notes } = await baton(directory, 'reshard', '--to', '5');
      expect(notes).toMatch(/^baton reshard: The data folder .* is used by another Baton \(\w+\)\.$/);
      expect(code).toBe(1);
    });
    expect(readFileSync(join(directory, 'format'), 'utf8')).toBe(before);
  });

  it('a folder without ledgers', async () => {
    const { code, notes } = await baton(join(begun.copied(), 'nothing', 'real'), 'reshard', '--to', '5');
    expect(notes).toMatch(/^baton reshard: --data: no ledger in /);
    expect(code).toBe(1);
  });
});
