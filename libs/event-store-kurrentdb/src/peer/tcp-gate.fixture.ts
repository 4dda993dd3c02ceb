import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between client and server, and makes of connections what networks make of them. */
export class TcpGate {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();

  constructor(targetPort: number) {
    this.#server = createServer((client) => {
      const target = connect(targetPort, '127.0.0.1');
      const pair = [client, target] as const;
      this.#pairs.add(pair);
      client.pipe(target);
      target.pipe(client);
      for (const [socket, other] of [pair, pair.toReversed() as [Socket, Socket]]) {
        socket.on('error', () => {});
        socket.on('close', () => {
          other.destroy();
          this.#pairs.delete(pair);
        });
      }
    });
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** The connections of now stay open and carry nothing any more; later ones are as always. */
  silence(): void {
    for (const [client, target] of this.#pairs) {
      client.unpipe(target).pause();
      target.unpipe(client).pause();
    }
  }

  cut(): void {
    for (const [client] of this.#pairs) client.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
