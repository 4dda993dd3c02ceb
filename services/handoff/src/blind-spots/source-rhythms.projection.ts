import type { Instant } from '@baton/contracts';
import type { Change, CollectionDefinition, Document } from '@baton/read-model';
import type { LedgerRow } from '../ledger-reader/ledger-row.ts';
import type { Lookup, Projection } from '../ledger-reader/projection.ts';

export const hourMs = 3_600_000;
export const weekMs = 168 * hourMs;

/** When a publisher has been heard of. Its id is the `source` of its events. */
export interface SourceRhythm extends Document {
  /** To the minute, as the ledger recorded it. */
  readonly lastAt: Instant;
  /** Minus `lastAt`: the newest come first. */
  readonly order: number;
  /** Numbers of the hours since 1970 in which there were events, within eight days before the last. */
  readonly hours: readonly number[];
}

export const sourceRhythms: CollectionDefinition = {
  name: 'source-rhythms',
  version: 1,
  reader: 'ledger-reader',
  indexes: [{ name: 'newest-first', fields: ['order'] }],
};

const keptHours = 8 * 24;
const minuteMs = 60_000;

/** Our own services publish when somebody acts: that nobody does is no silence. */
const isForeign = (source: string): boolean => !source.startsWith('/baton/');

const sourceOf = (event: string): string => event.slice(0, event.indexOf(' '));

const sourcesIn = ({ append: { facts, setAside = [] } }: LedgerRow): ReadonlySet<string> => {
  const events = [...facts.map(({ id }) => id), ...setAside.map(({ event }) => event)];
  return new Set(events.map(sourceOf).filter(isForeign));
};

export const sourceRhythmsProjection: Projection = {
  collection: sourceRhythms,

  looksUp: (row: LedgerRow) => sourcesIn(row),

  changes(row: LedgerRow, lookup: Lookup): readonly Change[] {
    const at = row.append.recordedAt;
    return [...sourcesIn(row)].flatMap((source) => {
      const known = lookup<SourceRhythm>(sourceRhythms.name, source);
      // A source that publishes all the time is written once a minute.
      if (known !== undefined && at < known.lastAt + minuteMs) return [];
      return [{ collection: sourceRhythms.name, kind: 'put', document: heardAt(source, at, known?.hours ?? []) }];
    });
  },
};

const heardAt = (id: string, at: Instant, hours: readonly number[]): SourceRhythm => {
  const hour = Math.floor(at / hourMs);
  const recent = hours.filter((one) => one > hour - keptHours && one !== hour);
  const lastAt = at - (at % minuteMs);
  return { id, lastAt, order: -lastAt, hours: [...recent, hour] };
};
