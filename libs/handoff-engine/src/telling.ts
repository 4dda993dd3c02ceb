import type { Instant } from '@baton/contracts';
import type { Draft } from './case-folder.ts';
import type { Desk } from './case-record.ts';

export const knownAt = (desk: Desk, dueAt: Instant): Instant => Math.max(dueAt, desk.knownAt);

/** It is the next decision outside of episodes, and gets its id if anybody asks for it. */
export const recordDraft = (desk: Desk, draft: Draft): void => {
  const { record, out } = desk;
  const { type, dueAt } = draft;
  if (type === 'accountability-moved') record.accountable = draft.to;
  const ordinal = record.told++;
  if (out === undefined) return;
  draft.id = record.decisionId(type, ordinal);
  draft.knownAt = knownAt(desk, dueAt);
  out.add(draft);
};
