import { randomUUID } from 'node:crypto';
import { type CaseFact, type CloudEvent, type Party, type ReferenceFact, type Route, eventOf } from '@baton/contracts';
import type { CalendarDefinition } from '@baton/working-time';

const hour = 3_600_000;
const bytesAnEvent = 500;
/** So many cases are under way side by side. */
const sideBySide = 2_000;
const day = [['00:00', '24:00']] as const;

/** Open at all hours, so that it does not matter when the bench runs. */
const calendar: CalendarDefinition = {
  ...{ id: 'always', revision: 1, zone: 'UTC', transitions: [{ at: 0, offsetMinutes: 0 }] },
  weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day },
  ...{ daysOff: [], extraWorkdays: {}, special: {}, source: 'bench', hash: 'bench', validThrough: '2099-12-31' },
};

const parties: readonly Party[] = Array.from({ length: 120 }, (_, n) => ({
  ...{ id: `person-${n}`, name: `Person ${n}`, kind: 'person', calendar: calendar.id },
}));

const legs = ['check', 'sign', 'pay'];
const budgets = { acceptBudget: 4 * hour, finishBudget: 8 * hour, typical: 2 * hour, needs: [] };

const route: Route = {
  ...{ id: 'purchase', version: 1, title: 'Purchase', owner: 'person-0', handlings: [] },
  legs: legs.map((id, n) => ({ id, title: id, party: `person-${n}`, ...budgets })),
  ladder: [
    { after: 0, whom: 'receiver', channel: 'console' },
    { after: 4 * hour, whom: 'owner', channel: 'console' },
  ],
};

/** Calendar, roster and route as their administration publishes them. */
export const rulesOf = (at: number): readonly CloudEvent[] => {
  const header = { occurredAt: at, actor: 'person-0' };
  const facts: readonly ReferenceFact[] = [
    { id: '/administration calendar', ...header, type: 'baton.rules.calendar-published.v1', calendar },
    { id: '/administration roster', ...header, type: 'baton.people.roster-changed.v1', parties },
    { id: '/administration route', ...header, type: 'baton.rules.route-published.v1', route },
  ];
  return facts.map(eventOf);
};

/** Opened, offered, accepted and completed on each of three legs, closed: eleven steps. */
const story = [
  { type: 'baton.case.opened.v1' },
  ...legs.flatMap((leg) => [
    { type: 'baton.handoff.offered.v1', leg } as const,
    { type: 'baton.handoff.accepted.v1', leg } as const,
    { type: 'baton.handoff.completed.v1', leg } as const,
  ]),
  { type: 'baton.case.closed.v1' },
] as const;

/** In one case of ten the first offer waits for longer than its budget: a stall is raised, and cleared again. */
const waits = (ordinal: number, step: number): number => (ordinal % 10 === 0 && step < 2 ? 5 * hour : 0);

const eventAt = (caseId: string, ordinal: number, step: number): CloudEvent => {
  const occurredAt = Date.now() - waits(ordinal, step);
  const what = story[step]!;
  const receiver = `person-${(ordinal * 7 + Math.floor((step - 1) / 3)) % parties.length}`;
  const desk = what.type === 'baton.case.opened.v1' || what.type === 'baton.handoff.offered.v1';
  const header = { id: `/bench ${caseId}-${step}`, caseId, occurredAt, actor: desk ? 'person-0' : receiver };
  const opening = {
    title: `Purchase ${ordinal}`,
    customer: 'person-0',
    route: route.id,
    needBy: occurredAt + 200 * hour,
  };
  return padded(
    eventOf({
      ...{ ...header, ...what },
      ...(what.type === 'baton.case.opened.v1' ? opening : {}),
      ...(what.type === 'baton.handoff.offered.v1' ? { to: receiver } : {}),
    } as CaseFact),
  );
};

const padded = (event: CloudEvent): CloudEvent => {
  const missing = bytesAnEvent - JSON.stringify({ ...event, data: { ...(event.data as object), note: '' } }).length;
  return { ...event, data: { ...(event.data as object), note: '-'.repeat(Math.max(missing, 0)) } };
};

/** Events a case of which everything is told. */
export const stepsACase = story.length;

/** The first `steps` of what becomes of so many cases, 500 bytes each, those of many cases side by side. */
export const casesOf = (count: number, steps: number = stepsACase): readonly CloudEvent[] => {
  const ids = Array.from({ length: count }, () => randomUUID());
  const events: CloudEvent[] = [];
  for (let from = 0; from < count; from += sideBySide)
    for (let step = 0; step < steps; step += 1)
      for (let ordinal = from; ordinal < Math.min(from + sideBySide, count); ordinal += 1)
        events.push(eventAt(ids[ordinal]!, ordinal, step));
  return events;
};
