import type { Decision, LedgerAppend } from '@baton/contracts';
import type { CaseEntry } from './case-entry.ts';
import type { Episode } from './case-record.ts';

type StallRaised = Extract<Decision, { type: 'stall-raised' }>;

/** Takes what an append of an older meaning decided into the records of its cases, as it stands. */
export const adopt = ({ facts, decisions }: LedgerAppend, caseOf: (id: string) => CaseEntry): void => {
  const refused = new Set<string>();
  for (const decision of decisions) {
    if (decision.type === 'fact-refused') refused.add(decision.fact);
    adoptDecision(caseOf(decision.caseId), decision);
  }
  for (const fact of facts) {
    if (fact.type !== 'baton.handoff.accepted.v1' || fact.leg === undefined || refused.has(fact.id)) continue;
    const folded = caseOf(fact.caseId).facts.find((one) => one.fact.id === fact.id);
    if (folded !== undefined) folded.confirmed = { leg: fact.leg, by: fact.by ?? fact.actor };
  }
};

const adoptDecision = ({ record }: CaseEntry, decision: Decision): void => {
  switch (decision.type) {
    case 'stall-raised':
      record.episodes.push(episodeOf(record.episodes, decision));
      return;
    case 'stall-cleared':
    case 'stall-retracted': {
      const episode = record.open(decision.kind, decision.leg);
      if (episode === undefined) return;
      episode.status = decision.type === 'stall-cleared' ? 'cleared' : 'retracted';
      episode.rungDue = undefined;
      episode.clearedAt = decision.type === 'stall-cleared' ? decision.dueAt : undefined;
      return;
    }
    case 'rung-fired': {
      const episode = record.open(decision.kind, decision.leg);
      if (episode !== undefined) episode.nextRung = decision.rung + 1;
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

const episodeOf = (
  episodes: readonly Episode[],
  { kind, leg, dueAt, party, impact, policy }: StallRaised,
): Episode => ({
  kind,
  leg,
  standsAt: leg,
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
});
