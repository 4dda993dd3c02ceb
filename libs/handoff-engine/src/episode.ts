import type { Impact, Instant, StallKind } from '@baton/contracts';

/** Somebody has the stall in hand, or does not want to hear of it yet: the ladder stands still. */
export interface Hold {
  readonly kind: 'acknowledged' | 'snoozed';
  /** The fact that says so. */
  readonly fact: string;
  readonly by: string;
  readonly since: Instant;
  /** As was asked for. */
  readonly asked: Instant | undefined;
  /** When it ends by itself, and why. */
  readonly until: Instant;
  readonly ends: string;
}

/** A hold that is over, and the fact that ended it; none: it ended by itself. */
export interface PastHold extends Hold {
  readonly endedAt: Instant;
  readonly endedBy: string | undefined;
}

/** One episode as the ledger has it. It is never changed back: at most cleared or retracted. */
export interface Episode {
  /** As an older meaning named it. */
  readonly adoptedId: string | undefined;
  readonly kind: StallKind;
  readonly leg: string | undefined;
  /** The leg that stands still; for most kinds it is `leg`. */
  readonly standsAt: string | undefined;
  /** Among the episodes of this kind and leg, in ledger order. */
  readonly ordinal: number;
  readonly dueAt: Instant;
  /** Whose move it was. */
  readonly party: string | undefined;
  /** Of the case when it was raised: the ladder stays the one that fitted then. */
  readonly impact: Impact;
  /** Whose ladder it climbs; none: the route's. */
  readonly policy: { readonly id: string; readonly version: number } | undefined;
  status: 'open' | 'cleared' | 'retracted';
  clearedAt: Instant | undefined;
  nextRung: number;
  rungDue: Instant | undefined;
  /** When the rung before it fired: none fires before another that precedes it. */
  lastRungAt: Instant;
  hold: Hold | undefined;
  /** The ladder is longer by these. */
  pastHolds: readonly PastHold[];
}

/** When the episode needs looking at next. */
export const episodeDue = (episode: Episode): Instant | undefined => episode.hold?.until ?? episode.rungDue;

/** What the ids of its decisions are made of, beside what was decided and its ordinal. */
export const nameOf = (episode: Episode): string => `${episode.leg ?? ''} ${episode.kind}`;

/** The episode that is due then, ties by (leg, kind). */
export const firstDue = (episodes: readonly Episode[], at: Instant): Episode | undefined => {
  let first: Episode | undefined;
  for (const episode of episodes) {
    if (episodeDue(episode) === at && (first === undefined || nameOf(episode) < nameOf(first))) first = episode;
  }
  return first;
};
