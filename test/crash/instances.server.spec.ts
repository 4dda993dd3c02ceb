import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Crew, crewInTrouble } from './crew.ts';
import type { HandoffInstance } from './handoff-instance.ts';
import { namedServer } from './named-server.ts';

const isDeep = process.env['BATON_DEEP'] === '1';
const limitMs = isDeep ? 3_600_000 : 300_000;
const sessionTimeoutMs = 3_000;
/** Until the others have the shards of one that is gone. */
const takeOverMs = sessionTimeoutMs + 5_000;
/** On a busy machine. */
const patienceMs = 60_000;
const pollMs = 20;

beforeEach(() => {
  process.env['BATON_BUS'] = `${namedServer('BATON_TEST_KAFKA')}?sessionTimeoutMs=${sessionTimeoutMs}`;
  process.env['BATON_READ_MODELS'] = namedServer('BATON_TEST_MONGODB');
  process.env['BATON_NAMESPACE'] = `crew-${randomUUID().slice(0, 8)}`;
});

afterEach(() => {
  for (const name of ['BATON_BUS', 'BATON_READ_MODELS', 'BATON_NAMESPACE']) delete process.env[name];
});

const kills = isDeep ? 100 : 10;
const rebalances = isDeep ? 24 : 2;
const rebalanceEveryMs = 5_000;

const until = async (isSo: () => boolean): Promise<void> => {
  const limit = performance.now() + patienceMs;
  while (!isSo()) {
    if (performance.now() > limit) throw new Error(`not so within ${patienceMs} ms: ${String(isSo)}`);
    await pause(pollMs);
  }
};

/** What replaces the dead comes up while the next one is killed already; somebody is always left. */
const killedAndReplaced = async (crew: Crew): Promise<void> => {
  const replacements: Promise<unknown>[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(500 + Math.random() * 2_000);
    await until(() => crew.running.length > 1);
    await crew.running[kill % crew.running.length]!.kill();
    replacements.push(crew.add());
  }
  await Promise.all(replacements);
};

const taken = ({ log }: HandoffInstance): number => log.match(/is taken over/g)?.length ?? 0;
const given = ({ log }: HandoffInstance): number => log.match(/is given up/g)?.length ?? 0;

/** It owns a shard when it falls asleep, which others have when it wakes. */
const frozenAndThawed = async (crew: Crew): Promise<void> => {
  const isOwner = (one: HandoffInstance): boolean => taken(one) > given(one);
  await until(() => crew.running.some(isOwner));
  const stale = crew.running.find(isOwner)!;
  const others = (): number => crew.running.reduce((sum, one) => sum + (one === stale ? 0 : taken(one)), 0);
  const before = others();
  stale.freeze();
  await until(() => others() > before);
  await pause(takeOverMs / 2);
  stale.thaw();
  await until(() => stale.log.includes('has another owner'));
};

/** At its pace, however long one takes to come or to go. */
const joinedAndLeft = async (crew: Crew): Promise<void> => {
  const changes: Promise<unknown>[] = [];
  for (let time = 0; time < rebalances; time += 1) {
    if (time % 2 === 0) changes.push(crew.add());
    else {
      await until(() => crew.running.length > 1);
      changes.push(crew.running[0]!.stop());
    }
    await pause(rebalanceEveryMs);
  }
  await Promise.all(changes);
};

describe('handoff instances that share the shards', () => {
  it(
    'lose and double nothing when one sleeps through losing a shard, one joins or leaves, one after another is killed',
    async () => {
      const {
        problems,
        taken: events,
        decisions,
        log,
      } = await crewInTrouble(3, async (crew) => {
        await frozenAndThawed(crew);
        await joinedAndLeft(crew);
        await killedAndReplaced(crew);
      });
      expect(problems.slice(0, 5)).toEqual([]);
      expect(events).toBeGreaterThan(200);
      expect(decisions).toBeGreaterThan(100);
      expect(log.match(/is given up/g)?.length).toBeGreaterThanOrEqual(rebalances);
      expect(log.match(/shard \d is taken over/g)?.length).toBeGreaterThanOrEqual(kills);
    },
    limitMs,
  );
});
