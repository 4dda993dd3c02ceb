import type { CaseFact, Fact, Party, Route, Rung } from '@baton/contracts';
import { type WorkingCalendar, compileCalendar } from '@baton/working-time';
import {
  type MinimalCase,
  type MinimalDecision,
  type MinimalKind,
  type MinimalLeg,
  type MinimalTimer,
  minimalLegOf,
} from './minimal-state.ts';
import { MinimalWheel } from './minimal-wheel.ts';

type FactOf<Type extends CaseFact['type']> = Extract<CaseFact, { readonly type: Type }>;

/**
 * What one would write by hand for this stream alone, as fast as it goes: who is accountable, the budgets in working
 * time, the need-by and the ladder. It trusts its input: nothing is late, doubled, out of turn or voided; there are no
 * pauses, absences, delegations, forecasts or special handlings, and no ids, snapshots or records to go on from.
 */
export class MinimalFold {
  private readonly cases = new Map<string, MinimalCase>();
  private readonly routes = new Map<string, Route>();
  private readonly parties = new Map<string, Party>();
  private readonly calendars = new Map<string, WorkingCalendar>();
  private readonly wheel = new MinimalWheel<MinimalTimer>();
  private out: MinimalDecision[] = [];

  apply(fact: Fact, recordedAt: number): readonly MinimalDecision[] {
    this.out = [];
    this.fireUpTo(recordedAt);
    if ('caseId' in fact) this.fold(fact);
    else if (fact.type === 'baton.rules.route-published.v1') this.routes.set(fact.route.id, fact.route);
    else if (fact.type === 'baton.people.roster-changed.v1')
      for (const one of fact.parties) this.parties.set(one.id, one);
    else if (fact.type === 'baton.rules.calendar-published.v1')
      this.calendars.set(fact.calendar.id, compileCalendar(fact.calendar));
    return this.out;
  }

  advance(to: number): readonly MinimalDecision[] {
    this.out = [];
    this.fireUpTo(to);
    return this.out;
  }

  private fold(fact: CaseFact): void {
    if (fact.type === 'baton.case.opened.v1') return this.open(fact);
    const of = this.cases.get(fact.caseId)!;
    switch (fact.type) {
      case 'baton.handoff.offered.v1':
        return this.offer(of, fact);
      case 'baton.handoff.accepted.v1':
        return this.accept(of, fact);
      case 'baton.handoff.completed.v1':
        return this.complete(of, fact);
      case 'baton.case.closed.v1':
        this.stop(of.needByClock, fact.occurredAt, 'closed');
        for (const leg of of.legs) this.stop(leg?.clock, fact.occurredAt, 'closed');
        return;
    }
  }

  private open(fact: FactOf<'baton.case.opened.v1'>): void {
    const { caseId: id, title, customer, needBy, impact = 'normal', occurredAt: at } = fact;
    const route = this.routes.get(fact.route!)!;
    const rest = { accountable: '', done: 0, legs: route.legs.map(() => undefined), needByClock: undefined };
    const of: MinimalCase = { id, route, title, customer, impact, needBy, ...rest };
    this.cases.set(id, of);
    this.out.push({ type: 'receipt', caseId: id, at, customer });
    this.move(of, fact.actor, { leg: undefined, at });
    if (needBy !== undefined) of.needByClock = this.insert({ kind: 'missed', of, leg: undefined, at: needBy });
  }

  private offer(of: MinimalCase, fact: FactOf<'baton.handoff.offered.v1'>): void {
    const at = fact.occurredAt;
    const leg = minimalLegOf(of, fact.leg!);
    const { id, party, acceptBudget: budget } = leg.definition;
    leg.receiver = fact.to ?? party;
    leg.clock = this.start('unaccepted', of, { leg, at, party: leg.receiver, budget });
    const acceptBy = leg.clock?.at;
    this.out.push({ type: 'heads-up', caseId: of.id, at, leg: id, party: leg.receiver, acceptBy });
  }

  private accept(of: MinimalCase, fact: FactOf<'baton.handoff.accepted.v1'>): void {
    const at = fact.occurredAt;
    const leg = minimalLegOf(of, fact.leg!);
    const party = fact.by ?? fact.actor;
    this.stop(leg.clock, at, 'accepted');
    leg.holder = party;
    this.move(of, party, { leg, at });
    leg.clock = this.start('overrun', of, { leg, at, party, budget: leg.definition.finishBudget });
    const next = of.route.legs[leg.index + 1];
    if (next !== undefined) this.out.push({ type: 'heads-up', caseId: of.id, at, leg: next.id, party: next.party });
  }

  private complete(of: MinimalCase, fact: FactOf<'baton.handoff.completed.v1'>): void {
    const at = fact.occurredAt;
    const leg = minimalLegOf(of, fact.leg!);
    this.stop(leg.clock, at, 'completed');
    leg.clock = undefined;
    const { customer, id: caseId } = of;
    const [done, all] = [++of.done, of.route.legs.length];
    this.out.push({ type: 'progress', caseId, at, customer, leg: leg.definition.id, done, of: all });
  }

  private move(of: MinimalCase, to: string, { leg, at }: { leg: MinimalLeg | undefined; at: number }): void {
    const from = of.accountable;
    if (from === to) return;
    of.accountable = to;
    this.out.push({ type: 'accountability-moved', caseId: of.id, at, from, to, leg: leg?.definition.id });
  }

  private start(
    kind: MinimalKind,
    of: MinimalCase,
    what: { leg: MinimalLeg; at: number; party: string; budget: number | undefined },
  ): MinimalTimer | undefined {
    const { leg, party, budget } = what;
    if (budget === undefined) return undefined;
    const at = this.after(what.at, party, { after: budget, elapsed: leg.definition.elapsed === true });
    return at === undefined ? undefined : this.insert({ kind, of, leg, at });
  }

  private insert({ kind, of, leg, at }: Pick<MinimalTimer, 'kind' | 'of' | 'leg' | 'at'>): MinimalTimer {
    const timer = { at, isLive: true, kind, of, leg, raisedAt: at, nextRung: 0, isRaised: false };
    this.wheel.insert(timer);
    return timer;
  }

  private stop(timer: MinimalTimer | undefined, at: number, because: string): void {
    if (timer === undefined) return;
    timer.isLive = false;
    const { kind, of, leg } = timer;
    if (!timer.isRaised) return;
    this.out.push({ type: 'stall-cleared', caseId: of.id, at, kind, leg: leg?.definition.id, because });
  }

  private fireUpTo(to: number): void {
    for (let timer = this.wheel.next(to); timer !== undefined; timer = this.wheel.next(to)) this.fire(timer);
  }

  private fire(timer: MinimalTimer): void {
    const { of, leg } = timer;
    if (!timer.isRaised) this.raise(timer);
    else this.call(timer, of.route.ladder[timer.nextRung++]!);
    const rung = of.route.ladder[timer.nextRung];
    const next = rung && this.after(timer.raisedAt, leg?.definition.party ?? of.route.owner, rung);
    if (next === undefined) return;
    timer.at = next;
    this.wheel.insert(timer);
  }

  private raise(timer: MinimalTimer): void {
    timer.isRaised = true;
    const { kind, of, leg, at } = timer;
    const { id: caseId, title, customer, impact, accountable, needBy } = of;
    const party = kind === 'unaccepted' ? leg?.receiver : leg?.holder;
    const shown = { title, customer, impact, accountable, needBy, party };
    this.out.push({ type: 'stall-raised', caseId, at, kind, leg: leg?.definition.id, ...shown });
  }

  private call({ kind, of, leg, at, nextRung }: MinimalTimer, { whom, channel }: Rung): void {
    const called = whom === 'receiver' ? leg?.receiver : whom === 'owner' ? of.route.owner : of.accountable;
    const fired = { rung: nextRung - 1, whom: [called], channel };
    this.out.push({ type: 'rung-fired', caseId: of.id, at, kind, leg: leg?.definition.id, ...fired });
  }

  private after(at: number, party: string, { after, elapsed }: Pick<Rung, 'after' | 'elapsed'>): number | undefined {
    const calendar = elapsed === true ? undefined : this.calendars.get(this.parties.get(party)?.calendar ?? '');
    return calendar === undefined ? at + after : calendar.add(at, after);
  }
}
