import type { CaseFact, Decision, LedgerAppend } from '@baton/contracts';
import { append } from './append.ts';
import type { CaseEntry } from './case-entry.ts';
import type { CaseRecord } from './case-record.ts';
import type { Episode } from './episode.ts';
import type { Acceptance } from './case-state.ts';

type StallRaised = Extract<Decision, { type: 'stall-raised' }>;

/** Takes what an append of an older meaning decided into the records of its cases, as it stands. */
export const adopt = ({ facts, decisions }: LedgerAppend, caseOf: (id: string) => CaseEntry): void => {
  for (const decision of decisions) adoptDecision(caseOf(decision.caseId), decision);
  for (const fact of facts) {
    if (!('caseId' in fact)) continue;
    const acceptance = acceptanceIn(decisions, fact);
    if (acceptance === undefined) continue;
    const entry = caseOf(fact.caseId);
    const folded = entry.facts.find((one) => one.fact.id === fact.id);
    if (folded !== undefined) entry.settle(folded.row, { confirmed: acceptance, lost: false });
  }
};

const takesBaton: ReadonlySet<CaseFact['type']> = new Set([
  'baton.handoff.accepted.v1',
  'baton.handoff.progressed.v1',
  'baton.handoff.completed.v1',
]);

/** The acceptance that the fact was, as the accountability that moved with it shows. */
const acceptanceIn = (decisions: readonly Decision[], fact: CaseFact): Acceptance | undefined => {
  if (!takesBaton.has(fact.type)) return undefined;
  const by = ('by' in fact ? fact.by : undefined) ?? fact.actor;
  for (const one of decisions) {
    if (one.type !== 'accountability-moved' || one.caseId !== fact.caseId || one.to !== by) continue;
    if (one.leg !== undefined) return { leg: one.leg, by };
  }
  return undefined;
};

const adoptDecision = (record: CaseRecord, decision: Decision): void => {
  switch (decision.type) {
    case 'stall-raised':
      record.episodes = append(record.episodes, episodeOf(record.episodes, decision));
      return;
    case 'stall-cleared':
    case 'stall-retracted':
      endEpisode(record, decision);
      return;
    case 'rung-fired': {
      const episode = record.episodes.find((one) => one.adoptedId === decision.episode);
      if (episode === undefined) return;
      episode.nextRung = decision.rung + 1;
      episode.lastRungAt = decision.dueAt;
      return;
    }
    case 'options-proposed':
      return;
    case 'accountability-moved':
      record.accountable = decision.to;
      record.told++;
      return;
    default:
      record.told++;
  }
};

const endEpisode = (
  record: CaseRecord,
  { type, episode: id, dueAt }: Extract<Decision, { type: 'stall-cleared' | 'stall-retracted' }>,
): void => {
  const episode = record.episodes.find((one) => one.adoptedId === id);
  if (episode === undefined) return;
  episode.status = type === 'stall-cleared' ? 'cleared' : 'retracted';
  episode.rungDue = undefined;
  episode.clearedAt = type === 'stall-cleared' ? dueAt : undefined;
};

/** Older meanings did not say at which leg the case stands. */
const standsAtOf = ({ caseId, leg, inhibition = '' }: Partial<StallRaised>): string | undefined => {
  const named = inhibition.slice((caseId ?? '').length + 1);
  return named === '' ? leg : named;
};

const episodeOf = (episodes: readonly Episode[], raised: StallRaised): Episode => {
  const { episode, kind, leg, dueAt, party, impact, policy } = raised;
  return {
    adoptedId: episode,
    kind,
    leg,
    standsAt: standsAtOf(raised),
    ordinal: episodes.filter((one) => one.kind === kind && one.leg === leg).length,
    dueAt,
    party,
    impact,
    policy,
    status: 'open',
    clearedAt: undefined,
    nextRung: 0,
    rungDue: undefined,
    lastRungAt: dueAt,
    hold: undefined,
    pastHolds: [],
  };
};
