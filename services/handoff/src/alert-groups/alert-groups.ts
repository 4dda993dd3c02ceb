import type { Impact, StallKind } from '@baton/contracts';
import { inhibited } from './inhibition.ts';
import type { AlertedCase, OpenEpisode } from './open-alerts.projection.ts';
import type { Silence } from './silences.projection.ts';

/** Why an episode need not call anybody. It stays where it is and says so. */
export type Mute =
  | { readonly because: 'inhibited'; readonly episode: string; readonly kind: StallKind }
  | {
      readonly because: 'silenced';
      readonly silence: string;
      readonly author: string;
      readonly reason: string;
      readonly until: number;
    }
  | { readonly because: 'acknowledged' | 'snoozed'; readonly by: string; readonly until: number };

/** Somebody has the stall in hand, or has put it off; the ladder waits for so long. */
export interface Held {
  readonly kind: 'acknowledged' | 'snoozed';
  readonly by: string;
  readonly until: number;
}

/** What mutes an episode from outside its case. */
export interface Quiet {
  readonly silences: readonly Silence[];
  heldOf(caseId: string, episode: OpenEpisode): Held | undefined;
}

export interface GroupedEpisode extends OpenEpisode {
  readonly caseId: string;
  readonly title: string;
  readonly impact: Impact;
  readonly needBy: number | null;
  /** None: it speaks. */
  readonly mutes: readonly Mute[];
}

/** Open episodes, of whatever cases, that wait for the same. */
export interface AlertGroup {
  readonly group: string;
  /** Whose move it is in all of them; undefined: they differ, or nobody's. */
  readonly party: string | undefined;
  readonly cases: number;
  /** Cases by impact. */
  readonly impacts: Readonly<Record<Impact, number>>;
  /** Episodes that nothing mutes. */
  readonly speaking: number;
  /** The highest rung that any has reached; undefined: none has fired. */
  readonly highestRung: number | undefined;
  /** The earliest that is not past; undefined: none. */
  readonly actBy: number | undefined;
  /** Speaking ones first, then by the last moment at which acting helps, then the oldest; what is too late is last. */
  readonly episodes: readonly GroupedEpisode[];
}

/** Groups of what is open at `now`: first those that speak, by the last moment at which acting still helps. */
export const alertGroups = (cases: Iterable<AlertedCase>, quiet: Quiet, now: number): readonly AlertGroup[] => {
  const episodes = Array.from(cases).flatMap((one) => episodesOf(one, quiet, now));
  const groups = Array.from(
    Map.groupBy(episodes, ({ group }) => group),
    ([group, of]) => groupOf(group, of, now),
  );
  return groups.sort(compareGroups);
};

const episodesOf = (of: AlertedCase, quiet: Quiet, now: number): GroupedEpisode[] => {
  const causes = inhibited(of.episodes);
  const { id: caseId, title, impact, needBy } = of;
  return of.episodes.map((episode) => {
    const cause = causes.get(episode.episode);
    const held = quiet.heldOf(caseId, episode);
    const mutes: Mute[] = [
      ...(cause === undefined ? [] : [{ because: 'inhibited', episode: cause.episode, kind: cause.kind } as const]),
      ...quiet.silences.filter(({ matcher, until }) => now < until && fits(matcher, of, episode)).map(silencedBy),
      ...(held === undefined || held.until <= now ? [] : [heldBy(held)]),
    ];
    return { ...episode, caseId, title, impact, needBy, mutes };
  });
};

const fits = (matcher: Silence['matcher'], of: AlertedCase, { leg, kind, party }: OpenEpisode): boolean => {
  const what = { caseId: of.id, route: of.route ?? 'default', leg, kind, party, impact: of.impact };
  return Object.entries(matcher).every(([field, wanted]) => what[field as keyof typeof what] === wanted);
};

const silencedBy = ({ id: silence, author, reason, until }: Silence): Mute => ({
  because: 'silenced',
  silence,
  author,
  reason,
  until,
});

const heldBy = ({ kind, by, until }: Held): Mute => ({ because: kind, by, until });

const groupOf = (group: string, episodes: readonly GroupedEpisode[], now: number): AlertGroup => {
  const impacts: Record<Impact, number> = { low: 0, normal: 0, high: 0, critical: 0 };
  const cases = new Map(episodes.map((episode) => [episode.caseId, episode.impact]));
  for (const impact of cases.values()) impacts[impact]++;
  const parties = new Set(episodes.map(({ party }) => party));
  const [party] = parties;
  const rungs = episodes.flatMap(({ rung }) => rung?.rung ?? []);
  const moments = episodes.flatMap((episode) => helpsUntil(episode, now) ?? []);
  return {
    group,
    party: parties.size === 1 ? (party ?? undefined) : undefined,
    cases: cases.size,
    impacts,
    speaking: episodes.filter(speaks).length,
    highestRung: rungs.reduce<number | undefined>((highest = 0, rung) => Math.max(highest, rung), undefined),
    actBy: moments.reduce<number | undefined>((first = Infinity, at) => Math.min(first, at), undefined),
    episodes: [...episodes].sort((one, other) => compareEpisodes(one, other, now)),
  };
};

const speaks = ({ mutes }: GroupedEpisode): boolean => mutes.length === 0;

/** Undefined: no such moment is known, or it is past. */
const helpsUntil = ({ actBy }: GroupedEpisode, now: number): number | undefined =>
  actBy === null || actBy < now ? undefined : actBy;

const compareEpisodes = (one: GroupedEpisode, other: GroupedEpisode, now: number): number =>
  Number(speaks(other)) - Number(speaks(one)) ||
  compareInstants(helpsUntil(one, now), helpsUntil(other, now)) ||
  one.raisedAt - other.raisedAt ||
  compareText(one.episode, other.episode);

/** Where a group stands among the others. */
export type GroupPlace = Pick<AlertGroup, 'group' | 'cases' | 'speaking' | 'actBy'>;

export const compareGroups = (one: GroupPlace, other: GroupPlace): number =>
  Number(other.speaking > 0) - Number(one.speaking > 0) ||
  compareInstants(one.actBy, other.actBy) ||
  other.cases - one.cases ||
  compareText(one.group, other.group);

/** Without one comes last. */
const compareInstants = (one: number | undefined, other: number | undefined): number =>
  one === other ? 0 : (one ?? Infinity) - (other ?? Infinity);

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
