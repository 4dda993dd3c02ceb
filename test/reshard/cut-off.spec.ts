import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SqliteEventStore } from '@baton/event-store-sqlite';
import { Resharding } from '@baton/service-kit';
import { BegunFolder, baton, go, verified } from './begun-folder.fixture.ts';
import { FolderWorld, standingIn } from './folder-world.fixture.ts';

let begun: BegunFolder;
beforeAll(async () => {
  begun = await BegunFolder.make();
}, 180_000);
afterAll(() => begun.remove());
afterEach(() => void jest.restoreAllMocks());

describe('cut off', () => {
  /** As when the machine stops: from the n-th append on nothing is written. */
  const cutAt = async (directory: string, n: number): Promise<boolean> => {
    let appends = 0;
    const { append } = SqliteEventStore.prototype;
    jest.spyOn(SqliteEventStore.prototype, 'append').mockImplementation(function (this: SqliteEventStore, ...what) {
      if (appends++ >= n) throw new Error('cut off');
      return append.apply(this, what);
    });
    const isDone = await go(directory, 5).then(
      () => true,
      () => false,
    );
    jest.restoreAllMocks();
    return isDone;
  };

  it('before any append, it does not start, and is done when it is repeated', async () => {
    let n = 0;
    for (; ; n++) {
      const directory = begun.copied();
      if (await cutAt(directory, n)) break;
      await expect(FolderWorld.open(directory)).rejects.toThrow(
        /on the way to 5 shards.*run `baton reshard --to 5` again/,
      );
      await go(directory, n % 2 === 0 ? 5 : 3);
      expect(await standingIn(directory)).toEqual(begun.standing);
      await verified(directory);
    }
    expect(n).toBeGreaterThan(10);
  }, 240_000);

  it('before the new ledgers count, likewise', async () => {
    const directory = begun.copied();
    jest.spyOn(Resharding.prototype, 'complete').mockRejectedValue(new Error('cut off'));
    await expect(go(directory, 5)).rejects.toThrow('cut off');
    jest.restoreAllMocks();
    await expect(FolderWorld.open(directory)).rejects.toThrow('on the way to 5 shards');
    await go(directory, 5);
    expect(await standingIn(directory)).toEqual(begun.standing);
    await verified(directory);
  }, 240_000);

  it('by kill -9, whenever that is', async () => {
    const directory = begun.copied();
    const main = join(import.meta.dirname, '../../services/cli/dist/main.js');
    const words = ['reshard', '--to', '5', '--data', join(directory, '..')];
    for (const afterMs of [700, 900, 1_100, 1_300]) {
      const child = spawn(process.execPath, [main, ...words], { stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await Promise.race([ended, pause(afterMs)]);
      child.kill('SIGKILL');
      await ended;
    }
    const { notes } = await baton(directory, 'reshard', '--to', '5');
    if (notes !== '') expect(notes).toBe('baton reshard: --to: there are 5 shards already');
    expect(await standingIn(directory)).toEqual(begun.standing);
    await verified(directory);
  }, 180_000);
});
