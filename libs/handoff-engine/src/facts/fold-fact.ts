import type { CaseFact } from '@baton/contracts';
import type { CaseFolder, StallAct } from '../case-folder.ts';
import { irregular, refuse } from './answers.ts';
import { foldAmended, foldCancelled, foldClosed, foldOpened, foldReopened } from './case-facts.ts';
import { foldAccepted, foldDeclined, foldOffered, foldReferred, foldReturned, foldWithdrawn } from './handoff-facts.ts';
import { foldAnnounced } from './heads-up.ts';
import { foldMigrated } from './migrated.ts';
import { foldPaused, foldResumed } from './pause-facts.ts';
import { foldCarriedOut, foldGranted, foldRefused } from './special-handling-facts.ts';
import { foldCompleted, foldProgressed } from './work-facts.ts';

type Folds = {
  readonly [Type in CaseFact['type']]: (folder: CaseFolder, fact: Extract<CaseFact, { type: Type }>) => void;
};

/** On the timeline, and moves nothing. */
const foldNothing = (): void => undefined;

/** Moves the ladders of the stalls meant, which belong to the record and not to the case. */
const foldAct = (folder: CaseFolder, fact: StallAct): void => folder.sink.act(folder, fact);

const folds: Folds = {
  'baton.case.opened.v1': foldOpened,
  'baton.case.amended.v1': foldAmended,
  'baton.case.cancelled.v1': foldCancelled,
  'baton.case.closed.v1': foldClosed,
  'baton.case.reopened.v1': foldReopened,
  'baton.case.confirmed.v1': foldNothing,
  'baton.case.feedback.v1': foldNothing,
  'baton.case.migrated.v1': foldMigrated,
  'baton.case.linked.v1': foldNothing,
  'baton.handoff.announced.v1': foldAnnounced,
  'baton.handoff.offered.v1': foldOffered,
  'baton.handoff.accepted.v1': foldAccepted,
  'baton.handoff.declined.v1': foldDeclined,
  'baton.handoff.withdrawn.v1': foldWithdrawn,
  'baton.handoff.returned.v1': foldReturned,
  'baton.handoff.referred.v1': foldReferred,
  'baton.handoff.progressed.v1': foldProgressed,
  'baton.handoff.paused.v1': foldPaused,
  'baton.handoff.resumed.v1': foldResumed,
  'baton.handoff.completed.v1': foldCompleted,
  'baton.special-handling.granted.v1': foldGranted,
  'baton.special-handling.refused.v1': foldRefused,
  'baton.special-handling.carried-out.v1': foldCarriedOut,
  'baton.stall.acknowledged.v1': foldAct,
  'baton.stall.acknowledgement-ended.v1': foldAct,
  'baton.stall.snoozed.v1': foldAct,
  'baton.fact.voided.v1': foldNothing,
};

/** Folds one fact into the folder's case at the folder's instant. */
export const foldFact = (folder: CaseFolder, fact: CaseFact): void => {
  if (folder.state.status !== 'open' && !outlivesTheCase.has(fact.type)) {
    const detail = `case is ${folder.state.status}`;
    if (isAnswered.has(fact.type)) refuse(folder, fact, { refusal: 'case-closed', detail });
    else irregular(folder, fact, detail);
    return;
  }
  const fold = folds[fact.type] as (folder: CaseFolder, fact: CaseFact) => void;
  fold(folder, fact);
};

const outlivesTheCase: ReadonlySet<CaseFact['type']> = new Set([
  'baton.case.reopened.v1',
  'baton.case.confirmed.v1',
  'baton.case.closed.v1',
  'baton.case.feedback.v1',
  'baton.case.linked.v1',
  'baton.fact.voided.v1',
]);

/** Whose sender waits for a yes or a no. */
const isAnswered: ReadonlySet<CaseFact['type']> = new Set([
  'baton.handoff.accepted.v1',
  'baton.special-handling.granted.v1',
  'baton.special-handling.refused.v1',
  'baton.stall.acknowledged.v1',
  'baton.stall.snoozed.v1',
]);
