import type { ClearedBecause, Instant, Policy, StallKind, StallRaised } from '@baton/contracts';
import type { CaseFolder, StallDetails } from './case-folder.ts';
import type { CaseState, LegState } from './case-state.ts';
import { legNamed } from './legs.ts';
import { decisionId } from './decision-id.ts';
import type { Decisions } from './decisions.ts';
import { proposalFor } from './options.ts';
import { knownAt } from './telling.ts';
import { append } from './append.ts';
import { type Episode, nameOf } from './episode.ts';

/** Shared by all that have nothing of the kind. */
const none: readonly never[] = [];

/** What has been decided and written about a case, whatever folding it anew would say. */
export class CaseRecord {
  episodes: readonly Episode[] = none;
  accountable = '';
  /** Decisions outside of episodes so far: the ordinal of the next one. */
  told = 0;

  constructor(readonly id: string) {}

  decisionId(words: string, ordinal: number): string {
    return decisionId(this.id, words, ordinal);
  }

  open(kind: StallKind, leg: string | undefined): Episode | undefined {
    for (const episode of this.episodes) {
      if (episode.status === 'open' && episode.kind === kind && episode.leg === leg) return episode;
    }
    return undefined;
  }
}

/** Where decisions of the case at hand go, and since when the ledger can know them. */
export interface Desk {
  record: CaseRecord;
  knownAt: Instant;
  /** None: nobody asks for the decisions again, only the record is kept. */
  out: Decisions | undefined;
}

export type Alert = Pick<
  StallRaised,
  'title' | 'impact' | 'customer' | 'accountable' | 'needBy' | 'offeredAt' | 'acceptedAt'
>;

export interface Raised {
  readonly kind: StallKind;
  readonly leg: LegState | undefined;
  readonly dueAt: Instant;
  readonly details: StallDetails;
  readonly alert: Alert;
  readonly policy: Policy | undefined;
  /** It was over before the ledger could know of it: nothing is proposed. */
  readonly cleared?: object | undefined;
}

export const recordRaised = (desk: Desk, folder: CaseFolder, raised: Raised): Episode => {
  const { record } = desk;
  const { kind, leg, dueAt, details, policy } = raised;
  const legId = leg?.definition.id;
  const episode: Episode = {
    adoptedId: undefined,
    kind,
    leg: legId,
    standsAt: details.standsAt ?? legId,
    ordinal: record.episodes.filter((one) => one.kind === kind && one.leg === legId).length,
    dueAt,
    party: details.party,
    impact: folder.state.impact,
    policy: policy && { id: policy.id, version: policy.version },
    status: 'open',
    clearedAt: undefined,
    nextRung: 0,
    rungDue: undefined,
    lastRungAt: dueAt,
    hold: undefined,
    pastHolds: none,
  };
  record.episodes = append(record.episodes, episode);
  if (desk.out !== undefined) sayRaised(desk, folder, { ...raised, episode });
  return episode;
};

const sayRaised = (desk: Desk, folder: CaseFolder, raised: Raised & { episode: Episode }): void => {
  const { alert, details, episode, cleared } = raised;
  const { standsAt, ...said } = details;
  const header = headerOf(desk, episode, episode.dueAt);
  const { record } = desk;
  const policy = episode.policy === undefined ? {} : { policy: episode.policy };
  desk.out?.add({
    type: 'stall-raised',
    id: record.decisionId(`raised ${nameOf(episode)}`, episode.ordinal),
    ...header,
    ...alert,
    ...said,
    ...policy,
  });
  const leg = raised.leg ?? (standsAt === undefined ? undefined : legNamed(folder.state, standsAt));
  const proposal = leg === undefined || cleared !== undefined ? undefined : proposalFor(folder, leg);
  if (proposal === undefined) return;
  desk.out?.add({
    type: 'options-proposed',
    id: record.decisionId(`options ${nameOf(episode)}`, episode.ordinal),
    ...header,
    ...proposal,
  });
};

/** What the case was like when the stall came up. */
export const alertOf = (state: CaseState, leg: LegState | undefined): Alert => ({
  title: state.title,
  impact: state.impact,
  customer: state.customer,
  accountable: state.accountable,
  needBy: state.needBy,
  offeredAt: leg?.offeredAt,
  acceptedAt: leg?.acceptedAt,
});

const headerOf = (desk: Desk, episode: Episode, dueAt: Instant) => {
  const caseId = desk.record.id;
  return {
    caseId,
    dueAt,
    knownAt: knownAt(desk, dueAt),
    episode: episode.adoptedId ?? desk.record.decisionId(`episode ${nameOf(episode)}`, episode.ordinal),
    kind: episode.kind,
    leg: episode.leg,
    group: `party ${episode.party ?? desk.record.accountable}`,
    inhibition: `${caseId} ${episode.standsAt ?? ''}`,
  };
};

const end = (episode: Episode, status: 'cleared' | 'retracted'): void => {
  episode.status = status;
  episode.rungDue = undefined;
  episode.hold = undefined;
};

export const recordCleared = (desk: Desk, episode: Episode, how: { at: Instant; because: ClearedBecause }): void => {
  end(episode, 'cleared');
  episode.clearedAt = how.at;
  if (desk.out === undefined) return;
  const id = desk.record.decisionId(`cleared ${nameOf(episode)}`, episode.ordinal);
  desk.out.add({ type: 'stall-cleared', id, ...headerOf(desk, episode, how.at), because: how.because });
};

export const recordRetracted = (desk: Desk, episode: Episode, because: string): void => {
  end(episode, 'retracted');
  if (desk.out === undefined) return;
  const id = desk.record.decisionId(`retracted ${nameOf(episode)}`, episode.ordinal);
  desk.out.add({ type: 'stall-retracted', id, ...headerOf(desk, episode, episode.dueAt), because });
};

export const recordRung = (
  desk: Desk,
  episode: Episode,
  fired: { rung: number; whom: readonly string[]; channel: string; silenced?: string },
): void => {
  if (desk.out === undefined) return;
  const id = desk.record.decisionId(`rung ${fired.rung} ${nameOf(episode)}`, episode.ordinal);
  desk.out.add({ type: 'rung-fired', id, ...headerOf(desk, episode, episode.rungDue!), ...fired });
};
