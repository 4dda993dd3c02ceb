import { EventStoreFault } from '@baton/event-store';
import { expect } from '@jest/globals';
import { grpcStatus } from '../peer/grpc-server.fixture.ts';
import { PeerLog } from '../peer/peer-log.fixture.ts';
import {
  accessDenied,
  type FailureCheck,
  newEvent,
  numbersOf,
  passingFailures,
  streamOf,
  unauthenticated,
} from './failure-scene.fixture.ts';

const passing: readonly FailureCheck[] = Object.entries(passingFailures).flatMap(([name, failure]) => [
  {
    name: `appends once through: ${name}, before the commit`,
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      peer.fail('append', failure);
      expect(await store.append('a-1', -1, [newEvent()])).toMatchObject({ kind: 'appended', revision: 0 });
      expect(peer.pendingFailures).toBe(0);
      expect(await streamOf(store, 'a-1')).toHaveLength(1);
    },
  },
  {
    name: `appends once through: ${name}, after the commit, before the answer`,
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      await store.append('a-1', -1, [newEvent(0)]);
      peer.fail('append', { ...failure, commit: true }, 2);
      const result = await store.append('a-1', 0, [newEvent(1), newEvent(2)]);
      expect(peer.pendingFailures).toBe(0);
      const events = await streamOf(store, 'a-1');
      expect(numbersOf(events)).toEqual([0, 1, 2]);
      expect(result).toEqual({ kind: 'appended', revision: 2, position: events[2]?.position });
    },
  },
]);

const faultOf = async (pending: Promise<unknown>): Promise<Pick<EventStoreFault, 'code' | 'retryable'> | undefined> => {
  const fault: unknown = await pending.then(
    () => undefined,
    (error: unknown) => error,
  );
  return fault instanceof EventStoreFault ? { code: fault.code, retryable: fault.retryable } : undefined;
};

const lasting: readonly FailureCheck[] = [
  {
    name: 'leaves the outcome open when the server is gone for longer than its patience, and learns it by a repeat',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer, { patienceMs: 100 });
      const events = [newEvent()];
      peer.fail('append', { play: 'reset', commit: true }, 1_000);
      expect(await faultOf(store.append('a-1', -1, events))).toEqual({ code: 'unavailable', retryable: true });
      peer.heal();
      expect(await store.append('a-1', -1, events)).toMatchObject({ kind: 'appended', revision: 0 });
      expect(await streamOf(store, 'a-1')).toHaveLength(1);
    },
  },
  {
    name: 'answers a conflict when another owner appended while the outcome was open',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      const other = await scene.open(peer);
      peer.fail('append', { play: 'silence' });
      const pending = store.append('ledger-0', -1, [newEvent(1)]);
      while (peer.pendingFailures > 0) await new Promise((resolve) => setImmediate(resolve));
      await other.append('ledger-0', -1, [newEvent(1)]);
      expect(await pending).toEqual({ kind: 'conflict', actual: 0 });
      expect(await streamOf(store, 'ledger-0')).toHaveLength(1);
    },
  },
  {
    name: 'appends at the leader when the node is none, and comes back when that one is gone',
    async run(scene) {
      const log = new PeerLog();
      const [node, leader] = [await scene.peer({ log }), await scene.peer({ log })];
      node.leader = { host: '127.0.0.1', port: leader.port };
      const store = await scene.open(node);
      expect(await store.append('a-1', -1, [newEvent(0)])).toMatchObject({ kind: 'appended' });
      expect(leader.calls.filter(({ method }) => method === 'append')).toHaveLength(1);
      await leader.stop();
      node.leader = undefined;
      expect(await store.append('a-1', 0, [newEvent(1)])).toMatchObject({ kind: 'appended', revision: 1 });
      expect(numbersOf(await streamOf(store, 'a-1'))).toEqual([0, 1]);
    },
  },
  {
    name: 'finds where a repeated append was stored when the server does not say',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      const events = [newEvent(0), newEvent(1)];
      const first = await store.append('a-1', -1, events);
      await store.append('a-1', 1, [newEvent(2)]);
      peer.fail('append', { play: 'no-position' });
      expect(await store.append('a-1', -1, events)).toEqual(first);
    },
  },
  {
    name: 'reads the conflict of a server that answers it as an error',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      const trailers = { exception: 'wrong-expected-version', 'stream-name': 'a-1', 'expected-version': '4' };
      const end = { code: grpcStatus.failedPrecondition, message: 'wrong version' };
      peer.fail('append', { play: 'end', end: { ...end, trailers: { ...trailers, 'actual-version': '7' } } });
      peer.fail('append', { play: 'end', end: { ...end, trailers } });
      expect(await store.append('a-1', 4, [newEvent()])).toEqual({ kind: 'conflict', actual: 7 });
      expect(await store.append('a-1', 4, [newEvent()])).toEqual({ kind: 'conflict', actual: -1 });
    },
  },
];

const refused: readonly FailureCheck[] = [
  ...Object.entries({ 'access denied': accessDenied, unauthenticated }).map(([name, failure]) => ({
    name: `gives up at once: ${name}`,
    run: async (scene: Parameters<FailureCheck['run']>[0]) => {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      peer.fail('append', failure, 2);
      expect(await faultOf(store.append('a-1', -1, [newEvent()]))).toEqual({ code: 'unavailable', retryable: false });
      expect(peer.pendingFailures).toBe(1);
    },
  })),
  {
    name: 'says too-large when the server takes less than it was said to, and tries no second time',
    async run(scene) {
      const peer = await scene.peer();
      peer.log.maxAppendBytes = 1_000;
      const store = await scene.open(peer);
      const large = { ...newEvent(), data: 'x'.repeat(1_200) };
      expect(await faultOf(store.append('a-1', -1, [large]))).toEqual({ code: 'too-large', retryable: false });
      expect(peer.calls.filter(({ method }) => method === 'append')).toHaveLength(1);
      expect(await store.append('a-1', -1, [newEvent()])).toMatchObject({ kind: 'appended' });
    },
  },
  {
    name: 'counts the types as the server does, and sends nothing that it would refuse',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      const events = Array.from({ length: 500 }, () => ({ ...newEvent(), type: 'x'.repeat(1_100) }));
      expect(await faultOf(store.append('a-1', -1, events))).toEqual({ code: 'too-large', retryable: false });
      expect(peer.calls.filter(({ method }) => method === 'append')).toHaveLength(0);
    },
  },
  {
    name: 'says that a stream was deleted on the server, to writers and readers',
    async run(scene) {
      const peer = await scene.peer();
      peer.log.deleted.add('a-1');
      const store = await scene.open(peer);
      expect(await faultOf(store.append('a-1', -1, [newEvent()]))).toEqual({ code: 'corrupt', retryable: false });
      expect(await faultOf(streamOf(store, 'a-1'))).toEqual({ code: 'corrupt', retryable: false });
    },
  },
  {
    name: 'refuses ids that are no UUIDs, and names of the server’s own streams',
    async run(scene) {
      const store = await scene.open(await scene.peer());
      const invalid = { code: 'invalid-argument', retryable: false };
      expect(await faultOf(store.append('a-1', -1, [{ ...newEvent(), id: 'i-1' }]))).toEqual(invalid);
      expect(await faultOf(store.append('$settings', -1, [newEvent()]))).toEqual(invalid);
    },
  },
];

export const appendFailures: readonly FailureCheck[] = [...passing, ...lasting, ...refused];
