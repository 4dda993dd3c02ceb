import type { ClearedBecause, Decision, Instant, StallKind, StallRaised } from '@baton/contracts';
import type { CaseFolder, StallDetails, Telling } from './case-folder.ts';
import type { CaseState, LegState } from './case-state.ts';
import { type HashState, decisionId, hashOfCase } from './decision-id.ts';
import { proposalFor } from './options.ts';

/** One episode as the ledger has it. It is never changed back: at most cleared or retracted. */
export interface Episode {
  readonly kind: StallKind;
  readonly leg: string | undefined;
  /** Among the episodes of this kind and leg, in ledger order. */
  readonly ordinal: number;
  readonly dueAt: Instant;
  /** Whose move it was. */
  readonly party: string | undefined;
  status: 'open' | 'cleared' | 'retracted';
  nextRung: number;
  rungDue: Instant | undefined;
}

/** What has been decided and written about a case, whatever folding it anew would say. */
export class CaseRecord {
  readonly episodes: Episode[] = [];
  accountable = '';
  /** Decisions outside of episodes so far: the ordinal of the next one. */
  told = 0;
  private readonly hash: HashState;

  constructor(readonly caseId: string) {
    this.hash = hashOfCase(caseId);
  }

  id(what: string): string {
    return decisionId(this.hash, what);
  }

  open(kind: StallKind, leg: string | undefined): Episode | undefined {
    return this.episodes.find((episode) => episode.status === 'open' && episode.kind === kind && episode.leg === leg);
  }
}

/** Where decisions of the case at hand go, and since when the ledger can know them. */
export interface Desk {
  record: CaseRecord;
  knownAt: Instant;
  /** None: nobody asks for the decisions again, only the record is kept. */
  out: Decision[] | undefined;
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
  /** It was over before the ledger could know of it: nothing is proposed. */
  readonly cleared?: object | undefined;
}

const knownAt = (desk: Desk, dueAt: Instant): Instant => Math.max(dueAt, desk.knownAt);

export const recordTelling = (desk: Desk, telling: Telling, dueAt: Instant): void => {
  const { record } = desk;
  if (telling.type === 'accountability-moved') record.accountable = telling.to;
  const ordinal = record.told++;
  if (desk.out === undefined) return;
  const id = record.id(`${telling.type} ${ordinal}`);
  desk.out.push({ id, caseId: record.caseId, dueAt, knownAt: knownAt(desk, dueAt), ...telling } as Decision);
};

export const recordRaised = (desk: Desk, folder: CaseFolder, raised: Raised): Episode => {
  const { record } = desk;
  const { kind, leg, dueAt, details } = raised;
  const legId = leg?.definition.id;
  const ordinal = record.episodes.filter((one) => one.kind === kind && one.leg === legId).length;
  const party = details.party;
  const episode: Episode = { kind, leg: legId, ordinal, dueAt, party, status: 'open', nextRung: 0, rungDue: undefined };
  record.episodes.push(episode);
  if (desk.out !== undefined) sayRaised(desk, folder, { ...raised, episode });
  return episode;
};

const sayRaised = (desk: Desk, folder: CaseFolder, raised: Raised & { episode: Episode }): void => {
  const { leg, alert, details, episode, cleared } = raised;
  const name = nameOf(episode);
  const header = headerOf(desk, episode, episode.dueAt);
  const { record } = desk;
  desk.out?.push({ type: 'stall-raised', id: record.id(`raised ${name}`), ...header, ...alert, ...details });
  const proposal = leg === undefined || cleared !== undefined ? undefined : proposalFor(folder, leg);
  if (proposal === undefined) return;
  desk.out?.push({ type: 'options-proposed', id: record.id(`options ${name}`), ...header, ...proposal });
};

/** What the case was like when the stall came up. */
export const alertOf = (state: CaseState, leg: LegState | undefined): Alert => ({
  title: state.title,
  impact: state.impact,
  customer: state.customer,
  accountable: state.accountable,
  ...(state.needBy === undefined ? {} : { needBy: state.needBy }),
  ...(leg?.offeredAt === undefined ? {} : { offeredAt: leg.offeredAt }),
  ...(leg?.acceptedAt === undefined ? {} : { acceptedAt: leg.acceptedAt }),
});

const headerOf = (desk: Desk, episode: Episode, dueAt: Instant) => ({
  caseId: desk.record.caseId,
  dueAt,
  knownAt: knownAt(desk, dueAt),
  episode: desk.record.id(`episode ${nameOf(episode)}`),
  kind: episode.kind,
  ...(episode.leg === undefined ? {} : { leg: episode.leg }),
});

const nameOf = (episode: Episode): string => `${episode.leg ?? ''} ${episode.kind} ${episode.ordinal}`;

export const recordCleared = (desk: Desk, episode: Episode, how: { at: Instant; because: ClearedBecause }): void => {
  episode.status = 'cleared';
  episode.rungDue = undefined;
  if (desk.out === undefined) return;
  const id = desk.record.id(`cleared ${nameOf(episode)}`);
  desk.out.push({ type: 'stall-cleared', id, ...headerOf(desk, episode, how.at), because: how.because });
};

export const recordRetracted = (desk: Desk, episode: Episode, because: string): void => {
  episode.status = 'retracted';
  episode.rungDue = undefined;
  if (desk.out === undefined) return;
  const id = desk.record.id(`retracted ${nameOf(episode)}`);
  desk.out.push({ type: 'stall-retracted', id, ...headerOf(desk, episode, episode.dueAt), because });
};

export const recordRung = (
  desk: Desk,
  episode: Episode,
  fired: { rung: number; whom: readonly string[]; channel: string },
): void => {
  if (desk.out === undefined) return;
  const id = desk.record.id(`rung ${fired.rung} ${nameOf(episode)}`);
  desk.out.push({ type: 'rung-fired', id, ...headerOf(desk, episode, episode.rungDue!), ...fired });
};
