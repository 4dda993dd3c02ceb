import { expect } from '@jest/globals';
import type { EventStore } from '@baton/event-store';
import { grpcStatus } from '../peer/grpc-server.fixture.ts';
import type { KurrentPeer } from '../peer/kurrent-peer.fixture.ts';
import { PeerLog } from '../peer/peer-log.fixture.ts';
import { TcpGate } from '../peer/tcp-gate.fixture.ts';
import {
  accessDenied,
  type FailureCheck,
  type FailureScene,
  Following,
  newEvent,
  numbersOf,
  until,
  upTo,
} from './failure-scene.fixture.ts';

/** Appends events `from` … `to - 1`. */
const write = async (store: EventStore, from: number, to: number): Promise<void> => {
  for (let n = from; n < to; n += 1) await store.append('a-1', n - 1, [newEvent(n)]);
};

const follow = (scene: FailureScene, store: EventStore): Following => {
  const following = new Following(store, { prefixes: ['a-'] });
  scene.ends(() => following.stop());
  return following;
};

const caughtUp = (following: Following): boolean => following.items.some(({ kind }) => kind === 'caught-up');

/** Nothing is asked for a while: nobody is about to find out anything by himself. */
const quiet = async (peer: KurrentPeer): Promise<void> => {
  let calls = -1;
  let since = performance.now();
  await until('nothing is asked', () => {
    if (peer.calls.length !== calls) since = performance.now();
    calls = peer.calls.length;
    return performance.now() - since > 40;
  });
};

const restarts: readonly FailureCheck[] = [
  {
    name: 'goes on where it was after a restart of the server, while others append',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      const writer = await scene.open(peer);
      const following = follow(scene, store);
      for (const round of upTo(3)) {
        await write(writer, round * 20, round * 20 + 10);
        await peer.stop();
        const pending = write(writer, round * 20 + 10, round * 20 + 20);
        await peer.start();
        await pending;
      }
      await following.has(60);
      expect(numbersOf(following.events)).toEqual(upTo(60));
    },
  },
  {
    name: 'sees what was appended while it could not reach the server',
    async run(scene) {
      const peer = await scene.peer();
      const gate = new TcpGate(peer.port);
      scene.ends(() => gate.close());
      const store = await scene.open(`kurrentdb://127.0.0.1:${await gate.listen()}?tls=false`);
      const writer = await scene.open(peer);
      await write(writer, 0, 5);
      const following = follow(scene, store);
      await following.has(5);
      for (const method of ['head', 'scan', 'subscribe'] as const) peer.fail(method, { play: 'reset' }, 3);
      gate.cut();
      await write(writer, 5, 15);
      await following.has(15);
      expect(numbersOf(following.events)).toEqual(upTo(15));
    },
  },
  {
    name: 'goes to the new leader',
    async run(scene) {
      const log = new PeerLog();
      const [first, second] = [await scene.peer({ log }), await scene.peer({ log })];
      const members = (leader: number) => [first, second].map(({ port }) => ({ port, leader: port === leader }));
      first.members = second.members = members(first.port);
      const url = `kurrentdb://127.0.0.1:${first.port},127.0.0.1:${second.port}?tls=false&discoveryInterval=20`;
      const store = await scene.open(url);
      const following = follow(scene, store);
      await write(store, 0, 5);
      await following.has(5);
      first.members = second.members = members(second.port);
      first.leader = { host: '127.0.0.1', port: second.port };
      await write(store, 5, 10);
      await first.stop();
      second.members = [{ port: second.port, leader: true }];
      await write(store, 10, 15);
      await following.has(15);
      expect(numbersOf(following.events)).toEqual(upTo(15));
      expect(second.calls.some(({ method }) => method === 'subscribe')).toBe(true);
    },
  },
];

const silences: readonly FailureCheck[] = [
  {
    name: 'leaves a connection that says nothing any more',
    async run(scene) {
      const peer = await scene.peer();
      const gate = new TcpGate(peer.port);
      scene.ends(() => gate.close());
      const store = await scene.open(`kurrentdb://127.0.0.1:${await gate.listen()}?tls=false`);
      const writer = await scene.open(peer);
      const following = follow(scene, store);
      for (const round of upTo(2)) {
        await write(writer, round * 10, round * 10 + 5);
        await following.has(round * 10 + 5);
        await quiet(peer);
        gate.silence();
        await write(writer, round * 10 + 5, round * 10 + 10);
        await following.has(round * 10 + 10);
      }
      expect(numbersOf(following.events)).toEqual(upTo(20));
    },
  },
  {
    name: 'finds out that the server forgot to tell it',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      peer.fail('subscribe', { play: 'silence' }, 2);
      const following = follow(scene, store);
      await until('it has caught up', () => caughtUp(following));
      await write(store, 0, 3);
      await following.has(3);
      await write(store, 3, 6);
      await following.has(6);
      await until('it has subscribed again', () => peer.pendingFailures === 0);
      await write(store, 6, 9);
      await following.has(9);
      expect(numbersOf(following.events)).toEqual(upTo(9));
    },
  },
  {
    name: 'subscribes again when the server ends the subscription, in order or not',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      peer.fail('subscribe', { play: 'end', end: { code: grpcStatus.ok } });
      peer.fail('subscribe', { play: 'end', end: { code: grpcStatus.cancelled, message: 'consumer too slow' } });
      peer.fail('subscribe', { play: 'half' });
      const following = follow(scene, store);
      await write(store, 0, 20);
      await following.has(20);
      await until('all failures were played', () => peer.pendingFailures === 0);
      await write(store, 20, 25);
      await following.has(25);
      expect(numbersOf(following.events)).toEqual(upTo(25));
    },
  },
];

const costs: readonly FailureCheck[] = [
  {
    name: 'asks next to nothing of a server where nothing happens, and keeps one subscription for all followers',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer, { silenceMs: 50 });
      const followings = upTo(5).map(() => follow(scene, store));
      await until('all have caught up', () => followings.every(caughtUp));
      const count = (method: string): number => peer.calls.filter((call) => call.method === method).length;
      const before = count('head');
      await until('the bell was looked after three times', () => count('head') >= before + 3);
      expect(count('subscribe')).toBe(1);
      expect(count('scan')).toBe(0);
      for (const following of followings) expect(following.items).toHaveLength(1);
    },
  },
  {
    name: 'ends with the fault that no retry mends',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      const following = follow(scene, store);
      await until('it has caught up', () => caughtUp(following));
      peer.fail('head', accessDenied, 1_000);
      await write(store, 0, 1);
      expect(await following.ended).toMatchObject({ code: 'unavailable', retryable: false });
    },
  },
];

export const subscriptionFailures: readonly FailureCheck[] = [...restarts, ...silences, ...costs];
