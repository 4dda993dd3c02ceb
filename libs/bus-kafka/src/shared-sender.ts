import type { Message } from 'kafkajs';

/** An idempotent producer; what it has acknowledged is in the log of every in-sync replica. */
export interface Sender {
  send(topic: string, messages: readonly Message[]): Promise<void>;
  close(): Promise<void>;
}

interface Held {
  readonly opening: Promise<Sender>;
  uses: number;
}

/**
 * One producer for all, until a request has failed for good: whether its messages were written is not known, so its
 * sequence is not to be trusted again. Whoever comes next gets a fresh one; the old one closes with its last user.
 */
export class SharedSender {
  readonly #open: () => Promise<Sender>;
  #current: Held | undefined;

  constructor(open: () => Promise<Sender>) {
    this.#open = open;
  }

  async use(work: (sender: Sender) => Promise<void>): Promise<void> {
    const held = (this.#current ??= { opening: this.#open(), uses: 0 });
    held.uses += 1;
    try {
      await work(await held.opening);
    } catch (error) {
      if (this.#current === held) this.#current = undefined;
      throw error;
    } finally {
      held.uses -= 1;
      if (held !== this.#current && held.uses === 0) await close(held);
    }
  }

  async close(): Promise<void> {
    const held = this.#current;
    this.#current = undefined;
    if (held !== undefined) await close(held);
  }
}

const close = async ({ opening }: Held): Promise<void> => {
  await opening.then((sender) => sender.close()).catch(() => undefined);
};
