import type { Party, Route } from '@baton/contracts';
import { Leg } from './model-leg.fixture.ts';

/** What can happen to the batons of one case, in the reference model; by what fact is said elsewhere. */
export class Moves {
  status: 'ahead' | 'open' | 'over' = 'ahead';
  accountable = '';
  needBy: number | undefined;
  /** How often whoever was accountable had nothing to do but to offer, and who that is. */
  rested = { times: 0, party: '' };
  readonly legs: readonly Leg[];
  protected readonly owner: string;
  protected readonly parties: ReadonlyMap<string, Party>;
  protected readonly supplied = new Set<string>();
  protected serial = 0;

  constructor(route: Route, parties: readonly Party[]) {
    this.owner = route.owner;
    this.legs = route.legs.map((definition) => new Leg(definition));
    this.parties = new Map(parties.map((party) => [party.id, party]));
  }

  /** Nobody fills the role, or nobody knows the party. */
  isVacant(party: string): boolean {
    const known = this.parties.get(party);
    return known === undefined || known.members?.length === 0;
  }

  protected offer(leg: Leg, to: string, validUntil: number | undefined): void {
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

  protected accept(leg: Leg, by: string): void {
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
  protected endOffer(leg: Leg): void {
    if (this.isVacant(leg.receiver)) this.accountable = leg.giver;
    Object.assign(leg, { state: leg.before, before: 'ahead', receiver: '', validUntil: undefined });
    leg.works++;
    if (leg.state === 'held') return;
    leg.pausedUntil = 0;
    this.rest();
  }

  protected takeBack(leg: Leg): void {
    leg.missing = undefined;
    this.endOffer(leg);
  }

  protected refuse(leg: Leg): void {
    leg.hop(leg.receiver, undefined, this.serial);
    this.endOffer(leg);
    this.lackDemanded(leg);
  }

  protected giveBack(leg: Leg): void {
    if (leg.state === 'offered') this.takeBack(leg);
    leg.hop(leg.holder, leg.heldFrom, this.serial);
    Object.assign(leg, { state: 'ahead', holder: '', pausedUntil: 0 });
    this.accountable = leg.heldFrom;
    this.rest();
    this.lack(leg);
  }

  protected complete(leg: Leg): void {
    Object.assign(leg, { state: 'completed', before: 'ahead', missing: undefined, pausedUntil: 0 });
    for (const one of this.legs) one.arrive();
    this.rest();
  }

  protected rest(): void {
    this.rested = { times: this.rested.times + 1, party: this.accountable };
  }

  protected lacking({ definition, demanded }: Leg): boolean {
    return [...definition.needs, ...demanded].some((item) => !this.supplied.has(item));
  }

  protected lack(leg: Leg): void {
    if (this.lacking(leg)) leg.missing ??= this.serial;
  }

  /** Somebody once sent it back for that. */
  protected lackDemanded(leg: Leg): void {
    if (leg.demanded.size > 0) this.lack(leg);
  }

  protected supply(items: readonly string[] = []): void {
    for (const item of items) this.supplied.add(item);
    for (const leg of this.legs) if (!this.lacking(leg)) leg.missing = undefined;
  }
}
