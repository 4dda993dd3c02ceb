import type { CaseEntry } from './case-entry.ts';
import type { CaseFolder } from './case-folder.ts';
import { type Desk, recordCleared, recordRaised, recordRetracted } from './case-record.ts';
import type { Episode } from './episode.ts';
import { recordDraft } from './telling.ts';
import { act } from './ladder/act.ts';
import { climb } from './ladder/rungs.ts';
import type { FoldedEpisode, Refolded } from './refold.ts';

const isSame = (recorded: Episode, folded: FoldedEpisode): boolean =>
  recorded.kind === folded.kind &&
  recorded.leg === folded.leg?.definition.id &&
  recorded.dueAt === folded.dueAt &&
  recorded.party === folded.details.party;

const isOpen = (episode: Episode): boolean => episode.status === 'open';

/** What is open may turn out to have ended; what is written as ended must have ended just then. */
const endsAlike = (recorded: Episode, { cleared }: FoldedEpisode): boolean =>
  isOpen(recorded) || recorded.clearedAt === cleared?.at;

/** One that no other recorded episode stands for yet; what is open is rather one that still is. */
const sameAs = (recorded: Episode, unmatched: ReadonlySet<FoldedEpisode>): FoldedEpisode | undefined => {
  const same = [...unmatched].filter((one) => isSame(recorded, one) && endsAlike(recorded, one));
  return same.find((one) => (one.cleared === undefined) === isOpen(recorded)) ?? same[0];
};

/**
 * Brings what is written into line with what folding anew says, by writing more: an episode that would not have been
 * is retracted, one that would have been is raised with both instants, and whoever is accountable now is said.
 */
export const reconcile = (entry: CaseEntry, folder: CaseFolder, what: { refolded: Refolded; desk: Desk }): void => {
  const { refolded, desk } = what;
  folder.state = refolded.state;
  for (const draft of refolded.tellings) recordDraft(desk, draft);
  sayAccountable(entry, refolded, desk);
  const unmatched = new Set(refolded.episodes);
  const standing = entry.episodes.filter((episode) => episode.status !== 'retracted');
  const openFirst = [...standing.filter(isOpen), ...standing.filter((episode) => !isOpen(episode))];
  for (const episode of openFirst) {
    const same = sameAs(episode, unmatched);
    if (same === undefined) recordRetracted(desk, episode, reasonAgainst(episode, unmatched));
    else settle(folder, episode, { same, unmatched, desk });
  }
  for (const folded of unmatched) raise(folder, folded, desk);
  if (refolded.act === undefined) return;
  folder.at = refolded.act.at;
  act(folder, desk, refolded.act.act);
};

const reasonAgainst = (episode: Episode, unmatched: ReadonlySet<FoldedEpisode>): string =>
  [...unmatched].some((one) => isSame(episode, one)) ? 'ended-at-another-instant' : 'would-not-have-been-raised';

interface Match {
  readonly same: FoldedEpisode;
  readonly unmatched: Set<FoldedEpisode>;
  readonly desk: Desk;
}

const settle = (folder: CaseFolder, episode: Episode, { same, unmatched, desk }: Match): void => {
  unmatched.delete(same);
  if (episode.status !== 'open') return;
  if (same.cleared !== undefined) recordCleared(desk, episode, same.cleared);
  else climb(folder, episode);
};

const raise = (folder: CaseFolder, folded: FoldedEpisode, desk: Desk): void => {
  folder.at = Math.max(folded.dueAt, desk.knownAt);
  const episode = recordRaised(desk, folder, folded);
  if (folded.cleared !== undefined) recordCleared(desk, episode, folded.cleared);
  else climb(folder, episode);
};

const sayAccountable = (entry: CaseEntry, { state, accountable }: Refolded, desk: Desk): void => {
  const from = entry.accountable;
  const to = state.accountable;
  if (from === to) return;
  const { at, leg } = accountable;
  const header = { type: 'accountability-moved', id: '', caseId: entry.id, dueAt: at, knownAt: at } as const;
  recordDraft(desk, { ...header, from: from === '' ? undefined : from, to, leg });
};
