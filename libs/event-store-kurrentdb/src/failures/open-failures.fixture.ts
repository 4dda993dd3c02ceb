import { EventStoreFault } from '@baton/event-store';
import { expect } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KurrentPeer } from '../peer/kurrent-peer.fixture.ts';
import { selfSigned } from '../peer/self-signed.fixture.ts';
import {
  accessDenied,
  type FailureCheck,
  type FailureScene,
  Following,
  newEvent,
  streamOf,
  until,
} from './failure-scene.fixture.ts';

const faultOf = async (pending: Promise<unknown>): Promise<EventStoreFault> => {
  const fault: unknown = await pending.then(
    () => new Error('it opened'),
    (error: unknown) => error,
  );
  if (!(fault instanceof EventStoreFault)) throw fault;
  return fault;
};

const addresses: readonly FailureCheck[] = [
  {
    name: 'tries for so long, then names what was tried, without the password',
    async run(scene) {
      const gone = await scene.peer();
      await gone.stop();
      const url = `kurrentdb://baton:s3cret@127.0.0.1:${gone.port}?tls=false`;
      const fault = await faultOf(scene.open(url, { openPatienceMs: 100 }));
      expect(fault).toMatchObject({ code: 'unavailable', retryable: true });
      expect(fault.message).toMatch(
        new RegExp(`^No KurrentDB answered at kurrentdb://127.0.0.1:${gone.port} within 0.1 s: .*ECONNREFUSED`),
      );
      expect(fault.message).not.toMatch(/s3cret/);
    },
  },
  {
    name: 'names every node of a cluster that cannot be found',
    async run(scene) {
      const gone = await scene.peer();
      await gone.stop();
      const nodes = `127.0.0.1:${gone.port},localhost:${gone.port}`;
      const url = `kurrentdb://baton:s3cret@${nodes}?tls=false&discoveryInterval=10&maxDiscoverAttempts=2`;
      const fault = await faultOf(scene.open(url, { openPatienceMs: 100 }));
      expect(fault.message).toMatch(`kurrentdb://${nodes} within 0.1 s: `);
      expect(fault.message).toMatch(/Failed to discover/);
    },
  },
  {
    name: 'opens as soon as the server has started',
    async run(scene) {
      const peer = await scene.peer();
      await peer.stop();
      const opening = scene.open(peer);
      await new Promise((resolve) => setTimeout(resolve, 150));
      await peer.start();
      expect(await (await opening).head()).toBeUndefined();
    },
  },
  {
    name: 'does not wait when access is denied',
    async run(scene) {
      const peer = await scene.peer();
      peer.fail('head', accessDenied);
      const fault = await faultOf(scene.open(peer, { openPatienceMs: 60_000 }));
      expect(fault).toMatchObject({ code: 'unavailable', retryable: false });
      expect(fault.message).toMatch(`kurrentdb://127.0.0.1:${peer.port}: KurrentDB denies access`);
    },
  },
  {
    name: 'refuses an address that is none, and says what is expected, without the password',
    async run(scene) {
      const expected = {
        'http://baton:s3cret@host:2113': /expected kurrentdb:\/\//,
        'kurrentdb://baton:s3cret@host:2113?tsl=true': /parameter "tsl"; expected .*tls/,
        'kurrentdb://baton:s3cret@host:port?tls=false': /expected port number/,
        'kurrentdb://baton:s3cret@host:2113?tls=yes': /expected true or false/,
        'kurrentdb://baton:s3cret@host:2113?tls=true&tlsCAFile=/nowhere/ca.crt': /certificate file/,
      };
      for (const [url, reason] of Object.entries(expected)) {
        const fault = await faultOf(scene.open(url));
        expect(fault).toMatchObject({ code: 'invalid-argument', retryable: false });
        expect(fault.message).toMatch(reason);
        expect(fault.message).not.toMatch(/s3cret/);
      }
    },
  },
  {
    name: 'refuses an append limit that leaves no room',
    async run(scene) {
      const fault = await faultOf(scene.open(await scene.peer(), { serverAppendLimitBytes: 1_000 }));
      expect(fault).toMatchObject({ code: 'invalid-argument' });
    },
  },
];

const secured: FailureCheck = {
  name: 'speaks TLS and sends its credentials, to a server that it trusts only',
  async run(scene) {
    const tls = selfSigned('localhost');
    const peer = await scene.peer({ tls });
    const folder = await mkdtemp(join(tmpdir(), 'kurrentdb-'));
    scene.ends(() => rm(folder, { recursive: true }));
    const file = join(folder, 'ca.crt');
    await writeFile(file, tls.cert);
    const url = `kurrentdb://baton:p%40ss@localhost:${peer.port}?tls=true`;
    const store = await scene.open(`${url}&tlsCaFile=${encodeURIComponent(file)}`);
    await store.append('a-1', -1, [newEvent()]);
    expect(await streamOf(store, 'a-1')).toHaveLength(1);
    const basic = `Basic ${Buffer.from('baton:p@ss').toString('base64')}`;
    expect(new Set(peer.calls.map(({ headers }) => headers.authorization))).toEqual(new Set([basic]));
    const fault = await faultOf(scene.open(url, { openPatienceMs: 50 }));
    expect(fault.message).toMatch(/certificate/);
  },
};

const leaving = `
  import { KurrentdbEventStore } from ${JSON.stringify(join(import.meta.dirname, '../kurrentdb-event-store.ts'))};
  const store = await KurrentdbEventStore.open({ url: process.argv[1], patienceMs: 60_000, callTimeoutMs: 60_000 });
  const ended = (async () => {
    for await (const item of store.subscribe({ prefixes: ['a-'], signal: new AbortController().signal }))
      process.stdout.write(item.kind);
  })().catch(() => {});
  process.stdin.once('data', async () => {
    const reading = store.head().catch(({ code }) => code);
    await store.close();
    await ended;
    process.stdout.write(await reading);
    process.stdin.unref();
  });
`;

const closes: readonly FailureCheck[] = [
  {
    name: 'ends all that runs when it is closed, and lets its connections go',
    async run(scene) {
      const peer = await scene.peer();
      const store = await scene.open(peer);
      const following = new Following(store, { prefixes: ['a-'] });
      let fault: unknown;
      void following.ended.then((reason) => (fault = reason));
      await until('it has caught up', () => following.items.length > 0);
      peer.fail('append', { play: 'silence' }, 100);
      const pending = store.append('a-1', -1, [newEvent()]).catch((fault: unknown) => fault);
      await store.close();
      expect(await pending).toMatchObject({ code: 'unavailable', retryable: true });
      await until('the subscription has ended', () => fault !== undefined);
      expect(fault).toMatchObject({ code: 'closed' });
      await until('the connection is gone', () => peer.connections === 0);
    },
  },
  {
    name: 'leaves nothing that would keep a process alive, though the server is silent',
    run: (scene) => leavesNothing(scene),
  },
];

const leavesNothing = async (scene: FailureScene): Promise<void> => {
  const peer: KurrentPeer = await scene.peer();
  const options = ['--conditions=@baton/source', '--input-type=module', '--eval', leaving];
  const child = spawn(process.execPath, [...options, `kurrentdb://127.0.0.1:${peer.port}?tls=false`]);
  const exited = once(child, 'exit');
  let told = '';
  let failed = '';
  child.stdout.on('data', (text: Buffer) => (told += text.toString()));
  child.stderr.on('data', (text: Buffer) => (failed += text.toString()));
  await until('it follows', () => told !== '' || failed !== '');
  peer.fail('head', { play: 'silence' }, 100);
  child.stdin.end('leave');
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  const [code] = (await exited) as [number | null];
  clearTimeout(late);
  expect({ code, told, failed }).toEqual({ code: 0, told: 'caught-upclosed', failed: '' });
};

export const openFailures: readonly FailureCheck[] = [...addresses, secured, ...closes];
