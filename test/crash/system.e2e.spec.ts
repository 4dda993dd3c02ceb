import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crashSystem } from './system.ts';

const limitMs = 120_000;

/** As if a command had been answered before it was on disk: the first one that is a stream's last. */
const loseOne = (data: string): void => {
  const database = new DatabaseSync(join(data, 'real', 'requests.db'));
  const first = "SELECT min(position) FROM event WHERE type = 'baton.request.submitted.v1'";
  database.exec(`DELETE FROM event WHERE position = (${first})`);
  database.close();
};

describe('the whole program, killed while commands run', () => {
  it(
    'has every answered command once, takes the others again, and replays to the same decisions',
    async () => {
      const { unanswered, stored, problems } = await crashSystem(3);
      expect(problems).toEqual([]);
      expect(unanswered).toBeGreaterThan(10);
      expect(stored.commands).toBeGreaterThan(100);
      expect(stored.decisions).toBeGreaterThan(0);
    },
    limitMs,
  );

  it(
    'would be found out if it lost one',
    async () => {
      const { problems } = await crashSystem(1, { tamper: loseOne });
      expect(problems).toContainEqual(expect.stringMatching(/^\/v1\/requests\/.*: revision 1, not 2 to 2$/));
    },
    limitMs,
  );
});
