import type { Fact } from '@baton/contracts';
import type { Agenda } from './agenda.ts';
import { day, hour, minute } from './organisation.ts';
import type { Random } from './random.ts';

type Body<T> = T extends unknown ? Omit<T, 'id' | 'occurredAt'> : never;
export type FactBody = Body<Fact>;

/** Between those who do something and the ledger: late, in another order, twice, and with clocks that are wrong. */
export class Channel {
  private readonly agenda: Agenda;
  private readonly random: Random;
  private readonly record: (fact: Fact) => void;
  private serial = 0;

  constructor(agenda: Agenda, random: Random, record: (fact: Fact) => void) {
    this.agenda = agenda;
    this.random = random;
    this.record = record;
  }

  /** Sends off what happens now; the ledger will have it sooner or later. Answers the fact's id. */
  send(body: FactBody, now: number): string {
    const id = `urn:simulation ${this.serial++}`;
    const fact = { id, occurredAt: now + this.skew(), ...body } as Fact;
    const arrivesAt = now + this.lateness();
    this.agenda.enter(arrivesAt, () => this.record(fact));
    if (this.random.chance(0.03)) this.agenda.enter(arrivesAt + this.lateness(), () => this.record(fact));
    return id;
  }

  /** Most clocks are right, some by a few minutes not, a few by up to two days. */
  private skew(): number {
    const { random } = this;
    if (random.chance(0.01)) return random.skew(48 * hour);
    return random.chance(0.05) ? random.skew(10 * minute) : 0;
  }

  /** Mostly at once, sometimes within a day, now and then within a week. */
  private lateness(): number {
    const { random } = this;
    if (random.chance(0.005)) return random.below(7 * day);
    return random.chance(0.04) ? random.below(day) : random.below(5000);
  }
}
