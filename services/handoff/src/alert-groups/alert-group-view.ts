import { type Impact, type PartyView, type StallKind, formatInstant, isWritableInstant } from '@baton/contracts';
import type { Language } from '@baton/wording';
import type { People } from '../parties/people.ts';
import type { AlertGroup, GroupedEpisode, Mute } from './alert-groups.ts';

export type MuteView =
  | { readonly because: 'inhibited'; readonly episode: string; readonly kind: StallKind }
  | {
      readonly because: 'silenced';
      readonly silence: string;
      readonly author: PartyView;
      readonly reason: string;
      readonly until?: string;
    }
  | { readonly because: 'acknowledged' | 'snoozed'; readonly by: PartyView; readonly until?: string };

/** Instants are RFC 3339 text in UTC. */
export interface GroupedEpisodeView {
  readonly episode: string;
  readonly caseId: string;
  readonly kind: StallKind;
  readonly leg?: string;
  readonly title: string;
  readonly impact: Impact;
  readonly party?: PartyView;
  readonly raisedAt: string;
  readonly needBy?: string;
  readonly actBy?: string;
  /** The highest that has fired; `silenced` names what kept it from being sent. */
  readonly rung?: {
    readonly rung: number;
    readonly whom: readonly PartyView[];
    readonly channel: string;
    readonly firedAt: string;
    readonly silenced?: string;
  };
  readonly mutes: readonly MuteView[];
}

export interface AlertGroupView extends Omit<AlertGroup, 'party' | 'actBy' | 'highestRung' | 'episodes'> {
  readonly party?: PartyView;
  readonly highestRung?: number;
  readonly actBy?: string;
  /** All of them, also those that are not listed. */
  readonly episodeCount: number;
  readonly episodes: readonly GroupedEpisodeView[];
}

export interface AlertGroupsPage {
  readonly asOf: string;
  readonly groups: readonly AlertGroupView[];
  readonly next?: string;
  /** IANA zone in which a console says instants. */
  readonly zone?: string;
}

export interface AlertGroupContext {
  readonly people: People;
  readonly language: Language;
  /** Episodes listed of each group. */
  readonly episodes: number;
}

const instant = (at: number | null | undefined): string | undefined =>
  at === null || at === undefined || !isWritableInstant(at) ? undefined : formatInstant(at);

export const alertGroupViewOf = (group: AlertGroup, context: AlertGroupContext): AlertGroupView => ({
  group: group.group,
  party: group.party === undefined ? undefined : context.people.view(group.party, context.language),
  cases: group.cases,
  impacts: group.impacts,
  speaking: group.speaking,
  highestRung: group.highestRung,
  actBy: instant(group.actBy),
  episodeCount: group.episodes.length,
  episodes: group.episodes.slice(0, context.episodes).map((episode) => episodeViewOf(episode, context)),
});

const episodeViewOf = (episode: GroupedEpisode, { people, language }: AlertGroupContext): GroupedEpisodeView => {
  const view = (party: string): PartyView => people.view(party, language);
  const { rung } = episode;
  return {
    episode: episode.episode,
    caseId: episode.caseId,
    kind: episode.kind,
    leg: episode.leg ?? undefined,
    title: episode.title,
    impact: episode.impact,
    party: episode.party === null ? undefined : view(episode.party),
    raisedAt: formatInstant(episode.raisedAt),
    needBy: instant(episode.needBy),
    actBy: instant(episode.actBy),
    rung:
      rung === null
        ? undefined
        : {
            ...{ rung: rung.rung, whom: rung.whom.map(view), channel: rung.channel },
            firedAt: formatInstant(rung.firedAt),
            silenced: rung.silenced ?? undefined,
          },
    mutes: episode.mutes.map((mute) => muteViewOf(mute, view)),
  };
};

const muteViewOf = (mute: Mute, view: (party: string) => PartyView): MuteView => {
  switch (mute.because) {
    case 'inhibited':
      return mute;
    case 'silenced':
      return { ...mute, author: view(mute.author), until: instant(mute.until) };
    case 'acknowledged':
    case 'snoozed':
      return { ...mute, by: view(mute.by), until: instant(mute.until) };
  }
};
