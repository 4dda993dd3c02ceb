import { expect, it } from '@jest/globals';
import { checkEvent } from './check-event.ts';

const absenceFrom = '2026-09-23T00:00:00Z';
const calendar = {
  id: 'office',
  revision: 1,
  zone: 'Asia/Shanghai',
  transitions: [{ at: '2000-01-01T00:00:00Z', offsetMinutes: 480 }],
  weekly: { mon: [['08:00', '12:00']] },
  daysOff: ['2026-10-01'],
  extraWorkdays: { '2026-10-10': 'mon' },
  special: { '2026-10-11': [['22:00', '06:00']] },
  source: '',
  hash: '',
  validThrough: '2026-12-31',
};
const delegation = { delegation: 'd', party: 'V', to: 'V2', from: absenceFrom, until: '2026-09-24T00:00:00Z' };
const party = { id: 'V', name: 'Zhang', kind: 'person', calendar: 'office' };
const absence = { absence: 'a', party: 'V', from: absenceFrom, until: '2026-09-24T00:00:00Z' };

const errorsOf = (type: string, data: object): string[] => {
  const checked = checkEvent({ specversion: '1.0', id: 'e', source: '/x', type, data });
  return checked.ok ? [] : checked.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`);
};
const ofCalendar = (change: object): string[] =>
  errorsOf('baton.rules.calendar-published.v1', { calendar: { ...calendar, ...change } });
const ofDelegation = (change: object): string[] =>
  errorsOf('baton.people.delegation-appointed.v1', { ...delegation, ...change });
it('takes rules that fit together', () => {
  expect(ofCalendar({})).toEqual([]);
  expect(errorsOf('baton.people.roster-changed.v1', { parties: [party] })).toEqual([]);
  expect(errorsOf('baton.people.absence-declared.v1', absence)).toEqual([]);
  expect([...ofDelegation({}), ...ofDelegation({ from: undefined }), ...ofDelegation({ until: undefined })]).toEqual(
    [],
  );
});

it.each<[object, string]>([
  [{ transitions: [] }, '/data/calendar/transitions: expected a list of 1 to 10000, got []'],
  [
    { transitions: [...calendar.transitions, { at: '1999-01-01T00:00:00Z', offsetMinutes: 0 }] },
    '/data/calendar/transitions/1/at: expected an instant after 2000-01-01T00:00:00Z, got "1999-01-01T00:00:00Z"',
  ],
  [
    { weekly: { mon: [['25:99', '12:00']] } },
    '/data/calendar/weekly/mon/0/0: expected a local time such as 08:00, got "25:99"',
  ],
  [
    { weekly: { mon: [['24:00', '08:00']] } },
    '/data/calendar/weekly/mon/0/0: expected a local time from 00:00 to 23:59, got "24:00"',
  ],
  [{ weekly: { funday: [] } }, '/data/calendar/weekly/funday: expected no such field, got []'],
  [
    { daysOff: ['9999-01-01'] },
    '/data/calendar/daysOff/0: expected a date of the years 1900 to 2199, got "9999-01-01"',
  ],
  [{ daysOff: ['2026-02-30'] }, '/data/calendar/daysOff/0: expected a date such as 2026-09-22, got "2026-02-30"'],
  [
    { special: { '2026-02-30': [] } },
    '/data/calendar/special/2026-02-30: expected a date of the years 1900 to 2199 as name, got "2026-02-30"',
  ],
])('refuses the calendar %j', (change, error) => {
  expect(ofCalendar(change)).toEqual([error]);
});

it.each<[object, string]>([
  [{ to: 'V' }, '/data/to: expected another party, got "V"'],
  [{ until: absenceFrom }, `/data/until: expected an instant after ${absenceFrom}, got "${absenceFrom}"`],
])('refuses the delegation %j', (change, error) => {
  expect(ofDelegation(change)).toEqual([error]);
});

it('refuses a silence of everything', () => {
  const silence = { silence: 's', matcher: {}, reason: 'The house moves.', until: absenceFrom };
  expect(errorsOf('baton.rules.silence-set.v1', silence)).toEqual([
    '/data/matcher: expected an object that is not empty, got {}',
  ]);
});

it('refuses an absence that ends before it begins, and a party that is in a roster twice', () => {
  expect(errorsOf('baton.people.absence-declared.v1', { ...absence, until: absence.from })).toEqual([
    '/data/until: expected an instant after 2026-09-23T00:00:00Z, got "2026-09-23T00:00:00Z"',
  ]);
  expect(errorsOf('baton.people.roster-changed.v1', { parties: [party, party] })).toEqual([
    '/data/parties/1/id: expected an id that is not in the list before, got "V"',
  ]);
});

it('refuses a team that is a member of itself', () => {
  expect(
    errorsOf('baton.people.roster-changed.v1', { parties: [party, { ...party, id: 'T', members: ['V', 'T'] }] }),
  ).toEqual(['/data/parties/1/members/1: expected another party, got "T"']);
});
