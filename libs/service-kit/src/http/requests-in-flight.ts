import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isEventStream } from './event-stream.ts';
import { ProblemException } from './problem-exception.ts';

/** More requests than this at once are turned away, so that those inside are still answered soon. */
export const maxRequestsInFlight = 1_000;

/** Counts the requests that still wait for their answer. Event streams never end by themselves and do not count. */
export class RequestsInFlight {
  #count = 0;
  #onEmpty: (() => void) | undefined;
  #refusing = false;

  constructor(instance: FastifyInstance, limit = maxRequestsInFlight) {
    instance.addHook('onRequest', async (request, reply) => {
      if (this.#refusing) void reply.header('Connection', 'close');
      if (!isEventStream(request) && ++this.#count > limit && !isWatcher(request)) throw overload();
    });
    const ended = async (request: FastifyRequest): Promise<void> => {
      if (!isEventStream(request) && --this.#count === 0) this.#onEmpty?.();
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

/** Whoever watches must be answered above all when there is too much to do. */
const isWatcher = ({ url }: FastifyRequest): boolean => url.startsWith('/health/') || url === '/metrics';

const overload = (): ProblemException =>
  new ProblemException(
    {
      status: 429,
      kind: 'overload',
      title: 'Too many requests at once',
      detail: 'Nothing was done. Send it again a little later, with the same Idempotency-Key.',
    },
    { 'Retry-After': '1' },
  );
