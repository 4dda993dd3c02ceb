import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Metrics } from './metrics.ts';

/** `fault`: it threw, and whether anything changed may be open. */
type CommandEnd = 'done' | 'refused' | 'conflict' | 'fault';

const ends: readonly CommandEnd[] = ['done', 'refused', 'conflict', 'fault'];

/** Kinds of results that commands have; each is one of the ends. */
const endOf = {
  accepted: 'done',
  folded: 'done',
  stored: 'done',
  refused: 'refused',
  'key-reused': 'refused',
  conflict: 'conflict',
} as const satisfies Readonly<Record<string, CommandEnd>>;

/** Counts commands by the service that carries them out and by how they end. */
@Injectable()
export class CommandCounts {
  readonly #counter: Counter<'service' | 'outcome'>;
  readonly #services = new Set<string>();

  constructor(metrics: Metrics) {
    this.#counter = metrics.counter({
      name: 'baton_commands_total',
      help: 'Commands that came to an end, those that events gave rise to included',
      labels: ['service', 'outcome'],
    });
  }

  async count<R extends { readonly kind: keyof typeof endOf }>(service: string, command: Promise<R>): Promise<R> {
    this.#beginAtZero(service);
    try {
      const result = await command;
      this.#counter.inc({ service, outcome: endOf[result.kind] });
      return result;
    } catch (fault) {
      this.#counter.inc({ service, outcome: 'fault' });
      throw fault;
    }
  }

  /** A rate needs a value from before the first of its kind. */
  #beginAtZero(service: string): void {
    if (this.#services.has(service)) return;
    this.#services.add(service);
    for (const outcome of ends) this.#counter.inc({ service, outcome }, 0);
  }
}
