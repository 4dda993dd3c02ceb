import { type CloudEvent, type Party, type ReferenceFact, type Route, type RouteLeg, eventOf } from '@baton/contracts';
import type { CalendarDefinition } from '@baton/working-time';

const day = [['00:00', '24:00']] as const;

/** Open at all hours: what is due is due within the test. */
const calendar: CalendarDefinition = {
  id: 'always',
  revision: 1,
  zone: 'UTC',
  transitions: [{ at: 0, offsetMinutes: 0 }],
  weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day },
  daysOff: [],
  extraWorkdays: {},
  special: {},
  source: 'crash test',
  hash: 'crash-test-1',
  validThrough: '2099-12-31',
};

const parties: readonly Party[] = ['Q', 'E', 'H', 'V', 'A'].map((id) => ({
  id,
  name: id,
  kind: 'person',
  calendar: calendar.id,
  ...(id === 'A' ? {} : { manager: 'A' }),
}));

/** So short that legs stall and stop stalling all the time, before a kill and across it. */
const acceptBudgetMs = 200;
const finishBudgetMs = 400;

const leg = (id: string, party: string): RouteLeg => ({
  id,
  title: id,
  party,
  acceptBudget: acceptBudgetMs,
  finishBudget: finishBudgetMs,
  typical: 100,
  needs: [],
});

/** The name is the one that requests are raised on. */
const route: Route = {
  id: 'hospital-purchasing',
  version: 1,
  title: 'Hurried purchasing',
  owner: 'A',
  legs: [leg('diagnose', 'E'), leg('request', 'Q'), leg('department-signs', 'H'), leg('vice-president-signs', 'V')],
  handlings: [],
  ladder: [
    { after: 0, whom: 'holder', channel: 'console' },
    { after: 300, whom: 'manager', channel: 'console' },
  ],
};

/** Calendar, roster and route as their administration publishes them. */
export const hurriedHospital = (at: number): readonly CloudEvent[] => {
  const header = { occurredAt: at, actor: 'A' };
  const facts: readonly ReferenceFact[] = [
    { id: '/administration calendar', ...header, type: 'baton.rules.calendar-published.v1', calendar },
    { id: '/administration roster', ...header, type: 'baton.people.roster-changed.v1', parties },
    { id: '/administration route', ...header, type: 'baton.rules.route-published.v1', route },
  ];
  return facts.map(eventOf);
};
