import type { BlindSpot } from '@baton/contracts';
import type { Key } from '../catalogues/en.ts';
import type { Speech } from '../speech.ts';
import type { Values } from '../texts.ts';

export interface BlindSpotWords {
  /** The conclusion; `**` marks the decisive words. */
  readonly title: string;
  /** What it means for who looks. */
  readonly detail: string;
}

/** `zone`: in which instants are said. */
export const blindSpotWords = (say: Speech, spot: BlindSpot, zone: string): BlindSpotWords => {
  const key = keyOf(spot);
  const values = valuesOf(spot, say.instants(zone).instant);
  return { title: say.text(key, values), detail: say.text(`${key}.detail`, values) };
};

type SpotKey = { readonly [K in Key]: K extends `blind.${infer Name}.detail` ? `blind.${Name}` : never }[Key];

const keyOf = (spot: BlindSpot): SpotKey =>
  spot.kind === 'late-sweep' && spot.until === undefined ? 'blind.late-sweep.now' : `blind.${spot.kind}`;

const valuesOf = (spot: BlindSpot, instant: (at: number) => string): Values => {
  switch (spot.kind) {
    case 'silent-source':
      return { source: spot.source, since: instant(spot.since), count: spot.hours };
    case 'calendar-past':
    case 'calendar-ending':
      return { calendar: spot.calendar, validThrough: spot.validThrough };
    case 'late-sweep':
      return { since: instant(spot.since), ...(spot.until !== undefined && { until: instant(spot.until) }) };
    case 'stale-read-models':
      return { since: instant(spot.since) };
  }
};
