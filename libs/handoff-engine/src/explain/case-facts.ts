import type { CaseFact, Instant } from '@baton/contracts';
import type { CaseEntry } from '../case-entry.ts';
import type { LegState } from '../case-state.ts';
import type { FoldedFact } from '../fact-log.ts';
import { voidedIn } from '../voiding.ts';

type FactOf<Type extends CaseFact['type']> = Extract<CaseFact, { type: Type }>;

/** A fact of the case, and when it counts. */
export interface Counted<Type extends CaseFact['type']> {
  readonly fact: FactOf<Type>;
  readonly takenAt: Instant;
}

/** What began the wait for an offer. */
const beginsOffering = [
  'baton.case.opened.v1',
  'baton.case.reopened.v1',
  'baton.case.migrated.v1',
  'baton.handoff.offered.v1',
  'baton.handoff.completed.v1',
  'baton.handoff.declined.v1',
  'baton.handoff.withdrawn.v1',
  'baton.handoff.returned.v1',
  'baton.handoff.progressed.v1',
] as const;

/** Which facts brought a case to where it stands; those that were taken back are left out. */
export class CaseFacts {
  private readonly facts: readonly FoldedFact[];

  constructor(entry: CaseEntry) {
    const voided = voidedIn(entry);
    this.facts = entry.facts.filter(({ fact }) => !voided.has(fact.id));
  }

  /** The fact of these types, about that leg if it names one, that counted at that instant. */
  at<Type extends CaseFact['type']>(
    at: Instant | undefined,
    { leg, types }: { readonly leg: LegState; readonly types: readonly Type[] },
  ): Counted<Type> | undefined {
    return this.last(types, ({ fact, takenAt }) => takenAt === at && isAbout(fact, leg));
  }

  offer(leg: LegState): Counted<'baton.handoff.offered.v1'> | undefined {
    return this.at(leg.offeredAt, { leg, types: ['baton.handoff.offered.v1'] });
  }

  /** Whoever works on what they were asked to take has taken it. */
  acceptance(leg: LegState): FoldedFact | undefined {
    const types = ['baton.handoff.accepted.v1', 'baton.handoff.completed.v1', 'baton.handoff.progressed.v1'] as const;
    return this.facts.find(
      ({ fact, takenAt }) =>
        takenAt === leg.acceptedAt &&
        types.some((type) => type === fact.type) &&
        isAbout(fact, leg) &&
        (('by' in fact ? fact.by : undefined) ?? fact.actor) === leg.holder,
    );
  }

  completion(leg: LegState): Counted<'baton.handoff.completed.v1'> | undefined {
    return this.at(leg.completedAt, { leg, types: ['baton.handoff.completed.v1'] });
  }

  /** Since when the next step should have been offered; an offer that lapsed ended by itself. */
  waitForOffer(leg: LegState, upTo: Instant): { readonly fact: string; readonly since: Instant } | undefined {
    const last = this.last(beginsOffering, ({ takenAt }) => takenAt <= upTo);
    if (last === undefined) return undefined;
    const { fact, takenAt } = last;
    const lapsed = fact.type === 'baton.handoff.offered.v1' && isAbout(fact, leg) ? fact.validUntil : undefined;
    return { fact: fact.id, since: lapsed ?? takenAt };
  }

  /** The last sign of progress on a held leg: taking it is one. */
  progress(leg: LegState, upTo: Instant): { readonly fact: string; readonly since: Instant } | undefined {
    const last = this.last(
      ['baton.handoff.progressed.v1'],
      ({ fact, takenAt }) => takenAt <= upTo && takenAt > (leg.acceptedAt ?? upTo) && isAbout(fact, leg),
    );
    if (last !== undefined) return { fact: last.fact.id, since: last.takenAt };
    const acceptance = this.acceptance(leg);
    return acceptance && { fact: acceptance.fact.id, since: acceptance.takenAt };
  }

  pause(leg: LegState): Counted<'baton.handoff.paused.v1'> | undefined {
    return this.last(['baton.handoff.paused.v1'], ({ fact }) => isAbout(fact, leg));
  }

  /** The fact that set the need-by in force. */
  needBy(needBy: Instant): string | undefined {
    return this.facts.findLast(({ fact }) => 'needBy' in fact && fact.needBy === needBy)?.fact.id;
  }

  /** How the case ended. */
  ending(at: Instant | undefined): string | undefined {
    return this.last(['baton.case.closed.v1', 'baton.case.cancelled.v1'], ({ takenAt }) => takenAt === at)?.fact.id;
  }

  /** The grant of a special handling for a leg. */
  grant(leg: LegState, handling: string): string | undefined {
    const types = ['baton.special-handling.granted.v1'] as const;
    return this.last(types, ({ fact }) => isAbout(fact, leg) && fact.handling === handling)?.fact.id;
  }

  /** What sent a leg on and on since nothing was completed. */
  hops(leg: LegState): readonly string[] {
    const types = new Set<CaseFact['type']>([
      ...(['baton.handoff.referred.v1', 'baton.handoff.declined.v1', 'baton.handoff.returned.v1'] as const),
      'baton.handoff.accepted.v1',
    ]);
    const from = this.facts.findLastIndex(({ fact }) => fact.type === 'baton.handoff.completed.v1');
    return this.facts
      .slice(from + 1)
      .filter(({ fact }) => types.has(fact.type) && isAbout(fact, leg))
      .map(({ fact }) => fact.id);
  }

  /** The offer of a leg, what brought any of the items, and what asked for them again. */
  items(leg: LegState, items: readonly string[]): readonly string[] {
    const brought = ({ fact }: FoldedFact): boolean =>
      'items' in fact && fact.items?.some((item) => items.includes(item)) === true;
    const bringing = this.facts.filter((folded) => brought(folded) || isReturn(folded.fact, leg));
    const offer = this.offer(leg);
    return [...(offer === undefined ? [] : [offer.fact.id]), ...bringing.map(({ fact }) => fact.id)];
  }

  /** What somebody said at that instant about stalls, and what it was. */
  hold(at: Instant): string | undefined {
    const types = ['baton.stall.acknowledged.v1', 'baton.stall.snoozed.v1'] as const;
    return this.last(types, ({ takenAt }) => takenAt === at)?.fact.id;
  }

  private last<Type extends CaseFact['type']>(
    types: readonly Type[],
    fits: (counted: Counted<Type>) => boolean,
  ): Counted<Type> | undefined {
    const isOne = (folded: FoldedFact): boolean => types.some((type) => type === folded.fact.type);
    return this.facts.findLast((folded) => isOne(folded) && fits(folded as unknown as Counted<Type>)) as
      Counted<Type> | undefined;
  }
}

/** A fact that names no leg may be about any. */
const isAbout = (fact: CaseFact, { definition }: LegState): boolean =>
  !('leg' in fact) || fact.leg === undefined || fact.leg === definition.id;

const isReturn = (fact: CaseFact, leg: LegState): boolean =>
  (fact.type === 'baton.handoff.returned.v1' || fact.type === 'baton.handoff.declined.v1') && isAbout(fact, leg);
