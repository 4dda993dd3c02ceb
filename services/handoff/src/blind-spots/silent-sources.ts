import type { BlindSpot, Instant } from '@baton/contracts';
import type { Collection } from '@baton/read-model';
import { type SourceRhythm, hourMs, weekMs } from './source-rhythms.projection.ts';

/** One hour without the usual event is nothing yet. */
const leastHours = 3;
/** A source that nobody has missed for so long is gone for good. */
const goneAfterMs = 4 * weekMs;
const pageSize = 500;
/** Sources that are looked at: the ones heard of last. */
const maxSources = 2_000;

export type SilentSource = Extract<BlindSpot, { readonly kind: 'silent-source' }>;

/**
 * A source is silent when nothing has come from it in a stretch of time in which, a week before, at least three hours
 * had events: nights, weekends and closed hours are none of its silence. In its first week nothing is said of it.
 */
export const silenceOf = ({ id, lastAt, hours }: SourceRhythm, now: Instant): SilentSource | undefined => {
  if (now - lastAt < leastHours * hourMs || now - lastAt > goneAfterMs) return undefined;
  const missed = hours.filter((hour) => {
    const from = hour * hourMs + weekMs;
    return from > lastAt && from + hourMs <= now;
  });
  if (missed.length < leastHours) return undefined;
  return { kind: 'silent-source', source: id, since: lastAt, hours: missed.length };
};

/** Those that are missed most first. */
export const silentSources = async (
  rhythms: Collection<SourceRhythm>,
  now: Instant,
): Promise<readonly SilentSource[]> => {
  const silent: SilentSource[] = [];
  let after: string | undefined;
  for (let seen = 0; seen < maxSources; seen += pageSize) {
    const page = await rhythms.find({ index: 'newest-first', limit: pageSize, ...(after !== undefined && { after }) });
    silent.push(...page.documents.flatMap((rhythm) => silenceOf(rhythm, now) ?? []));
    after = page.next;
    if (after === undefined) break;
  }
  return silent.sort((one, other) => other.hours - one.hours);
};
