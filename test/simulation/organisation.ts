import type { Handling, Party, Policy, Rung, Route, RouteLeg } from '@baton/contracts';
import { zoneTransitions } from '@baton/service-kit';
import type { CalendarDefinition } from '@baton/working-time';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
/** A Monday. */
export const firstDay = Date.parse('2026-01-05T00:00:00Z');

type Hours = readonly (readonly [string, string])[];
const definition = (id: string, zone: string, weekly: CalendarDefinition['weekly']): CalendarDefinition => ({
  ...{ id, revision: 1, zone, weekly, source: 'simulation', hash: id, validThrough: '2026-12-31' },
  transitions: zoneTransitions(zone, firstDay - 30 * day, firstDay + 800 * day),
  daysOff: ['2026-04-03', '2026-05-01', '2026-12-25'],
  extraWorkdays: { '2026-05-02': 'mon' },
  special: { '2026-12-24': [['09:00', '12:00']] },
});
const everyDay = (hours: Hours, days: readonly string[]): CalendarDefinition['weekly'] =>
  Object.fromEntries(days.map((name) => [name, hours]));

const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'];
const office = everyDay(
  [
    ['09:00', '12:30'],
    ['13:15', '17:30'],
  ],
  workdays,
);
/** An office whose zone changes its clocks, two shifts, a night shift across midnight, and one without changes. */
export const calendars: readonly CalendarDefinition[] = [
  definition('office', 'Europe/Berlin', office),
  definition('plant', 'Europe/Berlin', everyDay([['06:00', '22:00']], [...workdays, 'sat'])),
  definition('nights', 'America/New_York', everyDay([['22:00', '06:00']], workdays)),
  definition('branch', 'Asia/Shanghai', office),
];

const person = (index: number): Party => ({
  ...{ id: `p${index}`, name: `Person ${index}`, kind: 'person', manager: `m${index % 4}` },
  calendar: ['office', 'office', 'office', 'plant', 'nights', 'branch'][index % 6]!,
});
const party = (id: string, more: Partial<Party> = {}): Party => ({
  ...{ id, name: id, kind: 'person', calendar: 'office' },
  ...more,
});
export const people: readonly Party[] = Array.from({ length: 40 }, (_, index) => person(index));
const members = (from: number, count: number): string[] => people.slice(from, from + count).map(({ id }) => id);
export const groups: readonly Party[] = [
  party('desk', { kind: 'team', members: members(0, 6), manager: 'm0' }),
  party('buyers', { kind: 'role', members: members(6, 4), manager: 'm1' }),
  party('payers', { kind: 'role', members: members(10, 3), manager: 'm2' }),
  party('porters', { kind: 'role', members: [], manager: 'm3' }),
];
export const managers = ['m0', 'm1', 'm2', 'm3'];
export const parties: readonly Party[] = [
  ...people,
  ...groups,
  ...managers.map((id) => party(id, { manager: 'owner' })),
  party('owner'),
];

const leg = (id: string, who: string, more: Partial<RouteLeg> = {}): RouteLeg => ({
  ...{ id, title: id, party: who, needs: [], acceptBudget: 4 * hour, finishBudget: 8 * hour, typical: 3 * hour },
  ...more,
});
const ladder: readonly Rung[] = [
  { after: 0, whom: 'receiver', channel: 'console' },
  { after: 2 * hour, whom: 'on-duty', group: 'desk', channel: 'telephone' },
  { after: 4 * hour, whom: 'manager', channel: 'console' },
  { after: 8 * hour, whom: 'special-handling', channel: 'console' },
  { after: 2 * day, elapsed: true, whom: 'owner', channel: 'console' },
];
const handling = (id: string, of: string, more: Partial<Handling>): Handling => ({
  ...{ id, leg: of, kind: 'expedite', rule: id, ruleTitle: id, class: 'policy', mayGrant: managers },
  ...more,
});

const route = (id: string, legs: readonly RouteLeg[], handlings: readonly Handling[]): Route => ({
  ...{ id, version: 1, title: id, owner: 'owner', legs, handlings, ladder },
});
/** One after the other, quick with progress asked for, and with two places where legs run beside each other. */
export const routes: readonly Route[] = [
  route(
    'purchase',
    [
      leg('check', 'desk'),
      leg('sign', 'm1', { needs: ['amount', 'reason'], typical: hour }),
      leg('order', 'buyers', { needs: ['signature'] }),
      leg('pay', 'payers', { acceptBudget: 2 * hour, typical: hour }),
      leg('deliver', 'p13', { elapsed: true, finishBudget: 5 * day, typical: 2 * day }),
    ],
    [
      handling('deputy', 'sign', { kind: 'deputy', to: 'm2', mayGrant: ['owner'] }),
      handling('alone', 'pay', { kind: 'skip-rule', class: 'law', mayGrant: [] }),
      handling('rush', 'deliver', { class: 'standard', typical: day, approval: 'after' }),
    ],
  ),
  route(
    'incident',
    [
      leg('triage', 'desk', { acceptBudget: hour, finishBudget: 2 * hour, typical: hour }),
      leg('solve', 'p14', { acceptBudget: 2 * hour, progressInterval: 4 * hour, finishBudget: 16 * hour }),
      leg('check', 'p15', { typical: hour }),
    ],
    [handling('other', 'solve', { kind: 'other-holder', to: 'p16', class: 'standard', mayGrant: [] })],
  ),
  route(
    'hiring',
    [
      leg('advertise', 'p17', { after: [] }),
      leg('screen', 'p18', { after: ['advertise'], needs: ['papers'] }),
      leg('budget', 'payers', { after: ['advertise'] }),
      leg('interview', 'p19', { after: ['screen', 'budget'], typical: 6 * hour }),
      leg('payroll', 'payers', { after: ['interview'] }),
      leg('equip', 'porters', { after: ['interview'] }),
    ],
    [handling('beside', 'interview', { kind: 'parallel', with: 'budget' })],
  ),
];

export const policy: Policy = {
  ...{ id: 'default', version: 1, acknowledgeFor: 3 * hour, runaround: { hops: 3, returns: 2 } },
  budgets: [{ leg: 'check', acceptBudget: 3 * hour }],
  ladders: [
    { kinds: ['forecast', 'missed'], rungs: [{ after: 0, whom: 'holder', channel: 'console' }, ...ladder.slice(2)] },
    { impacts: ['critical'], rungs: [{ after: 0, whom: 'giver-manager', channel: 'telephone' }, ...ladder] },
  ],
};
