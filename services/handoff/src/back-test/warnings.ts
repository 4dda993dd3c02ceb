import type { Instant, StallKind } from '@baton/contracts';
import { nearestRank } from '../quantiles/nearest-rank.ts';
import type { FalseAlarms, Misses, Spread } from './back-test-report.ts';
import { type Episode, type Outcome, isWarning } from './outcome.ts';

/** Cases whose need-by passed while `counts` holds, and how long before it the first stall could be known. */
export const missesIn = ({ episodes }: Outcome, counts: (at: Instant) => boolean): Misses => {
  const missedAt = firstInstants(episodes.values(), ({ kind, raisedAt }) => kind === 'missed' && counts(raisedAt));
  const warnedAt = firstInstants(episodes.values(), ({ kind }) => isWarning(kind), 'knownAt');
  const leads: number[] = [];
  for (const [caseId, needBy] of missedAt) {
    const warned = warnedAt.get(caseId);
    if (warned !== undefined && warned < needBy) leads.push(needBy - warned);
  }
  const leadTime = spreadOf(leads);
  return { cases: missedAt.size, warned: leads.length, ...(leadTime === undefined ? {} : { leadTime }) };
};

const firstInstants = (
  episodes: Iterable<Episode>,
  fits: (episode: Episode) => boolean,
  instant: 'raisedAt' | 'knownAt' = 'raisedAt',
): ReadonlyMap<string, Instant> => {
  const first = new Map<string, Instant>();
  for (const episode of episodes) {
    if (!fits(episode)) continue;
    first.set(episode.caseId, Math.min(first.get(episode.caseId) ?? Infinity, episode[instant]));
  }
  return first;
};

const spreadOf = (values: readonly number[]): Spread | undefined =>
  values.length === 0
    ? undefined
    : {
        lowerQuartile: nearestRank(values, 0.25)!,
        median: nearestRank(values, 0.5)!,
        upperQuartile: nearestRank(values, 0.75)!,
      };

/** Stalls raised while `counts` holds on cases that ended in time, as if nothing had been the matter. */
export const falseAlarmsIn = ({ episodes, endings }: Outcome, counts: (at: Instant) => boolean): FalseAlarms => {
  const inTime = new Map(endings.filter(({ isInTime }) => isInTime).map((ending) => [ending.caseId, ending]));
  const warned = new Set<string>();
  const saved = new Set<string>();
  const byKind: Partial<Record<StallKind, number>> = {};
  let warnings = 0;
  for (const { caseId, kind, raisedAt } of episodes.values()) {
    const ending = inTime.get(caseId);
    if (ending === undefined || !isWarning(kind) || !counts(raisedAt)) continue;
    (ending.isSaved ? saved : warned).add(caseId);
    if (ending.isSaved) continue;
    warnings++;
    byKind[kind] = (byKind[kind] ?? 0) + 1;
  }
  return { inTime: inTime.size, warned: warned.size, saved: saved.size, warnings, byKind };
};
