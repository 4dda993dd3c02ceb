import type { Agenda } from './agenda.ts';
import type { FactBody } from './channel.ts';
import type { Presence } from './presence.ts';
import type { Random } from './random.ts';

/** What those who act in the simulation share. */
export interface World {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly presence: Presence;
  now(): number;
  /** Something happens now; answers the id of the fact. */
  say(body: FactBody): string;
  /** Runs later: once `who` has worked so long from now on. */
  afterWork(who: string, work: number, run: () => void): void;
  /** Runs later: after so much elapsed time. */
  later(elapsed: number, run: () => void): void;
}
