import { type Static, Type } from '@sinclair/typebox';
import { closed, day, duration, id, list, version } from './form-parts.ts';

const entry = closed(
  {
    route: id('A route.'),
    leg: id('A leg of it.'),
    party: Type.Optional(id('Only when this party runs it; without this: whoever does.')),
    typical: duration('How long it took.'),
    quantile: Type.Number({
      minimum: 0,
      maximum: 1,
      errorMessage: 'a number from 0 to 1',
      description: 'The part of the samples that took no longer.',
    }),
    samples: version('How many there were.'),
  },
  'How long one leg takes',
);

export const durationsForm = closed(
  {
    kind: Type.Literal('durations', { description: 'This document holds learned durations.' }),
    id: id('Names them.'),
    version: version('Raise it with every change.'),
    day,
    entries: list(entry, { maxItems: 10_000 }, 'They count instead of the typical times of the routes.'),
  },
  'How long legs took',
);

export type DurationsForm = Static<typeof durationsForm>;
