import type { LedgerAppend, StallView } from '@baton/contracts';
import { meaning } from '@baton/handoff-engine';
import type { Document } from '@baton/read-model';
import type { Language } from '@baton/wording';
import type { CaseAsOf } from '../case-history/case-as-of.ts';
import type { LedgerRow } from '../ledger-reader/ledger-row.ts';
import type { Projection } from '../ledger-reader/projection.ts';
import { type CaseCard, caseCardProjection } from '../open-cases/case-card.projection.ts';
import type { People } from '../parties/people.ts';
import { stallViewOf } from '../stalled-batons/stall-view.ts';
import { type StalledBaton, stalledBatonsProjection } from '../stalled-batons/stalled-batons.projection.ts';

const shownBy = <D extends Document>(projection: Projection, row: LedgerRow): readonly D[] => {
  const changes = projection.changes(row, () => undefined);
  return changes.flatMap((change) => (change.kind === 'put' ? [change.document as D] : []));
};

/** The stalls of one case as its folding has them, as the board would have shown them then; the oldest first. */
export const stallsAsOf = (
  known: CaseAsOf,
  { people, language }: { readonly people: People; readonly language: Language },
): readonly StallView[] => {
  const { entry, asOf, decisions } = known;
  const facts = entry.facts.map(({ fact }) => fact);
  const append: LedgerAppend = { meaning, recordedAt: asOf, input: {}, facts, decisions };
  const row = { shard: 0, revision: 0, append };
  const [card] = shownBy<CaseCard>(caseCardProjection, row);
  const stalls = shownBy<StalledBaton>(stalledBatonsProjection, row);
  const { route } = entry.state;
  return [...stalls]
    .sort((one, other) => one.raisedAt - other.raisedAt)
    .map((stall) => stallViewOf(stall, { people, language, now: asOf, card, route }));
};
