import type { Decision, LedgerAppend } from '@baton/contracts';
import type { Change, CollectionDefinition } from '@baton/read-model';
import { type LedgerRow, casesOf, isCaseFact, refusedIn } from '../ledger-reader/ledger-row.ts';
import type { Lookup, Projection } from '../ledger-reader/projection.ts';
import { type CaseCard, blankCard, withFact } from './case-card.ts';

export type { CaseCard } from './case-card.ts';

export const caseCards: CollectionDefinition = {
  name: 'case-cards',
  version: 2,
  reader: 'ledger-reader',
  indexes: [{ name: 'by-status', fields: ['status', 'openedAt'] }],
};

export const caseCardProjection: Projection = {
  collection: caseCards,

  looksUp: ({ append }: LedgerRow) => casesOf(append),

  changes({ append }: LedgerRow, lookup: Lookup): readonly Change[] {
    const kept = new Map<string, CaseCard | undefined>();
    for (const caseId of casesOf(append)) kept.set(caseId, lookup<CaseCard>(caseCards.name, caseId));
    const cards = new Map(Array.from(kept, ([caseId, card]) => [caseId, card ?? blankCard(caseId, append.recordedAt)]));
    const refused = refusedIn(append);
    const tooLate = lateIn(append);
    for (const fact of append.facts) {
      if (!isCaseFact(fact) || refused.has(fact.id)) continue;
      const at = tooLate.has(fact.id) ? append.recordedAt : Math.min(fact.occurredAt, append.recordedAt);
      cards.set(fact.caseId, withFact(cards.get(fact.caseId)!, fact, at));
    }
    for (const decision of append.decisions)
      cards.set(decision.caseId, withDecision(cards.get(decision.caseId)!, decision));
    return [...cards.values()]
      .filter((card) => card !== kept.get(card.id))
      .map((document) => ({ collection: caseCards.name, kind: 'put', document }));
  },
};

/** Facts that came so late that they count from when they were recorded. */
const lateIn = ({ decisions }: LedgerAppend): ReadonlySet<string> =>
  new Set(
    decisions.flatMap((decision) =>
      decision.type === 'fact-flagged' && decision.flag === 'late' ? [decision.fact] : [],
    ),
  );

const withDecision = (card: CaseCard, decision: Decision): CaseCard =>
  decision.type === 'accountability-moved' ? { ...card, accountable: decision.to } : card;
