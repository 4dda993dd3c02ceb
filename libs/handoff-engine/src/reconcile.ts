import type { Instant } from '@baton/contracts';
import type { CaseEntry } from './case-entry.ts';
import type { CaseFolder } from './case-folder.ts';
import { type Desk, type Episode, recordCleared, recordRaised, recordRetracted, recordTelling } from './case-record.ts';
import { climb } from './ladder.ts';
import type { FoldedEpisode, Refolded } from './refold.ts';

const isSame = (recorded: Episode, folded: FoldedEpisode): boolean =>
  recorded.kind === folded.kind && recorded.leg === folded.leg?.definition.id && recorded.dueAt === folded.dueAt;

/**
 * Brings what is written into line with what folding anew says, by writing more: an episode that would not have been
 * is retracted, one that would have been is raised with both instants, and whoever is accountable now is said.
 */
export const reconcile = (entry: CaseEntry, folder: CaseFolder, refolded: Refolded, desk: Desk): void => {
  folder.state = refolded.state;
  for (const { telling, at } of refolded.tellings) recordTelling(desk, telling, at);
  const unmatched = new Set(refolded.episodes);
  for (const episode of [...entry.record.episodes]) {
    if (episode.status !== 'retracted') settle(episode, folder, { unmatched, desk });
  }
  for (const folded of unmatched) raise(folder, folded, desk);
  sayAccountable(entry, refolded.state.accountable, { desk, at: folder.at });
};

const settle = (episode: Episode, folder: CaseFolder, how: { unmatched: Set<FoldedEpisode>; desk: Desk }): void => {
  const same = [...how.unmatched].find((folded) => isSame(episode, folded));
  if (same === undefined) return recordRetracted(how.desk, episode, 'would-not-have-been-raised');
  if (episode.status === 'cleared' && same.cleared === undefined) return;
  how.unmatched.delete(same);
  if (episode.status === 'open' && same.cleared !== undefined) recordCleared(how.desk, episode, same.cleared);
  else if (episode.status === 'open') climb(folder, episode);
};

const raise = (folder: CaseFolder, folded: FoldedEpisode, desk: Desk): void => {
  folder.at = folded.dueAt;
  const episode = recordRaised(desk, folder, folded);
  if (folded.cleared !== undefined) recordCleared(desk, episode, folded.cleared);
  else climb(folder, episode);
};

const sayAccountable = (entry: CaseEntry, to: string, what: { desk: Desk; at: Instant }): void => {
  const from = entry.record.accountable;
  if (from !== to) recordTelling(what.desk, { type: 'accountability-moved', ...(from === '' ? {} : { from }), to }, what.at);
};
