import type { Decision, LedgerAppend } from '@baton/contracts';
import type { HandoffEngine } from '@baton/handoff-engine';

/** What the engine decides of one append: its facts in order, then whatever is due by then. The same live and later. */
export const decisionsOf = (engine: HandoffEngine, append: Pick<LedgerAppend, 'facts' | 'recordedAt'>): Decision[] => {
  const decisions: Decision[] = [];
  for (const fact of append.facts) decisions.push(...engine.apply(fact, append.recordedAt));
  decisions.push(...engine.advance(append.recordedAt).decisions);
  return decisions;
};
