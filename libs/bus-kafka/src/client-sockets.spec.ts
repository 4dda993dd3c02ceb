import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ClientSockets } from './client-sockets.ts';

let server: Server;
let port: number;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterEach(async () => {
  server.close();
  await once(server, 'close');
});

const opened = (sockets: ClientSockets): Socket =>
  sockets.factory({ host: '127.0.0.1', port, ssl: undefined as never, onConnect: () => undefined });

const faultOf = async (socket: Socket): Promise<unknown> => (await once(socket, 'error'))[0];

it('what is connected at the end, and what would connect later, ends with an error', async () => {
  const sockets = new ClientSockets(({ host, port: at, onConnect }) => connect({ host, port: at }, onConnect));
  const before = opened(sockets);
  await once(before, 'connect');
  const fault = faultOf(before);
  sockets.end();
  expect(await fault).toMatchObject({ code: 'ECONNABORTED' });
  expect(await faultOf(opened(sockets))).toMatchObject({ code: 'ECONNABORTED' });
});

it('what the client has ended itself closes without an error', async () => {
  const sockets = new ClientSockets();
  const socket = opened(sockets);
  await once(socket, 'connect');
  const faults: unknown[] = [];
  socket.on('error', (fault) => faults.push(fault));
  socket.end();
  sockets.end();
  await once(socket, 'close');
  expect(faults).toEqual([]);
});

it('a closed connection that is let go again and again keeps no listeners', async () => {
  const socket = opened(new ClientSockets());
  await once(socket, 'connect');
  const before = socket.listenerCount('connect');
  socket.destroy();
  for (let n = 0; n < 20; n += 1) socket.unref();
  expect(socket.listenerCount('connect')).toBe(before);
  await once(socket, 'close');
});
