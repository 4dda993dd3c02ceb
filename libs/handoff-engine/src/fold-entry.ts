import type { Instant } from '@baton/contracts';
import type { CaseFolder } from './case-folder.ts';
import type { CaseClock, CaseState, FoldedFact } from './case-state.ts';
import { foldFact } from './facts/fold-fact.ts';
import { endOffer } from './facts/offer.ts';
import { recompute, resume } from './facts/pause-facts.ts';
import type { ReferenceChange } from './reference.ts';
import { announce } from './stalls/announce.ts';
import { stallRuleOf } from './stalls/index.ts';

/** The three things that move a case, the same live and when it is folded anew: a fact, a change of rules, time. */
export const foldCaseFact = (folder: CaseFolder, folded: FoldedFact): void => {
  const { state } = folder;
  if (state.accountable === '' && folded.fact.type !== 'baton.case.opened.v1') {
    state.implicit = true;
    folder.tell({
      type: 'fact-flagged',
      fact: folded.fact.id,
      flag: 'implicit',
      detail: 'no opening of this case was known',
    });
    folder.moveAccountability(state.route.owner, undefined);
  }
  folder.acceptance = undefined;
  foldFact(folder, folded.fact);
  if (state.accountable === '') throw new Error(`nobody is accountable for case ${state.id}`);
};

export const foldChange = (folder: CaseFolder, change: ReferenceChange, because = ''): void => {
  if (folder.state.status !== 'open' || change.kind === 'route') return;
  if (change.kind !== 'absence') {
    folder.state.plan = undefined;
    recompute(folder, because);
  }
  announce(folder, { kind: 'reference-changed' });
};

export const foldClock = (folder: CaseFolder, clock: CaseClock): void => {
  if (clock.due === undefined) return resume(folder, clock);
  folder.stopClock(clock.kind, clock.leg);
  if (clock.kind === 'lapse') return endOffer(folder, clock.leg!, 'lapsed');
  stallRuleOf[clock.kind].due(folder, clock);
};

export const clockInstant = (clock: CaseClock): Instant | undefined => clock.due ?? clock.resumesAt;

/** The clock that comes first, ties by leg and kind. */
export const firstClock = (state: CaseState): CaseClock | undefined => {
  let first: CaseClock | undefined;
  for (const clock of state.clocks) {
    if (clockInstant(clock) !== undefined && (first === undefined || comesBefore(clock, first))) first = clock;
  }
  return first;
};

const comesBefore = (one: CaseClock, other: CaseClock): boolean => {
  const [at, otherAt] = [clockInstant(one)!, clockInstant(other)!];
  if (at !== otherAt) return at < otherAt;
  const [leg, otherLeg] = [one.leg?.definition.id ?? '', other.leg?.definition.id ?? ''];
  return leg === otherLeg ? one.kind < other.kind : leg < otherLeg;
};
