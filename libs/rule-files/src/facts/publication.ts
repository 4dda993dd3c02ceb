import type { Instant } from '@baton/contracts';
import type { CalendarDefinition } from '@baton/working-time';

/** When, by whom, and with which zone data files are published. */
export interface Publication {
  readonly publishedAt: Instant;
  readonly actor: string;
  /** The clock changes of an IANA zone, so that a replay does not depend on the machine's zone data. */
  readonly transitions: (zone: string) => CalendarDefinition['transitions'];
}

/** CloudEvents source of everything that comes from a file. */
const source = '/rule-files';
const longestName = 40;

/** The file's name without its folders, which are those of one machine. */
export const fileName = (file: string): string => file.split(/[/\\]/).at(-1)!;

/**
 * The id of a fact from a file: the name, the place in it, the content and the instant. So the same file published
 * again counts again (after another version was in between), and the same publication sent twice counts once.
 */
export const factId = (file: { readonly file: string; readonly hash: string }, place: string, at: Instant): string => {
  const name = [...fileName(file.file).replaceAll(/[\p{Cc}\p{Cs}]/gu, '?')].slice(0, longestName).join('');
  return `${source} ${name}#${place} ${file.hash.slice(0, 'sha256:'.length + 16)} ${at}`;
};
