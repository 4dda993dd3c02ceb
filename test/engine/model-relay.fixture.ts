import type { CaseFact, Party, Route } from '@baton/contracts';
import { Leg } from './model-leg.fixture.ts';

type Fold = (leg: Leg, fact: Header & Partial<Said>) => void;
interface Header {
  readonly actor: string;
  readonly occurredAt: number;
  readonly to?: string;
}
interface Said {
  readonly items: readonly string[];
  readonly missing: readonly string[];
  readonly validUntil: number;
  readonly until: number;
}

/**
 * One case on a sequential route in the reference model, told in order: who has what, and what must not last. How long
 * it may last is the other half's business. Nothing in here comes from the engine.
 */
export class Relay {
  status: 'ahead' | 'open' | 'over' = 'ahead';
  accountable = '';
  needBy: number | undefined;
  /** How often whoever was accountable had nothing to do but to offer, and who that is. */
  rested = { times: 0, party: '' };
  readonly legs: readonly Leg[];
  private readonly owner: string;
  private readonly parties: ReadonlyMap<string, Party>;
  private readonly supplied = new Set<string>();
  private serial = 0;

  constructor(route: Route, parties: readonly Party[]) {
    this.owner = route.owner;
    this.legs = route.legs.map((definition) => new Leg(definition));
    this.parties = new Map(parties.map((party) => [party.id, party]));
  }

  /** The first leg that is not completed. */
  current(): Leg | undefined {
    return this.legs.find(({ state }) => state !== 'completed');
  }

  fold(fact: CaseFact): void {
    this.serial++;
    const name = fact.type.split('.')[2]!;
    if (fact.type === 'baton.case.opened.v1' && this.status === 'ahead') this.begin(fact.actor, fact.needBy);
    else if (fact.type === 'baton.case.reopened.v1' && this.status === 'over')
      this.begin(this.accountable, fact.needBy);
    else if (this.status === 'open') {
      const leg = this.legs.find(({ definition }) => 'leg' in fact && definition.id === fact.leg);
      if (fact.type.startsWith('baton.case.')) this.foldCase(fact);
      else if (leg !== undefined) this.folds[name]?.(leg, fact as never);
    }
  }

  /** Offers end at the instant that they carry. Answers whether one did. */
  lapse(now: number): boolean {
    const over = this.legs.filter(({ state, validUntil = Infinity }) => state === 'offered' && validUntil <= now);
    for (const leg of over) this.takeBack(leg);
    return over.length > 0;
  }

  /** Nobody fills the role, or nobody knows the party. */
  isVacant(party: string): boolean {
    const known = this.parties.get(party);
    return known === undefined || known.members?.length === 0;
  }

  private begin(by: string, needBy: number | undefined): void {
    this.status = 'open';
    this.accountable = by;
    this.needBy = needBy;
    for (const leg of this.legs) {
      leg.holds++;
      leg.works++;
    }
    this.rest();
  }

  private foldCase(fact: CaseFact): void {
    if (fact.type === 'baton.case.amended.v1') {
      this.supply(fact.items);
      this.needBy = fact.needBy ?? this.needBy;
    }
    if (fact.type !== 'baton.case.closed.v1' && fact.type !== 'baton.case.cancelled.v1') return;
    this.status = 'over';
    for (const leg of this.legs) {
      if (leg.state === 'offered') this.endOffer(leg);
      Object.assign(leg, { missing: undefined, around: undefined, pausedUntil: 0 });
      leg.pausedUntil = 0;
    }
  }

  private readonly folds: Readonly<Record<string, Fold>> = {
    offered: (leg, { to = leg.definition.party, items, validUntil }) => {
      this.supply(items);
      if (leg.state === 'offered' && leg.receiver === to) leg.validUntil = validUntil ?? leg.validUntil;
      else if (leg.state === 'offered' && leg.before === 'held' && leg.holder === to) this.takeBack(leg);
      else if (leg.state !== 'held' || leg.holder !== to) this.offer(leg, to, validUntil);
    },
    accepted: (leg, { actor }) => {
      if (leg.state === 'offered' || (leg.state === 'ahead' && !leg.wasOffered)) this.accept(leg, actor);
    },
    declined: (leg, { actor }) => {
      if (leg.isHeldBy(actor)) this.giveBack(leg);
      else if (leg.state === 'offered' && leg.receiver === actor) this.refuse(leg);
    },
    withdrawn: (leg) => {
      if (leg.state === 'offered') this.takeBack(leg);
    },
    returned: (leg, { actor, missing = [] }) => {
      if (leg.state !== 'held' && leg.state !== 'offered') return;
      for (const item of missing) {
        leg.demanded.add(item);
        this.supplied.delete(item);
      }
      if (leg.state === 'held' || leg.isHeldBy(actor)) this.giveBack(leg);
      else this.refuse(leg);
    },
    referred: (leg, { actor, to }) => leg.refer(actor, to!, this.serial),
    paused: (leg, { occurredAt, until = Infinity }) => {
      if (until > occurredAt) leg.pausedUntil = until;
    },
    resumed: (leg) => {
      leg.pausedUntil = 0;
    },
    progressed: (leg, { actor, items }) => {
      this.supply(items);
      if (leg.state === 'offered' && leg.receiver === actor) this.accept(leg, actor);
      else if (leg.state === 'held') leg.works++;
      else if (leg.state === 'ahead') this.rest();
    },
    completed: (leg, { actor, items }) => {
      this.supply(items);
      if (leg.state === 'offered' && leg.receiver === actor) this.accept(leg, actor);
      if (leg.state === 'offered' && (actor === leg.giver || actor === leg.holder)) leg.before = 'completed';
      else if (leg.state !== 'completed') this.complete(leg);
    },
  };

  private offer(leg: Leg, to: string, validUntil: number | undefined): void {
    const wasOnOffer = leg.state === 'offered';
    if (wasOnOffer && this.isVacant(leg.receiver)) this.accountable = leg.giver;
    if (!wasOnOffer) {
      leg.before = leg.state as 'ahead' | 'held' | 'completed';
      leg.giver = leg.state === 'held' ? leg.holder : this.accountable;
    }
    leg.offers++;
    Object.assign(leg, { state: 'offered', receiver: to, wasOffered: true, validUntil });
    leg.visit(to, this.serial);
    this.lack(leg);
    if (this.isVacant(to)) this.accountable = this.owner;
  }

  private accept(leg: Leg, by: string): void {
    const holder = leg.isHeld() ? leg.holder : undefined;
    if (leg.state === 'ahead') Object.assign(leg, { giver: this.accountable, receiver: by });
    if (holder !== by) leg.holds++;
    leg.works++;
    Object.assign(leg, { state: 'held', before: 'ahead', holder: by });
    if (holder !== by) leg.heldFrom = leg.giver;
    this.accountable = by;
    if (holder !== undefined && holder !== by) leg.pass(holder, by, this.serial);
  }

  /** The offer ends; whoever had the leg before still has it. */
  private endOffer(leg: Leg): void {
    if (this.isVacant(leg.receiver)) this.accountable = leg.giver;
    Object.assign(leg, { state: leg.before, before: 'ahead', receiver: '', validUntil: undefined });
    leg.works++;
    if (leg.state === 'held') return;
    leg.pausedUntil = 0;
    this.rest();
  }

  private takeBack(leg: Leg): void {
    leg.missing = undefined;
    this.endOffer(leg);
  }

  private refuse(leg: Leg): void {
    leg.hop(leg.receiver, undefined, this.serial);
    this.endOffer(leg);
    this.lackDemanded(leg);
  }

  private giveBack(leg: Leg): void {
    if (leg.state === 'offered') this.takeBack(leg);
    leg.hop(leg.holder, leg.heldFrom, this.serial);
    Object.assign(leg, { state: 'ahead', holder: '', pausedUntil: 0 });
    this.accountable = leg.heldFrom;
    this.rest();
    this.lackDemanded(leg);
  }

  private complete(leg: Leg): void {
    Object.assign(leg, { state: 'completed', before: 'ahead', missing: undefined, pausedUntil: 0 });
    for (const one of this.legs) one.arrive();
    this.rest();
  }

  private rest(): void {
    this.rested = { times: this.rested.times + 1, party: this.accountable };
  }

  private lacking({ definition, demanded }: Leg): boolean {
    return [...definition.needs, ...demanded].some((item) => !this.supplied.has(item));
  }

  private lack(leg: Leg): void {
    if (this.lacking(leg)) leg.missing ??= this.serial;
  }

  /** Somebody once sent it back for that. */
  private lackDemanded(leg: Leg): void {
    if (leg.demanded.size > 0) this.lack(leg);
  }

  private supply(items: readonly string[] = []): void {
    for (const item of items) this.supplied.add(item);
    for (const leg of this.legs) if (!this.lacking(leg)) leg.missing = undefined;
  }
}
