import { Type } from '@sinclair/typebox';
import {
  date,
  duration,
  flag,
  id,
  impact,
  instant,
  items,
  line,
  oneOf,
  stallKind,
  text,
  whole,
} from './schema-parts.ts';

const localTime = Type.String({ pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$|^24:00$' });
const hours = Type.Array(Type.Tuple([localTime, localTime]), { maxItems: 100 });
const weekday = oneOf('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');
const localDate = Type.String({ pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$' });
const optionalHours = Type.Optional(hours);

export const calendarSchema = Type.Object({
  id,
  revision: whole,
  zone: line,
  transitions: Type.Array(Type.Object({ at: instant, offsetMinutes: Type.Number({ minimum: -1440, maximum: 1440 }) }), {
    minItems: 1,
    maxItems: 10_000,
  }),
  weekly: Type.Object(
    {
      mon: optionalHours,
      tue: optionalHours,
      wed: optionalHours,
      thu: optionalHours,
      fri: optionalHours,
      sat: optionalHours,
      sun: optionalHours,
    },
    { additionalProperties: false },
  ),
  daysOff: Type.Array(date, { maxItems: 10_000 }),
  extraWorkdays: Type.Record(localDate, weekday, { additionalProperties: false }),
  special: Type.Record(localDate, hours, { additionalProperties: false }),
  source: text,
  hash: text,
  validThrough: date,
});

export const partySchema = Type.Object({
  id,
  name: line,
  names: Type.Optional(Type.Record(Type.String(), line)),
  kind: oneOf('person', 'role', 'team'),
  calendar: id,
  manager: Type.Optional(id),
  members: Type.Optional(Type.Array(id, { maxItems: 1000 })),
});

const legIds = Type.Array(id, { maxItems: 200 });
const provenance = { source: Type.Optional(text), hash: Type.Optional(text) };
const budgets = {
  acceptBudget: Type.Optional(duration),
  finishBudget: Type.Optional(duration),
  progressInterval: Type.Optional(duration),
};

const legSchema = Type.Object({
  id,
  title: line,
  titles: Type.Optional(Type.Record(Type.String(), line)),
  party: id,
  after: Type.Optional(legIds),
  ...budgets,
  elapsed: Type.Optional(flag),
  typical: Type.Optional(duration),
  needs: items,
});

const handlingSchema = Type.Object({
  id,
  leg: id,
  kind: oneOf('deputy', 'other-holder', 'parallel', 'expedite', 'skip-rule', 'escalate'),
  rule: line,
  ruleTitle: line,
  ruleTitles: Type.Optional(Type.Record(Type.String(), line)),
  class: oneOf('law', 'policy', 'standard'),
  mayGrant: Type.Array(id, { maxItems: 1000 }),
  approval: Type.Optional(oneOf('before', 'after')),
  to: Type.Optional(id),
  with: Type.Optional(id),
  typical: Type.Optional(duration),
});

const rungSchema = Type.Object({
  after: duration,
  elapsed: Type.Optional(flag),
  whom: oneOf('holder', 'giver', 'receiver', 'manager', 'giver-manager', 'owner', 'on-duty', 'special-handling'),
  group: Type.Optional(id),
  channel: line,
});
const rungs = Type.Array(rungSchema, { maxItems: 100 });

export const routeSchema = Type.Object({
  id,
  version: whole,
  ...provenance,
  title: line,
  owner: id,
  policy: Type.Optional(id),
  legs: Type.Array(legSchema, { maxItems: 200 }),
  handlings: Type.Array(handlingSchema, { maxItems: 1000 }),
  ladder: rungs,
});

export const policySchema = Type.Object({
  id,
  version: whole,
  ...provenance,
  budgets: Type.Optional(Type.Array(Type.Object({ leg: id, ...budgets }), { maxItems: 1000 })),
  ladders: Type.Array(
    Type.Object({
      kinds: Type.Optional(Type.Array(stallKind, { maxItems: 20 })),
      impacts: Type.Optional(Type.Array(impact, { maxItems: 20 })),
      rungs,
    }),
    { maxItems: 100 },
  ),
  runaround: Type.Optional(
    Type.Object({
      hops: Type.Optional(Type.Integer({ minimum: 1 })),
      returns: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
  ),
  acknowledgeFor: Type.Optional(duration),
});

export const durationsSchema = Type.Object({
  id,
  version: whole,
  ...provenance,
  entries: Type.Array(
    Type.Object({
      route: id,
      leg: id,
      party: Type.Optional(id),
      typical: duration,
      quantile: Type.Number({ minimum: 0, maximum: 1 }),
      samples: whole,
    }),
    { maxItems: 10_000 },
  ),
});

export const matcherSchema = Type.Object(
  {
    caseId: Type.Optional(id),
    route: Type.Optional(id),
    leg: Type.Optional(id),
    kind: Type.Optional(stallKind),
    party: Type.Optional(id),
    impact: Type.Optional(impact),
  },
  { additionalProperties: false, minProperties: 1 },
);
