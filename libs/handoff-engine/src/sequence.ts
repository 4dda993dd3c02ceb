import type { Instant } from '@baton/contracts';
import type { CaseFolder } from './case-folder.ts';
import type { LegState } from './case-state.ts';
import { furthest, moverOf, openAt } from './legs.ts';
import { finishBy, hasDelegates, presentHours, remainingWork, runnersOf } from './runners.ts';
import { typicalOf } from './terms.ts';

/** A leg that is on offer or held, or else ahead. */
interface Left {
  readonly index: number;
  readonly open: LegState | undefined;
}

/** When whoever is soonest done with the leg is done, beginning at `start`. */
const finishOf = (folder: CaseFolder, { index, open }: Left, start: Instant): Instant | undefined => {
  const leg = folder.state.route.legs[index]!;
  const mover = open && moverOf(open);
  if (mover !== undefined || !hasDelegates(folder, leg)) {
    const hours = presentHours(folder, leg, mover ?? leg.party);
    const work = open === undefined ? typicalOf(folder, leg, leg.party) : remainingWork(folder, open, hours);
    return work === undefined ? undefined : hours.add(start, work);
  }
  let first: Instant | undefined;
  for (const one of runnersOf(folder, leg)) {
    const work = typicalOf(folder, leg, one.party);
    const finish = work === undefined ? undefined : finishBy(one, start, work);
    if (finish !== undefined && (first === undefined || finish < first)) first = finish;
  }
  return first;
};

/** What is held goes on now, whatever it ought to have waited for. */
const startOf = (folder: CaseFolder, { open }: Left, before: Instant | undefined): Instant | undefined =>
  open?.state === 'held' ? folder.at : before;

/** On a route in sequence, as walking through all its steps would have it: when the last leg that is left ends. */
export const finishInSequence = (folder: CaseFolder): Instant | undefined => {
  const { state } = folder;
  const last = furthest(state);
  let before: Instant = folder.at;
  let latest: Instant | undefined;
  for (let index = 0; index < state.route.legs.length; index++) {
    const left = { index, open: openAt(state, index) };
    if (left.open === undefined && index <= last) continue;
    const finish = finishOf(folder, left, startOf(folder, left, before)!);
    if (finish === undefined) return undefined;
    before = finish;
    if (latest === undefined || finish > latest) latest = finish;
  }
  return latest;
};

/** When the leg at `place`, which is ahead of all others that the case has come to, would begin; undefined: nobody can say. */
export const startInSequence = (folder: CaseFolder, place: number): Instant | undefined => {
  const { state } = folder;
  const last = furthest(state);
  let before: Instant | undefined = folder.at;
  for (let index = 0; index < place; index++) {
    const left = { index, open: openAt(state, index) };
    if (left.open === undefined && index <= last) continue;
    const start = startOf(folder, left, before);
    before = start === undefined ? undefined : finishOf(folder, left, start);
  }
  return before;
};
