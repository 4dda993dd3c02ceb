import { connect, type Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

/** Connections of one client that a test can cut. */
export class CutSockets {
  readonly #open = new Set<Socket>();
  #isDead = false;

  readonly factory: ISocketFactory = ({ host, port, onConnect }) => {
    const socket = connect({ host, port }, onConnect);
    socket.setNoDelay(true);
    this.#open.add(socket);
    socket.on('close', () => this.#open.delete(socket));
    if (this.#isDead) socket.destroy(reset());
    return socket;
  };

  /** As when the process has died: nothing that is open or opened later gets through. */
  die(): void {
    this.#isDead = true;
    for (const socket of this.#open) socket.destroy(reset());
  }

  /** The next request on one of the connections is sent and its answer is lost. False: there is no connection. */
  cutAfterNextWrite(random: () => number): boolean {
    const writable = [...this.#open].filter((socket) => socket.writable && !socket.connecting);
    const socket = writable[Math.floor(random() * writable.length)];
    if (socket === undefined) return false;
    const write = socket.write.bind(socket);
    socket.write = ((...parts: Parameters<typeof write>) => {
      const sent = write(...parts);
      setTimeout(() => socket.destroy(reset()), 1);
      return sent;
    }) as typeof socket.write;
    return true;
  }
}

const reset = (): Error => Object.assign(new Error('cut by the test'), { code: 'ECONNRESET' });
