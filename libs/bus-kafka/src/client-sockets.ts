import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

const plainOrTls = createRequire(import.meta.url)('kafkajs/src/network/socketFactory') as () => ISocketFactory;

/**
 * The connections of one client. kafkajs loses sight of some when a broker goes away, and cannot stop a consumer that is
 * joining its group: after `end` nothing of it is connected, whatever it still tries.
 */
export class ClientSockets {
  readonly #connect: ISocketFactory;
  readonly #open = new Set<Socket>();
  #isOver = false;

  constructor(connect: ISocketFactory = plainOrTls()) {
    this.#connect = connect;
  }

  readonly factory: ISocketFactory = (target) => {
    const socket = this.#connect(target);
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    // kafkajs repeats it with each attempt to connect anew, and Node keeps a listener for each when there is no handle.
    const letGo = socket.unref.bind(socket);
    socket.unref = () => (socket.destroyed ? socket : letGo());
    if (this.#isOver) socket.destroy(ended());
    return socket;
  };

  end(): void {
    this.#isOver = true;
    // Only an error tells kafkajs that a connection is no more; one that it has ended itself needs none.
    for (const socket of this.#open) socket.destroy(socket.writableEnded ? undefined : ended());
  }
}

const ended = (): Error => Object.assign(new Error('this client has ended'), { code: 'ECONNABORTED' });
