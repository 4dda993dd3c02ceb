import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Counts the requests that still wait for their answer. Event streams never end by themselves and do not count. */
export class RequestsInFlight {
  #count = 0;
  #onEmpty: (() => void) | undefined;
  #refusing = false;

  constructor(instance: FastifyInstance) {
    instance.addHook('onRequest', async (request, reply) => {
      if (this.#refusing) void reply.header('Connection', 'close');
      if (!isStream(request)) this.#count++;
    });
    const ended = async (request: FastifyRequest): Promise<void> => {
      if (!isStream(request) && --this.#count === 0) this.#onEmpty?.();
    };
    instance.addHook('onResponse', ended);
  }

  /** Resolves when none is left, or after `timeoutMs`. */
  async drained(timeoutMs: number): Promise<void> {
    this.#refusing = true;
    if (this.#count === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const isStream = (request: FastifyRequest): boolean => request.headers.accept?.includes('text/event-stream') ?? false;
