import { type Instant, stallKinds } from '@baton/contracts';
import type { BackTestReport, KindCounts, StallAt } from './back-test-report.ts';
import type { Episode } from './outcome.ts';

type Pair = { readonly before: Episode; readonly after: Episode };

interface Paired {
  readonly pairs: readonly Pair[];
  readonly gained: readonly Episode[];
  readonly lost: readonly Episode[];
}

/**
 * Stalls gained and lost. Two episodes of the same case, leg and kind are the same stall when they stood at the same
 * time, wherever each began.
 */
export const compareStalls = (
  before: Iterable<Episode>,
  after: Iterable<Episode>,
  counts: (at: Instant) => boolean,
): BackTestReport['stalls'] => {
  const { pairs, gained, lost } = pair(before, after);
  const counted = {
    pairs: pairs.filter((one) => counts(one.before.raisedAt) || counts(one.after.raisedAt)),
    gained: gained.filter(({ raisedAt }) => counts(raisedAt)),
    lost: lost.filter(({ raisedAt }) => counts(raisedAt)),
  };
  return {
    byKind: stallKinds.map((kind) => countsOf(kind, counted)).filter((kind) => kind.before + kind.after > 0),
    gained: counted.gained.map(stallAt).sort(byInstant),
    lost: counted.lost.map(stallAt).sort(byInstant),
  };
};

const countsOf = (kind: KindCounts['kind'], { pairs, gained, lost }: Paired): KindCounts => {
  const both = pairs.filter((one) => one.after.kind === kind);
  const counts = { gained: ofKind(gained, kind), lost: ofKind(lost, kind) };
  return {
    kind,
    before: both.length + counts.lost,
    after: both.length + counts.gained,
    ...counts,
    earlier: both.filter((one) => one.after.raisedAt < one.before.raisedAt).length,
    later: both.filter((one) => one.after.raisedAt > one.before.raisedAt).length,
  };
};

const ofKind = (episodes: readonly Episode[], kind: KindCounts['kind']): number =>
  episodes.filter((episode) => episode.kind === kind).length;

const pair = (before: Iterable<Episode>, after: Iterable<Episode>): Paired => {
  const unpaired = Map.groupBy(before, stallOf);
  const pairs: Pair[] = [];
  const gained: Episode[] = [];
  for (const episode of [...after].sort(byInstant)) {
    const same = unpaired.get(stallOf(episode)) ?? [];
    const match =
      same.find(({ raisedAt }) => raisedAt === episode.raisedAt) ?? same.find((one) => overlap(one, episode));
    if (match === undefined) gained.push(episode);
    else {
      same.splice(same.indexOf(match), 1);
      pairs.push({ before: match, after: episode });
    }
  }
  return { pairs, gained, lost: [...unpaired.values()].flat() };
};

const stallOf = ({ caseId, leg, kind }: Episode): string => JSON.stringify([caseId, leg, kind]);

const overlap = (one: Episode, other: Episode): boolean =>
  one.raisedAt <= (other.endedAt ?? Infinity) && other.raisedAt <= (one.endedAt ?? Infinity);

const stallAt = ({ kind, caseId, leg, raisedAt }: Episode): StallAt => ({
  kind,
  caseId,
  ...(leg === undefined ? {} : { leg }),
  raisedAt,
});

const byInstant = (one: StallAt, other: StallAt): number =>
  one.raisedAt - other.raisedAt || compareText(one.caseId, other.caseId) || compareText(one.kind, other.kind);

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
