import type { CaseFact } from '@baton/contracts';
import type { Leg } from './model-leg.fixture.ts';
import { Moves } from './model-moves.fixture.ts';

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
export class Relay extends Moves {
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
      this.lack(leg);
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
}
