import type { Decision, Fact } from '@baton/contracts';
import { stallKinds } from '@baton/contracts';
import { type Kind, checkCase, real } from '../engine/checks.fixture.ts';
import { Agenda } from './agenda.ts';
import { Channel, type FactBody } from './channel.ts';
import { Matter } from './matter.ts';
import { day, firstDay, routes } from './organisation.ts';
import { Pair } from './pair.ts';
import { Presence } from './presence.ts';
import { Random } from './random.ts';
import { RuleOffice } from './rule-office.ts';
import { Staff } from './staff.ts';
import type { World } from './world.ts';

export interface Outcome {
  readonly seed: number;
  readonly cases: number;
  readonly facts: number;
  readonly decisions: number;
  /** Raised, by kind. */
  readonly stalls: Readonly<Record<string, number>>;
}

export interface SimulationOptions {
  readonly kind?: Kind;
  /** All of it is done once more, and once again in replay. */
  readonly isThorough?: boolean;
}

const casesADay = 50;

/** An organisation at work for some days, one engine beside it, and nothing in it but the seed that decides. */
export class Simulation implements World {
  readonly agenda = new Agenda();
  readonly random: Random;
  readonly presence = new Presence();
  private readonly pair: Pair;
  private readonly channel: Channel;
  private readonly staff: Staff;
  private readonly rules: RuleOffice;
  private readonly matters = new Map<string, Matter>();
  private readonly seed: number;
  private at = firstDay;
  /** Until then nobody looks at the clock: what is due waits for the next fact. */
  private asleepUntil = 0;

  constructor(seed: number, { kind = real, isThorough = true }: SimulationOptions = {}) {
    this.seed = seed;
    this.random = new Random(seed);
    this.pair = new Pair(kind, this.random, isThorough);
    this.channel = new Channel(this.agenda, this.random, (fact) => this.record(fact));
    this.staff = new Staff(this, this.matters);
    this.rules = new RuleOffice(this, this.matters);
  }

  /** Throws at the first breach. */
  run(days: number): Outcome {
    this.rules.publishAll();
    for (let index = 0; index < days; index++) this.agenda.enter(firstDay + index * day, () => this.beginDay());
    const end = firstDay + days * day;
    while (this.step(end));
    this.at = end;
    this.pair.finish(end);
    this.checkAll();
    const { counts, facts } = this.pair.watch;
    const stalls = Object.fromEntries(stallKinds.map((kind) => [kind, counts.get(`raised ${kind}`) ?? 0]));
    return { seed: this.seed, cases: this.matters.size, facts, decisions: this.pair.decided, stalls };
  }

  now(): number {
    return this.at;
  }

  say(body: FactBody): string {
    return this.channel.send(body, this.at);
  }

  afterWork(who: string, work: number, run: () => void): void {
    this.agenda.enter(this.presence.after(who, this.at, work), run);
  }

  later(elapsed: number, run: () => void): void {
    this.agenda.enter(this.at + elapsed, run);
  }

  /** Takes what comes next: something that is due, or somebody who does something. Answers whether there was any. */
  private step(end: number): boolean {
    const due = Math.max(this.pair.nextDue() ?? Infinity, this.at);
    const next = this.agenda.next() ?? Infinity;
    if (Math.min(due, next) > end) return false;
    if (due <= next && due >= this.asleepUntil) {
      this.at = due;
      this.hear(this.pair.advance(due));
      return true;
    }
    if (next > end) this.asleepUntil = 0;
    else {
      this.at = next;
      this.agenda.take()();
    }
    return true;
  }

  private record(fact: Fact): void {
    this.hear(this.pair.record(fact, this.at));
  }

  private hear(decisions: readonly Decision[]): void {
    for (const decision of decisions) this.staff.hear(decision);
  }

  private beginDay(): void {
    const { random } = this;
    this.staff.day();
    this.rules.day();
    for (let index = 0; index < casesADay; index++) {
      const id = `case ${this.matters.size}`;
      const matter = new Matter(this, id, random.pick(routes));
      this.matters.set(id, matter);
      this.later(random.below(day), () => matter.open());
    }
    if (random.chance(0.03)) this.pair.restart();
    if (random.chance(0.2)) this.asleepUntil = this.at + random.below(2 * day);
    this.checkAll();
  }

  /** What must hold at every moment, of every case, and that nothing that will be due is forgotten. */
  private checkAll(): void {
    const { engine } = this.pair;
    const nextDue = engine.nextDue() ?? Infinity;
    for (const entry of engine.entries()) {
      if (entry.state.status !== 'open' && this.random.chance(0.99)) continue;
      checkCase(entry);
      for (const { due = Infinity, resumesAt = Infinity } of entry.state.clocks) {
        if (Math.min(due, resumesAt) < nextDue)
          throw new Error(`${entry.id}: a clock is due at ${due}, the engine says that nothing is until ${nextDue}`);
      }
    }
  }
}
