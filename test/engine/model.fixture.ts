import type { CaseFact, Party, Route, Rung, StallKind } from '@baton/contracts';
import { type CalendarDefinition, shiftEnd } from '@baton/working-time';
import { type Condition, conditionsOf } from './model-conditions.fixture.ts';
import { type Minutes, minute, minutesOf } from './model-minutes.fixture.ts';
import { Relay } from './model-relay.fixture.ts';

const hour = 60 * minute;

export interface ModelRules {
  readonly route: Route;
  readonly parties: readonly Party[];
  readonly calendars: readonly CalendarDefinition[];
}

interface Wait extends Condition {
  worked: number;
  episode: Episode | undefined;
}

export interface Episode {
  readonly kind: StallKind;
  readonly leg: string | undefined;
  readonly raisedAt: number;
  clearedAt: number | undefined;
  readonly rungs: { readonly rung: number; readonly at: number }[];
  /** Working and elapsed time that counts for its ladder. */
  climbed: { worked: number; elapsed: number };
  heldUntil: number;
}

/** The time half of the reference model: goes minute by minute and counts. Short, slow, and easy to be right. */
export class Model {
  readonly episodes: Episode[] = [];
  readonly relay: Relay;
  private readonly rules: ModelRules;
  private readonly hours = new Map<string, Minutes>();
  private readonly members = new Map<string, readonly string[]>();
  private open: Episode[] = [];
  private waits = new Map<string, Wait>();
  private now: number;

  constructor(rules: ModelRules, start: number) {
    this.rules = rules;
    this.now = start;
    this.relay = new Relay(rules.route, rules.parties);
    for (const { id, calendar, members = [] } of rules.parties) {
      this.members.set(id, members);
      const definition = rules.calendars.find((one) => one.id === calendar)!;
      this.hours.set(id, minutesOf(definition));
    }
  }

  tell(fact: CaseFact): void {
    this.goOn(fact.occurredAt);
    this.fireRungs();
    this.relay.fold(fact);
    if (fact.type.startsWith('baton.stall.')) this.hold(fact);
    this.compare();
  }

  /** Everything up to that minute, and all that is due then. */
  until(at: number): void {
    this.goOn(at);
    this.settle();
  }

  private goOn(at: number): void {
    while (this.now < at) {
      this.settle();
      this.pass();
    }
  }

  /** One minute goes by: everything that counts it counts it. */
  private pass(): void {
    for (const wait of this.waits.values())
      if (!this.isPaused(wait) && this.isWorked(wait.party)) wait.worked += minute;
    for (const episode of this.climbing()) {
      episode.climbed.elapsed += minute;
      if (this.isWorked(this.partyOf(episode))) episode.climbed.worked += minute;
    }
    this.now += minute;
    this.fireRungs();
  }

  /** After the facts of a minute: offers end, and what has lasted too long is a stall. */
  private settle(): void {
    if (this.relay.lapse(this.now)) this.compare();
    for (const wait of this.waits.values()) {
      const isOver = wait.at === undefined ? !this.isPaused(wait) && wait.worked >= wait.budget : wait.at <= this.now;
      if (wait.episode === undefined && isOver) this.raise(wait, wait.at ?? this.now);
    }
    this.fireRungs();
  }

  /** What no longer holds is cleared, what begins to hold is waited for. */
  private compare(): void {
    const conditions = new Map(conditionsOf(this.relay).map((one) => [`${one.kind} ${one.leg} ${one.key}`, one]));
    for (const [name, { episode, at }] of this.waits) {
      const condition = conditions.get(name);
      if (condition !== undefined && (at === condition.at || (episode !== undefined && condition.at! <= this.now)))
        continue;
      if (episode !== undefined) this.clear(episode);
      this.waits.delete(name);
    }
    for (const [name, condition] of conditions) {
      if (!this.waits.has(name)) this.waits.set(name, { ...condition, worked: 0, episode: undefined });
    }
    for (const wait of this.waits.values())
      if (wait.episode === undefined && wait.budget === 0 && wait.at === undefined) this.raise(wait, this.now);
  }

  private clear(episode: Episode): void {
    episode.clearedAt = this.now;
    this.open = this.open.filter((one) => one !== episode);
  }

  private raise(wait: Wait, raisedAt: number): void {
    const { kind, leg } = wait;
    const climbed = { worked: 0, elapsed: 0 };
    wait.episode = { kind, leg, raisedAt, clearedAt: undefined, rungs: [], climbed, heldUntil: 0 };
    this.episodes.push(wait.episode);
    this.open.push(wait.episode);
  }

  /** Nobody to call: the next rung at once. */
  private fireRungs(): void {
    const { ladder } = this.rules.route;
    for (const { rungs, climbed } of this.climbing()) {
      for (let next = (rungs.at(-1)?.rung ?? -1) + 1; next < ladder.length; next++) {
        const { after, elapsed } = ladder[next]!;
        if ((elapsed === true ? climbed.elapsed : climbed.worked) < after) break;
        while (next < ladder.length && !this.callsSomebody(ladder[next]!)) next++;
        if (next < ladder.length) rungs.push({ rung: next, at: this.now });
      }
    }
  }

  private climbing(): Episode[] {
    return this.open.filter(({ heldUntil }) => heldUntil <= this.now);
  }

  private callsSomebody({ whom, group }: Rung): boolean {
    if (whom !== 'on-duty') return true;
    return this.members.get(group ?? '')?.some((member) => this.isWorked(member)) ?? false;
  }

  private isPaused({ leg, budget }: Condition): boolean {
    const stage = this.relay.legs.find(({ definition }) => definition.id === leg);
    return budget > 0 && stage !== undefined && stage.pausedUntil > this.now;
  }

  private hold(fact: CaseFact): void {
    const { kind, leg, until } = fact as { readonly kind?: string; readonly leg?: string; readonly until?: number };
    for (const episode of this.open) {
      const isMeant = (kind ?? episode.kind) === episode.kind && (leg === undefined || leg === episode.leg);
      if (!isMeant) continue;
      if (fact.type === 'baton.stall.snoozed.v1') episode.heldUntil = fact.until;
      else if (fact.type === 'baton.stall.acknowledged.v1') episode.heldUntil = this.endOf(fact.actor, until);
      else episode.heldUntil = this.now;
    }
  }

  /** With the shift of whoever has it, or when the time is up. */
  private endOf(by: string, until: number | undefined): number {
    const calendar = this.hours.get(by)?.calendar;
    if (calendar === undefined) return until ?? this.now + 4 * hour;
    const expiry = until ?? calendar.add(this.now, 4 * hour) ?? this.now;
    return Math.max(this.now, Math.min(expiry, shiftEnd(calendar, this.now) ?? expiry));
  }

  /** A team works when any member does; of whom nothing is known every minute counts. */
  private isWorked(party: string): boolean {
    const members = this.members.get(party) ?? [];
    if (members.length > 0) return members.some((member) => this.isWorked(member));
    return this.hours.get(party)?.isWorked(this.now) ?? true;
  }

  private partyOf({ leg }: Episode): string {
    return this.rules.route.legs.find(({ id }) => id === leg)?.party ?? this.rules.route.owner;
  }
}
