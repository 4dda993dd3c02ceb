import type { Fact, Instant } from '@baton/contracts';
import { Spans } from './spans.ts';

type Appointed = Extract<Fact, { type: 'baton.people.delegation-appointed.v1' }>;

/** Who has accepted to stand in for another, for a span and perhaps for some routes only. */
export interface Delegate {
  readonly to: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly routes: readonly string[] | undefined;
}

const nobody: readonly Delegate[] = [];

/** A delegation counts from its acceptance by the one appointed. */
export class Delegations {
  private readonly appointed = new Map<string, Appointed>();
  private readonly accepted = new Spans<Delegate>();

  /** Answers whom it covers. */
  appoint(fact: Appointed, sequence: number): string {
    this.revoke(fact.delegation, sequence);
    this.appointed.set(fact.delegation, fact);
    return fact.party;
  }

  /** Answers whom it covers; undefined: the one who says so was not appointed. */
  accept(delegation: string, by: string, sequence: number): string | undefined {
    const appointed = this.appointed.get(delegation);
    if (appointed === undefined || appointed.to !== by) return undefined;
    const { party, to, from = -Infinity, until = Infinity, routes } = appointed;
    this.accepted.begin(party, { id: delegation, value: { to, from, until, routes }, sequence });
    return party;
  }

  revoke(delegation: string, sequence: number): string | undefined {
    const appointed = this.appointed.get(delegation);
    if (appointed === undefined) return undefined;
    this.accepted.end(appointed.party, delegation, sequence);
    this.appointed.delete(delegation);
    return appointed.party;
  }

  /** For a party's legs on a route, in the order of acceptance. */
  of(party: string, route: string, sequence: number): readonly Delegate[] {
    if (this.accepted.isEmpty || !this.accepted.has(party)) return nobody;
    return this.accepted.of(party, sequence).filter(({ routes }) => routes === undefined || routes.includes(route));
  }
}
