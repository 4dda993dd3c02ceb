import type { CaseFact, Decision, Impact } from '@baton/contracts';
import type { Change, CollectionDefinition, Document } from '@baton/read-model';
import { type LedgerRow, casesOf, isCaseFact, refusedIn } from '../ledger-reader/ledger-row.ts';
import type { Lookup, Projection } from '../ledger-reader/projection.ts';

export type LegProgress = 'offered' | 'held' | 'completed';

/** A case in a few words: for lists, and for the small relay of the board. */
export interface CaseCard extends Document {
  readonly title: string;
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly impact: Impact;
  readonly customer: string;
  readonly route: string | null;
  readonly accountable: string;
  readonly openedAt: number;
  readonly needBy: number | null;
  /** Legs that have been touched. */
  readonly legs: Readonly<Record<string, LegProgress>>;
}

export const caseCards: CollectionDefinition = {
  name: 'case-cards',
  version: 1,
  reader: 'ledger-reader',
  indexes: [{ name: 'by-status', fields: ['status', 'openedAt'] }],
};

const blank = (id: string, openedAt: number): CaseCard => ({
  id,
  title: id,
  status: 'open',
  impact: 'normal',
  customer: '',
  route: null,
  accountable: '',
  openedAt,
  needBy: null,
  legs: {},
});

export const caseCardProjection: Projection = {
  collection: caseCards,

  async changes({ append }: LedgerRow, lookup: Lookup): Promise<readonly Change[]> {
    const kept = new Map<string, CaseCard | undefined>();
    for (const caseId of casesOf(append)) kept.set(caseId, await lookup<CaseCard>(caseCards.name, caseId));
    const cards = new Map(Array.from(kept, ([caseId, card]) => [caseId, card ?? blank(caseId, append.recordedAt)]));
    const refused = refusedIn(append);
    for (const fact of append.facts) {
      if (isCaseFact(fact) && !refused.has(fact.id)) cards.set(fact.caseId, withFact(cards.get(fact.caseId)!, fact));
    }
    for (const decision of append.decisions)
      cards.set(decision.caseId, withDecision(cards.get(decision.caseId)!, decision));
    return [...cards.values()]
      .filter((card) => card !== kept.get(card.id))
      .map((document) => ({ collection: caseCards.name, kind: 'put', document }));
  },
};

const withFact = (card: CaseCard, fact: CaseFact): CaseCard => {
  switch (fact.type) {
    case 'baton.case.opened.v1': {
      const { title, customer, impact = 'normal', route = null, needBy = null, occurredAt } = fact;
      return { ...card, title, customer, impact, route, needBy, openedAt: occurredAt };
    }
    case 'baton.case.amended.v1':
      return amended(card, fact);
    case 'baton.case.cancelled.v1':
      return { ...card, status: 'cancelled' };
    case 'baton.case.closed.v1':
      return { ...card, status: 'closed' };
    case 'baton.case.reopened.v1':
      return { ...card, status: 'open', needBy: fact.needBy ?? null };
    case 'baton.handoff.offered.v1':
      return withLeg(card, fact.leg, 'offered');
    case 'baton.handoff.accepted.v1':
      return withLeg(card, fact.leg, 'held');
    case 'baton.handoff.completed.v1':
      return withLeg(card, fact.leg, 'completed');
    case 'baton.handoff.declined.v1':
    case 'baton.handoff.withdrawn.v1':
    case 'baton.handoff.returned.v1':
      return withLeg(card, fact.leg, undefined);
    case 'baton.case.confirmed.v1':
    case 'baton.case.feedback.v1':
    case 'baton.handoff.referred.v1':
    case 'baton.handoff.progressed.v1':
    case 'baton.handoff.paused.v1':
    case 'baton.handoff.resumed.v1':
    case 'baton.special-handling.granted.v1':
    case 'baton.special-handling.refused.v1':
    case 'baton.special-handling.carried-out.v1':
      return card;
  }
};

const amended = (card: CaseCard, fact: Extract<CaseFact, { type: 'baton.case.amended.v1' }>): CaseCard => ({
  ...card,
  title: fact.title ?? card.title,
  impact: fact.impact ?? card.impact,
  needBy: fact.needBy ?? card.needBy,
});

const withLeg = (card: CaseCard, leg: string | undefined, progress: LegProgress | undefined): CaseCard => {
  if (leg === undefined) return card;
  const { [leg]: _, ...others } = card.legs;
  return { ...card, legs: progress === undefined ? others : { ...card.legs, [leg]: progress } };
};

const withDecision = (card: CaseCard, decision: Decision): CaseCard =>
  decision.type === 'accountability-moved' ? { ...card, accountable: decision.to } : card;
