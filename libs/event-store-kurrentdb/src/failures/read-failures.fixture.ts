import { expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { KurrentPeer } from '../peer/kurrent-peer.fixture.ts';
import {
  accessDenied,
  type FailureCheck,
  newEvent,
  numbersOf,
  passingFailures,
  streamOf,
  upTo,
} from './failure-scene.fixture.ts';

/** Appends around the store, as somebody else's program would. */
const put = (peer: KurrentPeer, stream: string, { data = '{}', contentType = 'application/json' } = {}): void => {
  const expected = peer.log.stream(stream).length - 1;
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const event = { id: randomUUID(), type: 't', contentType, data: encode(data), metadata: encode('') };
  peer.log.append({ stream, expected, events: [event] });
};

const passing: readonly FailureCheck[] = Object.entries({
  ...passingFailures,
  'reset half-way': { play: 'half' as const },
}).map(([name, failure]) => ({
  name: `reads every event once through: ${name}`,
  async run(scene) {
    const peer = await scene.peer();
    const store = await scene.open(peer, { scanTimeoutMs: 250 });
    await store.append('a-1', -1, upTo(10).map(newEvent));
    const methods = ['read', 'head', 'scan'] as const;
    for (const method of methods) peer.fail(method, failure);
    expect(numbersOf(await streamOf(store, 'a-1'))).toEqual(upTo(10));
    expect(numbersOf((await store.readAll({ prefixes: ['a-'] })).events)).toEqual(upTo(10));
    expect(peer.pendingFailures).toBe(0);
  },
}));

const scanned: readonly FailureCheck[] = [
  {
    name: 'comes forward although the server searches for longer than is waited',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer, { scanTimeoutMs: 50 });
      for (const n of upTo(6)) await store.append(n % 2 === 0 ? 'a-1' : 'b-1', Math.floor(n / 2) - 1, [newEvent(n)]);
      peer.log.appendSystem('$stats');
      peer.fail('scan', { play: 'silence' });
      const page = await store.readAll({ prefixes: ['b-'], limit: 2 });
      expect(numbersOf(page.events)).toEqual([]);
      peer.fail('scan', { play: 'silence' });
      const next = await store.readAll({ prefixes: ['b-'], limit: 4, after: page.position! });
      expect(numbersOf(next.events)).toEqual([1, 3]);
      const last = await store.readAll({ prefixes: ['b-'], after: next.position! });
      expect(numbersOf(last.events)).toEqual([5]);
      expect(last).toMatchObject({ atHead: true, position: await store.head() });
    },
  },
  {
    name: 'leaves out what the server takes for a prefix that only a language takes for one',
    async run(scene) {
      const peer = await scene.peer();
      peer.log.comparesAsLanguage = true;
      const store = await scene.open(peer);
      await store.append('é-1', -1, [newEvent(0)]);
      await store.append('e\u0301-1', -1, [newEvent(1)]);
      expect(numbersOf((await store.readAll({ prefixes: ['é-'] })).events)).toEqual([0]);
    },
  },
  {
    name: 'leaves out the server’s own records and those of other systems, and its head is its own',
    async run(scene) {
      const peer = await scene.peer();
      const [mine, other] = [
        await scene.open(peer, { streamPrefix: 'mine.' }),
        await scene.open(peer, { streamPrefix: 'other.' }),
      ];
      await mine.append('a-1', -1, [newEvent(0)]);
      await other.append('a-1', -1, [newEvent(1)]);
      peer.log.appendSystem('$stats');
      for (const [store, n] of [[mine, 0] as const, [other, 1] as const]) {
        const { events, position, atHead } = await store.readAll({ prefixes: [''] });
        expect(events.map(({ stream }) => stream)).toEqual(['a-1']);
        expect(numbersOf(events)).toEqual([n]);
        expect({ position, atHead }).toEqual({ position: await store.head(), atHead: true });
      }
      expect(await (await scene.open(peer, { streamPrefix: 'new.' })).head()).toBeUndefined();
    },
  },
  {
    name: 'reads on from a position whose event was scavenged',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      for (const n of upTo(4)) await store.append(`a-${n}`, -1, [newEvent(n)]);
      const { position } = await store.readAll({ prefixes: ['a-'], limit: 2 });
      peer.log.scavenge(({ stream }) => stream === 'a-1');
      expect(numbersOf((await store.readAll({ prefixes: ['a-'], after: position! })).events)).toEqual([2, 3]);
    },
  },
  {
    name: 'takes its head before it scans, so that what comes in between is not skipped',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      await store.append('b-1', -1, [newEvent(0)]);
      const seen = peer.calls.length;
      const pending = store.readAll({ prefixes: ['a-'] });
      while (peer.calls.length === seen) await new Promise((resolve) => setImmediate(resolve));
      put(peer, 'a-1');
      put(peer, 'b-1');
      const page = await pending;
      const rest = await store.readAll({ prefixes: ['a-'], ...(page.position && { after: page.position }) });
      expect([...page.events, ...rest.events].map(({ stream }) => stream)).toEqual(['a-1']);
    },
  },
];

const refused: readonly FailureCheck[] = [
  {
    name: 'says that an event is damaged when it is not JSON',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      put(peer, 'a-1', { data: '{"n":' });
      await expect(streamOf(store, 'a-1')).rejects.toMatchObject({ code: 'corrupt', retryable: false });
      await expect(store.readAll({ prefixes: ['a-'] })).rejects.toMatchObject({
        message: expect.stringContaining('a-1 0'),
      });
    },
  },
  {
    name: 'gives up at once when access is denied',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      peer.fail('head', accessDenied, 2);
      await expect(store.head()).rejects.toMatchObject({ code: 'unavailable', retryable: false });
      expect(peer.pendingFailures).toBe(1);
    },
  },
  {
    name: 'refuses a position that the server never gave',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      await store.append('a-1', -1, [newEvent()]);
      await expect(store.readAll({ prefixes: ['a-'], after: '1/1' })).rejects.toMatchObject({
        code: 'invalid-argument',
      });
    },
  },
];

export const readFailures: readonly FailureCheck[] = [...passing, ...scanned, ...refused];
