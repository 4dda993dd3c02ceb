import type { Instant } from '@baton/contracts';
import type { CaseFolder } from './case-folder.ts';
import type { LegState } from './case-state.ts';
import { moverOf, standings, offeredBy } from './legs.ts';
import { elapsedTime } from './reference/people.ts';
import { typicalOf } from './terms.ts';
import { latestFinishOf, remainingWork } from './walk.ts';

/** An open baton and the one party that answers for it. */
export interface Baton {
  readonly party: string;
  readonly leg: LegState;
  /** Working and other time between the projected and the latest finish; none: without a need-by. */
  readonly slack: number | undefined;
}

/** Who answers for a leg's baton: its holder, in the exchange zone its giver, or for an offer to nobody the owner. */
const answersFor = (folder: CaseFolder, leg: LegState): string | undefined => {
  if (folder.stallOf('unowned', leg) !== undefined) return folder.state.route.owner;
  return leg.state === 'offered' ? offeredBy(leg) : (leg.holder ?? giverOf(folder, leg));
};

/** Every open baton of a case, in route order: legs under way, and branches whose next leg nobody has accepted. */
export const batonsOf = (folder: CaseFolder): readonly Baton[] => {
  const { state } = folder;
  const standing = standings(state);
  const isTaken = (index: number): boolean =>
    standing[index] === 'done' || state.legs.some((leg) => leg.index === index && leg.state === 'held');
  const waitsForNext = (leg: LegState): boolean => {
    const next = state.graph.next[leg.index] ?? [];
    return next.length === 0 ? standing.every((one) => one === 'done') : next.some((index) => !isTaken(index));
  };
  return state.legs
    .filter(
      (leg) => leg.state === 'offered' || leg.state === 'held' || (leg.state === 'completed' && waitsForNext(leg)),
    )
    .sort((one, other) => one.index - other.index)
    .flatMap((leg) => {
      const party = answersFor(folder, leg);
      return party === undefined ? [] : [{ party, leg, slack: slackOf(folder, leg) }];
    });
};

/** Of a leg under way, or of the tightest one that a completed leg leads to. */
const slackOf = (folder: CaseFolder, leg: LegState): number | undefined => {
  const { state } = folder;
  if (leg.state !== 'completed') return slackAt(folder, leg);
  const next = (state.graph.next[leg.index] ?? []).map((index) => {
    const definition = state.route.legs[index]!;
    return slackAt(folder, { ...leg, definition, index, state: 'ahead' });
  });
  const known = next.filter((slack) => slack !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};

const slackAt = (folder: CaseFolder, leg: LegState): number | undefined => {
  const limit = latestFinishOf(folder, leg);
  const party = moverOf(leg) ?? leg.definition.party;
  const calendar = leg.definition.elapsed === true ? elapsedTime : folder.reference.presentOf(party, folder.sequence);
  const work = leg.state === 'held' ? remainingWork(folder, leg, calendar) : typicalOf(folder, leg.definition, party);
  if (limit === undefined || work === undefined) return undefined;
  const finish: Instant | undefined = calendar.add(folder.at, work);
  return finish === undefined ? -Infinity : limit - finish;
};

/** With parallel legs, the party of the open baton with the least slack answers for the case; ties in route order. */
export const settleAccountability = (folder: CaseFolder): void => {
  const { state } = folder;
  if (state.graph.isSequence || state.status !== 'open' || state.accountable === '') return;
  let tightest: Baton | undefined;
  for (const baton of batonsOf(folder)) {
    if (tightest === undefined || (baton.slack ?? Infinity) < (tightest.slack ?? Infinity)) tightest = baton;
  }
  folder.moveAccountability(tightest?.party ?? state.opener, tightest?.leg);
};

/** Who hands a leg over: whoever is accountable, or on a route with parallel legs the last holder of the branch. */
export const giverOf = (folder: CaseFolder, leg: LegState): string => {
  const { state } = folder;
  if (state.graph.isSequence) return state.accountable;
  const before = state.graph.before[leg.index] ?? [];
  let last: LegState | undefined;
  for (const one of state.legs) {
    if (!before.includes(one.index) || one.state !== 'completed' || one.holder === undefined) continue;
    if (last === undefined || one.completedAt! >= last.completedAt!) last = one;
  }
  return last?.holder ?? (before.length === 0 ? state.opener : state.accountable);
};
