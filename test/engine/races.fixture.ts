import type { CaseFact, Decision, Fact } from '@baton/contracts';
import type { Engine } from './checks.fixture.ts';
import { isCaseFact } from './rulebook.fixture.ts';

type FactOf<Name extends string> = Extract<CaseFact, { type: `baton.${Name}.v1` }>;
interface Leg {
  readonly state: string;
  readonly receiver: string | undefined;
  readonly holder: string | undefined;
  readonly giver: string | undefined;
  readonly deputies: readonly string[];
}

/** A leg and its case as they were before a fact was folded. */
export interface Before {
  readonly leg: Leg | undefined;
  readonly route: { readonly id: string; readonly version: number } | undefined;
  readonly isOpen: boolean;
  readonly isOnOffer: boolean;
  readonly isAway: boolean;
}

interface Folded {
  readonly engine: Engine;
  readonly fact: Fact;
  readonly before: Before;
  readonly came: readonly Decision[];
}

/** The table of races in the engine's meaning, row by row. */
export const raceNames = [
  'accept after withdraw',
  'accept after lapse',
  'two accepts of a team offer',
  'same accept twice',
  'completed by the party on offer',
  'progressed by the party on offer',
  'decline after accept',
  'giver completed while the offer is pending',
  'granted deputy accepts first',
  'receiver accepts before the granted deputy',
  'accepted delegate accepts first',
  'cancelled while offered',
  'offer to someone absent',
  'event for an unknown case',
  'fact that breaks the state machine',
  'route edited under open cases',
] as const;
export type Race = (typeof raceNames)[number];

const groups = new Set(['crew', 'team']);

/** Counts by name the races that a story meets; every one is seen from outside. */
export class Races {
  readonly counts = new Map<Race, number>();
  private readonly lastEnd = new Map<string, string>();
  private readonly granted = new Set<string>();
  private readonly away = new Map<string, readonly [from: number, until: number]>();

  look(engine: Engine, fact: Fact, recordedAt: number): Before {
    const state = isCaseFact(fact) ? engine.entry(fact.caseId)?.state : undefined;
    const legId = (fact as { readonly leg?: string }).leg;
    const leg = state?.legs.find(({ definition }) => definition.id === legId);
    const to = (fact as { readonly to?: string }).to ?? leg?.definition.party ?? '';
    const [from, until] = this.away.get(to) ?? [0, 0];
    const routes = [...engine.entries()].filter(({ state: each }) => each.status === 'open');
    return {
      leg: leg && { ...leg, deputies: [...leg.deputies] },
      route: routes.map(({ state: { route } }) => route).find(({ id }) => 'route' in fact && isRoute(fact.route, id)),
      isOpen: state?.status === 'open',
      isOnOffer: state?.legs.some((each) => each.state === 'offered') ?? false,
      isAway: from <= recordedAt && recordedAt < until,
    };
  }

  judge(folded: Folded): void {
    const { fact, before, came } = folded;
    for (const decision of came) {
      if (decision.type !== 'fact-flagged') continue;
      if (decision.flag === 'implicit') this.met('event for an unknown case');
      if (decision.flag === 'irregular') this.met('fact that breaks the state machine');
    }
    if (fact.type === 'baton.people.absence-declared.v1') this.away.set(fact.party, [fact.from, fact.until]);
    if (fact.type === 'baton.rules.route-published.v1' && before.route !== undefined) this.judgeEdit(folded);
    if (fact.type === 'baton.case.cancelled.v1' && before.isOpen && before.isOnOffer)
      this.met('cancelled while offered');
    if (isCaseFact(fact) && before.leg !== undefined && before.isOpen) this.judgeLeg(folded, fact, before.leg);
    this.remember(fact);
  }

  private judgeEdit({ engine, before }: Folded): void {
    const kept = [...engine.entries()].some(({ state: { route } }) => route === before.route);
    if (kept) this.met('route edited under open cases');
  }

  private judgeLeg(folded: Folded, fact: CaseFact, leg: Leg): void {
    const by = ('by' in fact ? fact.by : undefined) ?? fact.actor;
    const isAsked = leg.state === 'offered' && leg.receiver === by;
    if (fact.type === 'baton.handoff.accepted.v1') this.judgeAccepted(folded, fact, leg);
    if (fact.type === 'baton.handoff.declined.v1' && leg.state === 'held' && leg.holder === by)
      this.met('decline after accept');
    if (fact.type === 'baton.handoff.progressed.v1' && isAsked) this.met('progressed by the party on offer');
    if (fact.type === 'baton.handoff.completed.v1' && isAsked) this.met('completed by the party on offer');
    if (fact.type === 'baton.handoff.completed.v1' && leg.state === 'offered' && leg.giver === by && !isAsked)
      this.met('giver completed while the offer is pending');
    const isAbsent = folded.came.some((one) => one.type === 'stall-raised' && one.kind === 'absent');
    if (fact.type === 'baton.handoff.offered.v1' && folded.before.isAway && isAbsent)
      this.met('offer to someone absent');
  }

  private judgeAccepted({ came }: Folded, fact: FactOf<'handoff.accepted'>, leg: Leg): void {
    const refusal = came.find((one) => one.type === 'fact-refused')?.refusal;
    const key = `${fact.caseId} ${fact.leg}`;
    if (refusal === 'not-on-offer' && this.lastEnd.get(key) === 'withdrawn') this.met('accept after withdraw');
    if (refusal === 'not-on-offer' && this.lastEnd.get(key) === 'offered') this.met('accept after lapse');
    if (refusal === 'already-taken' && groups.has(leg.receiver ?? '')) this.met('two accepts of a team offer');
    if (leg.state === 'held' && leg.holder === fact.actor && came.length === 0) this.met('same accept twice');
    if (leg.state !== 'offered' || refusal !== undefined) return;
    const isGranted = this.granted.has(key);
    const isDeputy = fact.actor !== leg.receiver && !groups.has(leg.receiver ?? '');
    const isRegular = !came.some((one) => one.type === 'fact-flagged');
    if (isDeputy && isGranted && isRegular) this.met('granted deputy accepts first');
    if (!isDeputy && isGranted && leg.deputies.length > 0) this.met('receiver accepts before the granted deputy');
    if (isDeputy && !isGranted && isRegular) this.met('accepted delegate accepts first');
  }

  private remember(fact: Fact): void {
    if (!isCaseFact(fact) || !('leg' in fact)) return;
    const [, what] = /^baton\.[a-z-]+\.(.*)\.v1$/.exec(fact.type)!;
    const key = `${fact.caseId} ${fact.leg}`;
    if (what === 'granted') this.granted.add(key);
    if (what === 'offered') this.granted.delete(key);
    if (['offered', 'withdrawn', 'declined', 'returned', 'accepted', 'completed'].includes(what!))
      this.lastEnd.set(key, what!);
  }

  private met(race: Race): void {
    this.counts.set(race, (this.counts.get(race) ?? 0) + 1);
  }
}

const isRoute = (published: unknown, id: string): boolean => (published as { readonly id?: string }).id === id;
