import { type Static, Type } from '@sinclair/typebox';
import { byLanguage, closed, id, instant, line, list, oneOf } from './form-parts.ts';

const party = closed(
  {
    id: id('Names the party; routes name it.'),
    name: line('What people read.'),
    names: byLanguage('The name in other languages.'),
    kind: Type.Optional(oneOf('Without this: a person.', ['person', 'role', 'team'])),
    calendar: Type.Optional(id('Whose working time counts. Without this: the calendar of the roster.')),
    manager: Type.Optional(id('Who is called when the party does not move.')),
    members: Type.Optional(list(id('A party'), { maxItems: 1000 }, 'Of a team or a role. []: the role is vacant.')),
  },
  'A person, a role or a team',
);

const absence = closed(
  {
    id: id('Names this absence of the party; the same id again changes it.'),
    party: id('Who is away.'),
    from: instant('From when.'),
    until: instant('Until when; then the party is there again.'),
    cause: Type.Optional(line('Why, for people to read.')),
  },
  'A span in which a party is away, whatever the hours',
);

const delegation = closed(
  {
    id: id('Names this delegation; the same id again changes it, and it must be accepted anew.'),
    party: id('Who hands over.'),
    to: id('Who stands in, once they have accepted it.'),
    from: Type.Optional(instant('From when; without this: at once.')),
    until: Type.Optional(instant('Until when; without this: until it is revoked.')),
    routes: Type.Optional(
      list(id('A route'), { minItems: 1, maxItems: 1000 }, 'Only for legs of these routes; without this: for all.'),
    ),
  },
  'Who stands in for whom',
);

export const rosterForm = closed(
  {
    kind: Type.Literal('roster', { description: 'This document is a roster.' }),
    calendar: Type.Optional(id('The calendar of every party that names none.')),
    parties: list(party, { maxItems: 10_000 }, 'Persons, roles and teams.'),
    absences: Type.Optional(list(absence, { maxItems: 10_000 }, 'Who is away.')),
    delegations: Type.Optional(list(delegation, { maxItems: 10_000 }, 'Who stands in for whom.')),
  },
  'Who there is',
);

export type RosterForm = Static<typeof rosterForm>;
export type PartyForm = Static<typeof party>;
