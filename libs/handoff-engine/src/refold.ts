import type { ClearedBecause, Instant, StallKind } from '@baton/contracts';
import { type CaseEntry, defaultRoute, newState } from './case-entry.ts';
import type { CaseFolder, Sink, StallDetails, Telling } from './case-folder.ts';
import type { CaseState, FoldedFact, LegState, OpenStall } from './case-state.ts';
import { clockInstant, firstClock, foldCaseFact, foldChange, foldClock } from './fold-entry.ts';
import type { Reference, ReferenceChange } from './reference.ts';

/** An episode as folding anew would have it. */
export interface FoldedEpisode {
  readonly kind: StallKind;
  readonly leg: LegState | undefined;
  readonly dueAt: Instant;
  readonly details: StallDetails;
  cleared: { readonly at: Instant; readonly because: ClearedBecause } | undefined;
}

export interface Refolded {
  readonly state: CaseState;
  readonly episodes: readonly FoldedEpisode[];
  /** What the fact that made this necessary says itself: refused, flagged, ordered. */
  readonly tellings: readonly { readonly telling: Telling; readonly at: Instant }[];
}

/** Facts and changes of the rules in the order in which they count: by instant, then by place in the ledger. */
type Item = { readonly at: Instant; readonly sequence: number } & (
  | { readonly folded: FoldedFact; readonly change?: undefined }
  | { readonly change: ReferenceChange; readonly folded?: undefined }
);

const itemsOf = (entry: CaseEntry, reference: Reference): Item[] => {
  const first = entry.facts[0]!.takenAt;
  const items: Item[] = entry.facts.map((folded) => ({ at: folded.takenAt, sequence: folded.sequence, folded }));
  for (const change of reference.changes) {
    if (change.at >= first && change.kind !== 'route') items.push({ at: change.at, sequence: change.sequence, change });
  }
  return items.sort((one, other) => one.at - other.at || one.sequence - other.sequence);
};

/** The case before its first fact, on the route that its opening names. */
export const initialState = (entry: CaseEntry, reference: Reference): CaseState => {
  const opening = entry.facts.find((folded) => folded.fact.type === 'baton.case.opened.v1');
  const routeId = opening?.fact.type === 'baton.case.opened.v1' ? (opening.fact.route ?? 'default') : 'default';
  const route = reference.route(routeId, opening?.sequence ?? 0) ?? defaultRoute;
  return { ...newState(entry.id, route, entry.facts[0]!.takenAt), routeId };
};

class ScratchSink implements Sink {
  readonly episodes: FoldedEpisode[] = [];
  readonly tellings: { telling: Telling; at: Instant }[] = [];
  listening = false;

  raised(_folder: CaseFolder, stall: OpenStall, details: StallDetails): void {
    const { kind, leg, dueAt } = stall;
    this.episodes.push({ kind, leg, dueAt, details, cleared: undefined });
  }

  cleared(folder: CaseFolder, stall: OpenStall, because: ClearedBecause): void {
    const episode = this.episodes.findLast((one) => one.kind === stall.kind && one.leg === stall.leg)!;
    episode.cleared = { at: folder.at, because };
  }

  tell(folder: CaseFolder, telling: Telling): void {
    if (this.listening && telling.type !== 'accountability-moved') this.tellings.push({ telling, at: folder.at });
  }
}

/** Folds the case from nothing up to `now`, clocks and changes of the rules in between; writes nothing down. */
export const refold = (entry: CaseEntry, folder: CaseFolder, what: { now: Instant; because?: FoldedFact }): Refolded => {
  const sink = new ScratchSink();
  const state = initialState(entry, folder.reference);
  folder.state = state;
  folder.sink = sink;
  folder.sequence = 0;
  for (const item of itemsOf(entry, folder.reference)) {
    fireClocks(folder, item.folded === undefined ? item.at : item.at - 1);
    folder.at = item.at;
    folder.sequence = Math.max(folder.sequence, knownSequence(folder.reference, item));
    if (item.change !== undefined) foldChange(folder, item.change);
    else {
      sink.listening = item.folded === what.because;
      folder.isConfirmedElsewhere = (leg, by) => confirmedElsewhere(entry, item.folded, { leg, by });
      foldCaseFact(folder, item.folded);
      sink.listening = false;
    }
  }
  folder.isConfirmedElsewhere = () => false;
  folder.sequence = Infinity;
  fireClocks(folder, what.now);
  return { state, episodes: sink.episodes, tellings: sink.tellings };
};

const fireClocks = (folder: CaseFolder, upTo: Instant): void => {
  for (;;) {
    const clock = firstClock(folder.state);
    if (clock === undefined || clockInstant(clock)! > upTo) return;
    folder.at = clockInstant(clock)!;
    foldClock(folder, clock);
  }
};

/** What was known of the rules at the item: all that the ledger had by its instant. */
const knownSequence = (reference: Reference, item: Item): number =>
  item.change?.sequence ?? reference.changes.findLast((change) => change.at <= item.at)?.sequence ?? 0;

/** Whether another's acceptance of the same offer, later in this order, was confirmed before this one was known. */
const confirmedElsewhere = (entry: CaseEntry, folded: FoldedFact, claim: { leg: LegState; by: string }): boolean => {
  const legId = claim.leg.definition.id;
  const later = entry.facts.slice(entry.facts.indexOf(folded) + 1);
  for (const { fact, confirmed, sequence } of later) {
    if (fact.type === 'baton.handoff.offered.v1' && (fact.leg ?? legId) === legId) return false;
    if (fact.type !== 'baton.handoff.accepted.v1' || (fact.leg ?? legId) !== legId) continue;
    if (confirmed && sequence < folded.sequence && (fact.by ?? fact.actor) !== claim.by) return true;
  }
  return false;
};
