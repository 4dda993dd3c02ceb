import type { Instant } from './envelope.ts';

/** What Baton cannot see, and since when. */
export type BlindSpot =
  /** A publisher that has published in this stretch of the week before, and does not now. `hours`: in so many of them. */
  | { readonly kind: 'silent-source'; readonly source: string; readonly since: Instant; readonly hours: number }
  /** `validThrough`: the last day of which the calendar says anything, as a date. */
  | {
      readonly kind: 'calendar-past' | 'calendar-ending';
      readonly calendar: string;
      readonly validThrough: string;
    }
  /** What was due at `since` was decided at `until` only; without `until` it has not been yet. */
  | { readonly kind: 'late-sweep'; readonly since: Instant; readonly until?: Instant }
  /** What everybody is shown is that of `since`. */
  | { readonly kind: 'stale-read-models'; readonly since: Instant };

export type BlindSpotKind = BlindSpot['kind'];

export const blindSpotKinds: readonly BlindSpotKind[] = [
  'stale-read-models',
  'late-sweep',
  'silent-source',
  'calendar-past',
  'calendar-ending',
];

/** Instants are RFC 3339 text; `**` marks the decisive words. */
export interface BlindSpotView {
  readonly kind: BlindSpotKind;
  readonly source?: string;
  readonly calendar?: string;
  readonly validThrough?: string;
  readonly since?: string;
  readonly until?: string;
  /** The conclusion. */
  readonly title: string;
  /** What it means for who looks. */
  readonly detail: string;
}

export interface BlindSpotsView {
  readonly asOf: string;
  /** The most serious first. */
  readonly blindSpots: readonly BlindSpotView[];
}
