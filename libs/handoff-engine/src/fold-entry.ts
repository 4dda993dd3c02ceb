import type { CaseFact, Instant } from '@baton/contracts';
import { settleAccountability } from './batons.ts';
import type { CaseFolder } from './case-folder.ts';
import { type CaseClock, type CaseState, instantClock, never } from './case-state.ts';
import { foldFact } from './facts/fold-fact.ts';
import { endOffer } from './facts/offer.ts';
import { recompute } from './facts/deadlines.ts';
import { resume } from './facts/pause-facts.ts';
import type { ReferenceChange } from './reference/reference.ts';
import { announce } from './stalls/announce.ts';
import { stallRuleOf } from './stalls/index.ts';
import { forgetPlans } from './walk.ts';

/** The three things that move a case, the same live and when it is folded anew: a fact, a change of rules, time. */
export const foldCaseFact = (folder: CaseFolder, fact: CaseFact): void => {
  const { state } = folder;
  if (state.accountable === '' && fact.type !== 'baton.case.opened.v1') {
    state.implicit = true;
    state.opener = state.route.owner;
    folder.tell({
      type: 'fact-flagged',
      fact: fact.id,
      flag: 'implicit',
      detail: 'no opening of this case was known',
    });
    folder.moveAccountability(state.route.owner, undefined);
  }
  folder.acceptance = undefined;
  foldFact(folder, fact);
  settleAccountability(folder);
  if (state.accountable === '') throw new Error(`nobody is accountable for case ${state.id}`);
};

const movesClocks: ReadonlySet<ReferenceChange['kind']> = new Set(['calendar', 'roster', 'policy']);

export const foldChange = (folder: CaseFolder, change: ReferenceChange, because = ''): void => {
  if (folder.state.status !== 'open' || change.kind === 'route' || change.kind === 'silence') return;
  forgetPlans(folder);
  if (movesClocks.has(change.kind)) recompute(folder, because);
  announce(folder, { kind: 'rules-changed' });
  settleAccountability(folder);
};

export const foldClock = (folder: CaseFolder, clock: CaseClock): void => {
  if (clock.due === undefined) return resume(folder, clock);
  stop(folder, clock);
  if (clock.kind === 'lapse') endOffer(folder, clock.leg!, { kind: 'lapsed' });
  else stallRuleOf[clock.kind].due(folder, clock);
  settleAccountability(folder);
};

const stop = (folder: CaseFolder, { kind, leg }: CaseClock): void => {
  if (leg !== undefined) folder.stopClock(kind, leg);
  else if (kind === 'forecast') folder.state.forecastAt = never;
  else folder.state.missedAt = never;
};

export const clockInstant = (clock: CaseClock): Instant | undefined => clock.due ?? clock.resumesAt;

/** The clock that comes first, ties by leg and kind. */
export const firstClock = (state: CaseState): CaseClock | undefined => {
  let first: CaseClock | undefined;
  for (const clock of state.legClocks) {
    if (clockInstant(clock) !== undefined && (first === undefined || comesBefore(clock, first))) first = clock;
  }
  const { forecastAt, missedAt } = state;
  const own = Math.min(forecastAt, missedAt);
  if (own === never || (first !== undefined && clockInstant(first)! < own)) return first;
  return instantClock(forecastAt === own ? 'forecast' : 'missed', undefined, own);
};

const comesBefore = (one: CaseClock, other: CaseClock): boolean => {
  const [at, otherAt] = [clockInstant(one)!, clockInstant(other)!];
  if (at !== otherAt) return at < otherAt;
  const [leg, otherLeg] = [one.leg?.definition.id ?? '', other.leg?.definition.id ?? ''];
  return leg === otherLeg ? one.kind < other.kind : leg < otherLeg;
};
