import type { Party } from '@baton/contracts';
import { quoted } from '../rule-problem.ts';
import type { RosterValue } from '../values/roster-value.ts';
import { type Findings, repeated, type RuleSet } from './rule-set.ts';

export function* rosterFindings({ parties, absences, delegations }: RosterValue, set: RuleSet): Findings {
  for (const [index, party] of parties.entries()) yield* partyFindings(party, `/parties/${index}`, set);
  const keys = absences.map(({ absence, party }) => `${absence} of ${party}`);
  yield* repeated(keys, (index) => `/absences/${index}/id`, 'an id that no absence of the party before has');
  for (const [index, { party }] of absences.entries()) yield* set.party(party, `/absences/${index}/party`);
  const ids = delegations.map(({ delegation }) => delegation);
  yield* repeated(ids, (index) => `/delegations/${index}/id`, 'an id that no delegation before has');
  const routes = set.of('route').map(({ value }) => value.id);
  for (const [index, { party, to, routes: named = [] }] of delegations.entries()) {
    const at = `/delegations/${index}`;
    yield* set.party(party, `${at}/party`);
    yield* set.party(to, `${at}/to`);
    if (party === to)
      yield { pointer: `${at}/to`, expected: 'another party than the one who hands over', found: quoted(to) };
    for (const [place, route] of named.entries())
      yield* set.named(route, routes, { pointer: `${at}/routes/${place}`, what: 'a route that is checked with it' });
  }
}

function* partyFindings(party: Party, at: string, set: RuleSet): Findings {
  const { id, kind, calendar, manager, members } = party;
  const calendars = set.calendars.keys();
  yield* set.named(calendar, calendars, { pointer: `${at}/calendar`, what: 'a calendar that is checked with it' });
  if (manager !== undefined) {
    yield* set.party(manager, `${at}/manager`);
    if (manager === id) yield { pointer: `${at}/manager`, expected: 'another party', found: quoted(manager) };
  }
  if (kind === 'person' && members !== undefined)
    yield { pointer: `${at}/members`, expected: 'no members of a person', found: quoted(members) };
  yield* repeated(members ?? [], (index) => `${at}/members/${index}`, 'each member once');
  for (const [index, member] of (members ?? []).entries()) yield* set.party(member, `${at}/members/${index}`);
}
