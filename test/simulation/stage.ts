import type { CaseFact, RouteLeg } from '@baton/contracts';
import { day, hour, people } from './organisation.ts';
import { oneOf } from './presence.ts';
import type { World } from './world.ts';

export type CaseBody = CaseFact extends infer T
  ? T extends unknown
    ? Omit<T, 'id' | 'occurredAt' | 'caseId'>
    : never
  : never;

/** The case that a stage is part of. */
export interface Whole {
  readonly world: World;
  readonly isOver: boolean;
  say(body: CaseBody): string;
  /** Whatever can start now is passed on by whoever has just finished. */
  passOn(by: string): void;
}

/** More detours than this nobody makes. */
const patience = 5;

/** How people run one leg: mostly well, sometimes slowly, by detours, or not at all. */
export class Stage {
  status: 'ahead' | 'offered' | 'held' | 'done' = 'ahead';
  readonly leg: RouteLeg;
  private readonly whole: Whole;
  private readonly world: World;
  private giver = '';
  /** Who has it or should take it. */
  private who = '';
  /** Grows with everything that happens: what was meant for an earlier turn comes to nothing. */
  private turn = 0;
  private detours = 0;

  constructor(whole: Whole, leg: RouteLeg) {
    this.whole = whole;
    this.world = whole.world;
    this.leg = leg;
  }

  /** Tells the receiver ahead, now and then, and offers after a while. */
  begin(giver: string): void {
    const { random } = this.world;
    const { id, party } = this.leg;
    const leg = { actor: giver, leg: id, to: party };
    const expectedAt = this.world.now() + day;
    if (random.chance(0.03)) this.whole.say({ type: 'baton.handoff.announced.v1', ...leg, expectedAt });
    this.next(giver, random.chance(0.04) ? 2 * day : random.around(hour / 2), () => {
      if (this.status === 'ahead') this.offer(giver, party);
    });
  }

  offer(giver: string, to: string): void {
    if (this.whole.isOver) return;
    const { random } = this.world;
    const { id, needs } = this.leg;
    const items = random.chance(0.85) ? { items: [...needs] } : {};
    const validUntil = random.chance(0.02) ? { validUntil: this.world.now() + day } : {};
    this.whole.say({ type: 'baton.handoff.offered.v1', actor: giver, leg: id, to, ...items, ...validUntil });
    this.status = 'offered';
    this.giver = giver;
    this.who = oneOf(random, to);
    this.turn++;
    if (random.chance(0.02)) return this.next(giver, random.around(hour), () => this.withdraw(to));
    this.next(this.who, random.chance(0.08) ? 2 * day : random.around(1.5 * hour), () => this.answer());
  }

  /** The one whose turn it is, a deputy or one on duty takes what is on offer. */
  accept(who: string): void {
    const { random } = this.world;
    if (this.status !== 'offered' || this.whole.isOver) return;
    const taken = { type: 'baton.handoff.accepted.v1', leg: this.leg.id } as const;
    if (random.chance(0.9)) this.whole.say({ ...taken, actor: who });
    if (random.chance(0.03)) this.whole.say({ ...taken, actor: oneOf(random, this.leg.party) });
    this.status = 'held';
    this.who = who;
    this.turn++;
    this.toil();
  }

  /** After somebody's work, unless something else has happened to the leg until then. */
  private next(who: string, work: number, run: () => void): void {
    const { turn } = this;
    this.world.afterWork(who, work, () => {
      if (this.turn === turn && !this.whole.isOver) run();
    });
  }

  private withdraw(to: string): void {
    this.whole.say({ type: 'baton.handoff.withdrawn.v1', actor: this.giver, leg: this.leg.id });
    this.offer(this.giver, to);
  }

  private answer(): void {
    const { random } = this.world;
    const act = { actor: this.who, leg: this.leg.id };
    const dice = random.next();
    if (dice >= 0.08 || this.detours++ >= patience) return this.accept(this.who);
    const to = random.pick(people).id;
    if (dice < 0.03) this.whole.say({ type: 'baton.handoff.declined.v1', ...act, reason: 'busy' });
    else this.whole.say({ type: 'baton.handoff.referred.v1', ...act, to });
    this.turn++;
    this.next(this.giver, random.around(hour), () => this.offer(this.giver, to));
  }

  /** Some progress, a pause, a return, or the end of it. */
  private toil(): void {
    const { random } = this.world;
    const { typical = hour, elapsed } = this.leg;
    const work = random.around(elapsed === true ? 2 * hour : typical * 0.8);
    this.next(this.who, work, () => {
      const dice = random.next();
      if (dice < 0.1) this.progress();
      else if (dice < 0.13) this.pause();
      else if (dice < 0.17 && this.detours++ < patience) this.giveBack();
      else this.complete();
    });
  }

  private progress(): void {
    this.whole.say({ type: 'baton.handoff.progressed.v1', actor: this.who, leg: this.leg.id, note: 'goes on' });
    this.toil();
  }

  private pause(): void {
    const { random } = this.world;
    const act = { actor: this.who, leg: this.leg.id };
    const until = random.chance(0.6) ? { until: this.world.now() + random.around(2 * day) } : {};
    this.whole.say({ type: 'baton.handoff.paused.v1', ...act, cause: 'supplier', ...until });
    this.next(this.who, random.around(8 * hour), () => {
      if (random.chance(0.9)) this.whole.say({ type: 'baton.handoff.resumed.v1', ...act });
      this.toil();
    });
  }

  private giveBack(): void {
    const { id, needs, party } = this.leg;
    const { random } = this.world;
    const missing = needs.length > 0 ? { missing: [...needs] } : {};
    const returned = { type: 'baton.handoff.returned.v1', leg: id, reason: 'incomplete', ...missing } as const;
    this.whole.say({ ...returned, actor: this.who });
    this.status = 'ahead';
    this.turn++;
    this.next(this.giver, random.around(3 * hour), () => this.offer(this.giver, party));
  }

  private complete(): void {
    const items = this.world.random.chance(0.7) ? { items: ['signature', 'amount', 'reason'] } : {};
    this.whole.say({ type: 'baton.handoff.completed.v1', actor: this.who, leg: this.leg.id, ...items });
    this.status = 'done';
    this.turn++;
    this.whole.passOn(this.who);
  }
}
