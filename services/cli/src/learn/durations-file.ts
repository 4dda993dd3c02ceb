import { stringify } from 'yaml';
import type { LearnedDurations } from '@baton/contracts';

const minuteMs = 60_000;

/** Learned durations as a file of rules; times to the hundredth of a minute. */
export const durationsFile = ({ id, version, entries }: LearnedDurations): string =>
  stringify({
    ...{ kind: 'durations', id, version },
    entries: entries.map(({ route, leg, party, typical, quantile, samples }) => ({
      ...{ route, leg },
      ...(party === undefined ? {} : { party }),
      ...{ typical: `${Number((typical / minuteMs).toFixed(2))} min`, quantile, samples },
    })),
  });
