import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Crew, crewInTrouble } from './crew.ts';
import { namedServer } from './named-server.ts';

const isDeep = process.env['BATON_DEEP'] === '1';
const limitMs = isDeep ? 3_600_000 : 300_000;
const sessionTimeoutMs = 3_000;
/** Until the others have the shards of one that is gone. */
const takeOverMs = sessionTimeoutMs + 5_000;

beforeEach(() => {
  process.env['BATON_BUS'] = `${namedServer('BATON_TEST_KAFKA')}?sessionTimeoutMs=${sessionTimeoutMs}`;
  process.env['BATON_READ_MODELS'] = namedServer('BATON_TEST_MONGODB');
  process.env['BATON_NAMESPACE'] = `crew-${randomUUID().slice(0, 8)}`;
});

afterEach(() => {
  for (const name of ['BATON_BUS', 'BATON_READ_MODELS', 'BATON_NAMESPACE']) delete process.env[name];
});

const kills = isDeep ? 100 : 3;
const rebalances = isDeep ? 24 : 2;
const rebalanceEveryMs = 5_000;

const killedAndReplaced = async (crew: Crew): Promise<void> => {
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(1_000 + Math.random() * 2_000);
    await crew.running[kill % crew.running.length]!.kill();
    await crew.add();
  }
};

/** Whoever is frozen owns a shard: there are more of them than instances. */
const frozenAndThawed = async (crew: Crew): Promise<void> => {
  await pause(2_000);
  const [stale] = crew.running;
  stale!.freeze();
  await pause(takeOverMs);
  stale!.thaw();
  await pause(takeOverMs);
};

const joinedAndLeft = async (crew: Crew): Promise<void> => {
  for (let time = 0; time < rebalances; time += 1) {
    const next = pause(rebalanceEveryMs);
    if (time % 2 === 0) await crew.add();
    else await crew.running[0]!.stop();
    await next;
  }
};

describe('handoff instances that share the shards', () => {
  it.each([
    { when: 'one after another is killed', trouble: killedAndReplaced, says: /shard \d is taken over/g, times: kills },
    { when: 'one sleeps through losing a shard', trouble: frozenAndThawed, says: /has another owner/g, times: 1 },
    { when: 'one joins or leaves again and again', trouble: joinedAndLeft, says: /is given up/g, times: rebalances },
  ])(
    'lose and double nothing when $when',
    async ({ trouble, says, times }) => {
      const { problems, taken, decisions, log } = await crewInTrouble(3, trouble);
      expect(problems.slice(0, 5)).toEqual([]);
      expect(taken).toBeGreaterThan(200);
      expect(decisions).toBeGreaterThan(100);
      expect(log.match(says)?.length).toBeGreaterThanOrEqual(times);
    },
    limitMs,
  );
});
