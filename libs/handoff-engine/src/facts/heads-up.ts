import type { Instant, RouteLeg } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import type { LegState } from '../case-state.ts';
import { legAtHand, nextLeg } from '../legs.ts';
import { planOf, walkForward } from '../walk.ts';
import type { FactOf } from './answers.ts';

/** The latest moments of a leg; the decision is the same without them when nobody hears it. */
const latestOf = (folder: CaseFolder, index: number): { latestStart?: Instant; latestFinish?: Instant } => {
  if (folder.state.needBy === undefined) return {};
  const { latestStart, latestFinish } = planOf(folder);
  const [start, finish] = [latestStart[index], latestFinish[index]];
  return {
    ...(start === undefined ? {} : { latestStart: start }),
    ...(finish === undefined ? {} : { latestFinish: finish }),
  };
};

/** Who has an offer before them is told the latest moments. */
export const sayOffered = (folder: CaseFolder, leg: LegState): void => {
  const telling = { type: 'heads-up', leg: leg.definition.id, party: leg.receiver! } as const;
  if (!folder.isHeard) return folder.tell(telling);
  const acceptBy = folder.clock('unaccepted', leg)?.due;
  folder.tell({ ...telling, ...latestOf(folder, leg.index), ...(acceptBy === undefined ? {} : { acceptBy }) });
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
  const telling = { type: 'heads-up', leg: definition.id, party } as const;
  if (!folder.isHeard) return folder.tell(telling);
  const expectedAt = at ?? walkForward(folder).find((step) => step.index === index)?.start;
  folder.tell({ ...telling, ...latestOf(folder, index), ...(expectedAt === undefined ? {} : { expectedAt }) });
};

export const foldAnnounced = (folder: CaseFolder, fact: FactOf<'baton.handoff.announced.v1'>): void => {
  const { state } = folder;
  const id = fact.leg ?? nextLeg(state)?.id ?? legAtHand(state, ['offered', 'held'])?.definition.id;
  const index = state.route.legs.findIndex((leg) => leg.id === id);
  const definition = state.route.legs[index];
  const party = fact.to ?? definition?.party;
  if (definition === undefined || party === undefined) {
    return folder.tell({
      type: 'fact-flagged',
      fact: fact.id,
      flag: 'irregular',
      detail: 'announced, but no such leg is ahead',
    });
  }
  sayExpected(folder, { definition, index, party, at: fact.expectedAt });
};
