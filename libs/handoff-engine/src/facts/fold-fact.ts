import type { CaseFact } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import { foldAmended, foldCancelled, foldClosed, foldOpened, foldReopened } from './case-facts.ts';
import { foldAccepted, foldCompleted, foldDeclined, foldOffered, foldProgressed, foldReturned, foldWithdrawn } from './handoff-facts.ts';
import { foldPaused, foldResumed } from './pause-facts.ts';
import { foldCarriedOut, foldGranted } from './special-handling-facts.ts';

/** Folds one fact into the folder's case at the folder's instant. */
export const foldFact = (folder: CaseFolder, fact: CaseFact): void => {
  if (folder.state.status !== 'open' && !outlivesTheCase.has(fact.type)) {
    folder.tell({ type: 'fact-flagged', fact: fact.id, flag: 'irregular', detail: `case is ${folder.state.status}` });
    return;
  }
  switch (fact.type) {
    case 'baton.case.opened.v1':
      return foldOpened(folder, fact);
    case 'baton.case.amended.v1':
      return foldAmended(folder, fact);
    case 'baton.case.cancelled.v1':
      return foldCancelled(folder);
    case 'baton.case.closed.v1':
      return foldClosed(folder);
    case 'baton.case.reopened.v1':
      return foldReopened(folder, fact);
    case 'baton.handoff.offered.v1':
      return foldOffered(folder, fact);
    case 'baton.handoff.accepted.v1':
      return foldAccepted(folder, fact);
    case 'baton.handoff.declined.v1':
      return foldDeclined(folder, fact);
    case 'baton.handoff.withdrawn.v1':
      return foldWithdrawn(folder, fact);
    case 'baton.handoff.returned.v1':
      return foldReturned(folder, fact);
    case 'baton.handoff.progressed.v1':
      return foldProgressed(folder, fact);
    case 'baton.handoff.paused.v1':
      return foldPaused(folder, fact);
    case 'baton.handoff.resumed.v1':
      return foldResumed(folder, fact);
    case 'baton.handoff.completed.v1':
      return foldCompleted(folder, fact);
    case 'baton.special-handling.granted.v1':
      return foldGranted(folder, fact);
    case 'baton.special-handling.carried-out.v1':
      return foldCarriedOut(folder, fact);
    case 'baton.case.confirmed.v1':
    case 'baton.case.feedback.v1':
    case 'baton.handoff.referred.v1':
    case 'baton.special-handling.refused.v1':
      return;
  }
};

const outlivesTheCase: ReadonlySet<CaseFact['type']> = new Set([
  'baton.case.reopened.v1',
  'baton.case.confirmed.v1',
  'baton.case.closed.v1',
  'baton.case.feedback.v1',
]);
