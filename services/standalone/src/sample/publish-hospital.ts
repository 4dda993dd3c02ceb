import type { Bus } from '@baton/bus';
import { referenceTopic } from '@baton/bus';
import { type CloudEvent, type ReferenceFact, eventOf } from '@baton/contracts';
import { zoneTransitions } from '@baton/service-kit';
import { type CalendarDefinition, type WorkingCalendar, compileCalendar } from '@baton/working-time';
import { sampleCalendar, sampleParties, sampleRoute } from './hospital.ts';

const calendar = (): CalendarDefinition => ({
  ...sampleCalendar,
  transitions: zoneTransitions(sampleCalendar.zone, Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)),
});

export const hospitalHours = (): WorkingCalendar => compileCalendar(calendar());

/** Calendar, roster and route of the sample hospital, as its administration would publish them. Harmless to repeat. */
export const publishHospital = async (bus: Bus, at: number): Promise<void> => {
  const header = { occurredAt: at, actor: 'A' };
  const facts: readonly ReferenceFact[] = [
    {
      id: '/sample/administration calendar',
      ...header,
      type: 'baton.rules.calendar-published.v1',
      calendar: calendar(),
    },
    { id: '/sample/administration roster', ...header, type: 'baton.people.roster-changed.v1', parties: sampleParties },
    { id: '/sample/administration route', ...header, type: 'baton.rules.route-published.v1', route: sampleRoute },
  ];
  const events: readonly CloudEvent[] = facts.map(eventOf);
  await bus.publish(referenceTopic, events);
};
