import type { ClearedBecause, Instant } from '@baton/contracts';
import { type CaseEntry, defaultRoute } from './case-entry.ts';
import type { CaseFolder, Draft, Sink, StallAct, StallDetails } from './case-folder.ts';
import { type Raised, alertOf } from './case-record.ts';
import { type Acceptance, CaseState, type LegState, type OpenStall } from './case-state.ts';
import { movesCase } from './concerns.ts';
import type { FoldedFact } from './fact-log.ts';
import { clockInstant, firstClock, foldCaseFact, foldChange, foldClock } from './fold-entry.ts';
import type { Reference, ReferenceChange } from './reference/reference.ts';
import { voidedIn } from './voiding.ts';

/** An episode as folding anew would have it. */
export interface FoldedEpisode extends Raised {
  cleared: { readonly at: Instant; readonly because: ClearedBecause } | undefined;
}

export interface Refolded {
  readonly state: CaseState;
  readonly episodes: readonly FoldedEpisode[];
  /** What the fact that made this necessary says itself: refused, flagged, ordered. */
  readonly tellings: readonly Draft[];
  /** What it does about stalls, if it is such a fact. */
  readonly act: { readonly act: StallAct; readonly at: Instant } | undefined;
  /** The acceptance that this fact was, if it took effect. */
  readonly acceptance: Acceptance | undefined;
  /** Since when, and through which leg, whoever is accountable is. */
  readonly accountable: { readonly at: Instant; readonly leg?: string };
  /** The latest instant at which a clock was due. */
  readonly firedUpTo: Instant;
}

/** Facts and changes of the rules in the order in which they count: by instant, then by place in the ledger. */
type Item = { readonly at: Instant; readonly sequence: number } & (
  | { readonly folded: FoldedFact; readonly change?: undefined }
  | { readonly change: ReferenceChange; readonly folded?: undefined }
);

const itemsOf = (entry: CaseEntry, reference: Reference): Item[] => {
  const { facts } = entry;
  const first = facts[0]!.takenAt;
  const voided = voidedIn(entry);
  const items: Item[] = facts
    .filter(({ fact, lost }) => !lost && !voided.has(fact.id))
    .map((folded) => ({ at: folded.takenAt, sequence: folded.sequence, folded }));
  const changes = reference.changes.of(entry.origin);
  for (let index = changes.length - 1; index >= 0; index--) {
    const change = changes[index]!;
    if (change.at < first) break;
    items.push({ at: change.at, sequence: change.sequence, change });
  }
  return items.sort((one, other) => one.at - other.at || one.sequence - other.sequence);
};

/** The case before its first fact, on the route that its opening names. */
export const initialState = (entry: CaseEntry, reference: Reference): CaseState => {
  const voided = voidedIn(entry);
  const { facts } = entry;
  const opening = facts.find(({ fact }) => fact.type === 'baton.case.opened.v1' && !voided.has(fact.id));
  const routeId = opening?.fact.type === 'baton.case.opened.v1' ? (opening.fact.route ?? 'default') : 'default';
  const route = reference.rules.route(routeId, opening?.sequence ?? facts[0]!.sequence) ?? defaultRoute;
  const state = new CaseState(entry.id, route, facts[0]!.takenAt);
  state.routeId = routeId;
  return state;
};

class ScratchSink implements Sink {
  readonly episodes: FoldedEpisode[] = [];
  readonly tellings: Draft[] = [];
  accountable: Refolded['accountable'] = { at: -Infinity };
  acted: Refolded['act'];
  isListening = false;

  raised(folder: CaseFolder, stall: OpenStall, details: StallDetails): void {
    const { kind, leg, dueAt } = stall;
    const { state, policy } = folder;
    this.episodes.push({ kind, leg, dueAt, details, policy, alert: alertOf(state, leg), cleared: undefined });
  }

  cleared(folder: CaseFolder, stall: OpenStall, because: ClearedBecause): void {
    const episode = this.episodes.findLast((one) => one.kind === stall.kind && one.leg === stall.leg)!;
    episode.cleared = { at: folder.at, because };
  }

  tell(folder: CaseFolder, draft: Draft): void {
    if (draft.type === 'accountability-moved') {
      this.accountable = { at: folder.at, ...(draft.leg === undefined ? {} : { leg: draft.leg }) };
    } else if (this.isListening) this.tellings.push(draft);
  }

  act(folder: CaseFolder, act: StallAct): void {
    if (this.isListening) this.acted = { act, at: folder.at };
  }
}

/**
 * Folds the case from nothing up to `now`, clocks and changes of the rules in between; writes nothing down. At one
 * instant facts and changes come before clocks: what occurred at a due instant was in time.
 */
export const refold = (
  entry: CaseEntry,
  folder: CaseFolder,
  what: { readonly now: Instant; readonly because?: number | undefined },
): Refolded => {
  const sink = new ScratchSink();
  const state = initialState(entry, folder.reference);
  let acceptance: Acceptance | undefined;
  folder.state = state;
  folder.sink = sink;
  folder.sequence = folder.reference.changes.latestBefore(entry.facts[0]!.takenAt, entry.origin);
  let firedUpTo = -Infinity;
  for (const { at, folded, change } of itemsOf(entry, folder.reference)) {
    firedUpTo = Math.max(firedUpTo, fireClocks(folder, at - 1));
    folder.at = at;
    if (change === undefined) {
      sink.isListening = folded.row === what.because;
      foldInItsPlace(entry, folder, folded);
      if (sink.isListening) acceptance = folder.acceptance;
    } else {
      folder.sequence = change.sequence;
      sink.isListening = false;
      if (movesCase(folder.state, change, folder.reference)) foldChange(folder, change);
    }
  }
  sink.isListening = false;
  firedUpTo = Math.max(firedUpTo, fireClocks(folder, what.now));
  const { episodes, tellings, accountable, acted } = sink;
  return { state, episodes, tellings, act: acted, acceptance, accountable, firedUpTo };
};

/** Answers the latest instant of those. */
const fireClocks = (folder: CaseFolder, upTo: Instant): Instant => {
  let latest = -Infinity;
  for (;;) {
    const clock = firstClock(folder.state);
    const at = clock && clockInstant(clock);
    if (clock === undefined || at === undefined || at > upTo) return latest;
    folder.at = at;
    foldClock(folder, clock);
    latest = Math.max(latest, at);
  }
};

const foldInItsPlace = (entry: CaseEntry, folder: CaseFolder, folded: FoldedFact): void => {
  const before = folder.confirmedElsewhere;
  folder.confirmedElsewhere = (leg, by) => confirmedElsewhere(entry, folded, { leg, by });
  foldCaseFact(folder, folded.fact);
  folder.confirmedElsewhere = before;
};

/** Whose acceptance of the same offer, later in this order, was confirmed before this one was known. */
const confirmedElsewhere = (
  entry: CaseEntry,
  folded: FoldedFact,
  claim: { readonly leg: LegState; readonly by: string },
): string | undefined => {
  const legId = claim.leg.definition.id;
  const voided = voidedIn(entry);
  const { facts } = entry;
  for (let index = facts.findIndex(({ row }) => row === folded.row) + 1; index < facts.length; index++) {
    const { fact, confirmed, sequence } = facts[index]!;
    if (voided.has(fact.id)) continue;
    if (fact.type === 'baton.handoff.offered.v1' && (fact.leg ?? legId) === legId) return undefined;
    if (confirmed?.leg === legId && sequence < folded.sequence && confirmed.by !== claim.by) return confirmed.by;
  }
  return undefined;
};
