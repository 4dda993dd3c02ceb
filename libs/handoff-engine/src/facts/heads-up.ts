import type { Instant, RouteLeg } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import type { LegState } from '../case-state.ts';
import { furthest, legAtHand, nextLeg } from '../legs.ts';
import { latestFinishIn, latestStartIn } from '../plan.ts';
import { startInSequence } from '../sequence.ts';
import { planOf, walkForward } from '../walk.ts';
import type { FactOf } from './answers.ts';

interface Said {
  readonly leg: string;
  readonly index: number;
  readonly party: string;
  readonly acceptBy?: Instant | undefined;
  readonly expectedAt?: Instant | undefined;
}

/** With the latest moments of the leg. */
const say = (folder: CaseFolder, { leg, index, party, acceptBy, expectedAt }: Said): void => {
  const plan = folder.state.needBy === undefined ? undefined : planOf(folder);
  const latestStart = plan && latestStartIn(plan, index);
  const latestFinish = plan && latestFinishIn(plan, index);
  const { at, sink } = folder;
  // prettier-ignore
  sink.tell(folder, {
    type: 'heads-up', id: '', caseId: folder.state.id, dueAt: at, knownAt: at,
    leg, party, latestStart, latestFinish, acceptBy, expectedAt,
  });
};

/** Who has an offer before them is told the latest moments. */
export const sayOffered = (folder: CaseFolder, leg: LegState): void => {
  const { id } = leg.definition;
  const party = leg.receiver!;
  if (!folder.sink.isListening) return folder.tell({ type: 'heads-up', leg: id, party });
  say(folder, { leg: id, index: leg.index, party, acceptBy: folder.clock('unaccepted', leg)?.due });
};

/** Early start: whoever comes next is told when to expect the baton. */
export const sayAhead = (folder: CaseFolder, leg: LegState): void => {
  for (const index of folder.state.graph.next[leg.index] ?? []) {
    const definition = folder.state.route.legs[index]!;
    sayExpected(folder, { definition, index, party: definition.party });
  }
};

interface Expected {
  readonly definition: RouteLeg;
  readonly index: number;
  readonly party: string;
  readonly at?: Instant | undefined;
}

const sayExpected = (folder: CaseFolder, { definition, index, party, at }: Expected): void => {
  const { id } = definition;
  if (!folder.sink.isListening) return folder.tell({ type: 'heads-up', leg: id, party });
  say(folder, { leg: id, index, party, expectedAt: at ?? startOf(folder, index) });
};

const startOf = (folder: CaseFolder, place: number): Instant | undefined =>
  folder.state.graph.isSequence && place > furthest(folder.state)
    ? startInSequence(folder, place)
    : walkForward(folder).find((step) => step.index === place)?.start;

export const foldAnnounced = (folder: CaseFolder, fact: FactOf<'baton.handoff.announced.v1'>): void => {
  const { state } = folder;
  const id = fact.leg ?? nextLeg(state)?.id ?? legAtHand(state, ['offered', 'held'])?.definition.id;
  const index = state.route.legs.findIndex((leg) => leg.id === id);
  const definition = state.route.legs[index];
  if (definition === undefined) {
    return folder.tell({
      type: 'fact-flagged',
      fact: fact.id,
      flag: 'irregular',
      detail: 'announced, but no such leg is ahead',
    });
  }
  sayExpected(folder, { definition, index, party: fact.to ?? definition.party, at: fact.expectedAt });
};
