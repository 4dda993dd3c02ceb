import { Type } from '@sinclair/typebox';
import { date, duration, flag, id, instant, items, line, oneOf, text, whole } from './schema-parts.ts';

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
});

const legSchema = Type.Object({
  id,
  title: line,
  titles: Type.Optional(Type.Record(Type.String(), line)),
  party: id,
  acceptBudget: Type.Optional(duration),
  finishBudget: Type.Optional(duration),
  typical: Type.Optional(duration),
  needs: items,
});

const handlingSchema = Type.Object({
  id,
  leg: id,
  kind: oneOf('deputy', 'skip-rule'),
  rule: line,
  ruleTitle: line,
  ruleTitles: Type.Optional(Type.Record(Type.String(), line)),
  class: oneOf('law', 'policy', 'standard'),
  mayGrant: Type.Array(id, { maxItems: 1000 }),
  to: Type.Optional(id),
});

const rungSchema = Type.Object({
  after: duration,
  elapsed: Type.Optional(flag),
  whom: oneOf('holder', 'giver', 'receiver', 'manager', 'owner'),
  channel: line,
});

export const routeSchema = Type.Object({
  id,
  version: whole,
  title: line,
  owner: id,
  legs: Type.Array(legSchema, { maxItems: 200 }),
  handlings: Type.Array(handlingSchema, { maxItems: 1000 }),
  ladder: Type.Array(rungSchema, { maxItems: 100 }),
});
