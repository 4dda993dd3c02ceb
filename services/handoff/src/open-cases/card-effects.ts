import type { CaseFact, Impact } from '@baton/contracts';

export type LegProgress = 'offered' | 'held' | 'completed';

/** What the facts of a case say about it in a few words. */
export interface CardWords {
  readonly title: string;
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly impact: Impact;
  readonly customer: string;
  readonly route: string | null;
  readonly openedAt: number;
  readonly needBy: number | null;
  /** Legs that have been touched. */
  readonly legs: Readonly<Record<string, LegProgress>>;
}

/** What one fact changed. */
export interface CardEffect {
  readonly fact: string;
  readonly at: number;
  readonly words?: Partial<CardWords>;
  readonly leg?: readonly [string, LegProgress | 'none'];
  /** The fact that it takes back. */
  readonly voids?: string;
}

type FactOf<Type extends CaseFact['type']> = Extract<CaseFact, { readonly type: Type }>;

type Changed = Omit<CardEffect, 'fact' | 'at'>;

/** Undefined: a card says nothing of it. `at`: the instant at which the fact counts. */
export const effectOf = (fact: CaseFact, at: number): CardEffect | undefined => {
  const change = changes[fact.type] as (fact: CaseFact) => Changed | undefined;
  const changed = change(fact);
  return changed === undefined ? undefined : { fact: fact.id, at, ...changed };
};

const amended = ({ title, impact, needBy }: FactOf<'baton.case.amended.v1'>): Changed => ({
  words: {
    ...(title !== undefined && { title }),
    ...(impact !== undefined && { impact }),
    ...(needBy !== undefined && { needBy }),
  },
});

const ofLeg = (leg: string | undefined, progress: LegProgress | 'none'): Changed | undefined =>
  leg === undefined ? undefined : { leg: [leg, progress] };

const nothing = (): undefined => undefined;

const changes: { readonly [Type in CaseFact['type']]: (fact: FactOf<Type>) => Changed | undefined } = {
  'baton.case.opened.v1': ({ title, customer, impact = 'normal', route = null, needBy = null, occurredAt }) => ({
    words: { title, customer, impact, route, needBy, openedAt: occurredAt },
  }),
  'baton.case.amended.v1': amended,
  'baton.case.cancelled.v1': () => ({ words: { status: 'cancelled' } }),
  'baton.case.closed.v1': () => ({ words: { status: 'closed' } }),
  'baton.case.reopened.v1': ({ needBy = null }) => ({ words: { status: 'open', needBy } }),
  'baton.case.migrated.v1': ({ route }) => ({ words: { route } }),
  'baton.handoff.offered.v1': ({ leg }) => ofLeg(leg, 'offered'),
  'baton.handoff.accepted.v1': ({ leg }) => ofLeg(leg, 'held'),
  'baton.handoff.completed.v1': ({ leg }) => ofLeg(leg, 'completed'),
  'baton.handoff.declined.v1': ({ leg }) => ofLeg(leg, 'none'),
  'baton.handoff.withdrawn.v1': ({ leg }) => ofLeg(leg, 'none'),
  'baton.handoff.returned.v1': ({ leg }) => ofLeg(leg, 'none'),
  'baton.fact.voided.v1': ({ fact }) => ({ voids: fact }),
  'baton.case.confirmed.v1': nothing,
  'baton.case.feedback.v1': nothing,
  'baton.case.linked.v1': nothing,
  'baton.handoff.announced.v1': nothing,
  'baton.handoff.referred.v1': nothing,
  'baton.handoff.progressed.v1': nothing,
  'baton.handoff.paused.v1': nothing,
  'baton.handoff.resumed.v1': nothing,
  'baton.stall.acknowledged.v1': nothing,
  'baton.stall.acknowledgement-ended.v1': nothing,
  'baton.stall.snoozed.v1': nothing,
  'baton.special-handling.granted.v1': nothing,
  'baton.special-handling.refused.v1': nothing,
  'baton.special-handling.carried-out.v1': nothing,
};
