import type { CalendarDefinition } from '@baton/working-time';
import type { Matter } from './matter.ts';
import { calendars, hour, parties, policy, routes } from './organisation.ts';
import type { World } from './world.ts';

type Month = 'calendar' | 'policy' | 'route' | 'roster' | 'durations';
const kinds: readonly Month[] = ['calendar', 'policy', 'route', 'roster', 'durations'];

/** Publishes the rules and edits them while cases run. */
export class RuleOffice {
  private readonly world: World;
  private readonly matters: ReadonlyMap<string, Matter>;
  private version = 1;

  constructor(world: World, matters: ReadonlyMap<string, Matter>) {
    this.world = world;
    this.matters = matters;
  }

  publishAll(): void {
    for (const calendar of calendars) this.publishCalendar(calendar);
    this.world.say({ type: 'baton.people.roster-changed.v1', actor: 'hr', parties });
    for (const route of routes) this.world.say({ type: 'baton.rules.route-published.v1', actor: 'hr', route });
    this.world.say({ type: 'baton.rules.policy-published.v1', actor: 'hr', policy });
  }

  /** About one edit in ten days, a mistake withdrawn and a few cases migrated now and then. */
  day(): void {
    const { random } = this.world;
    if (!random.chance(0.1)) return;
    this.version++;
    this.edit(random.pick(kinds));
  }

  private edit(kind: Month): void {
    const { version, world } = this;
    const { random } = world;
    const hr = { actor: 'hr' } as const;
    switch (kind) {
      case 'calendar': {
        const calendar = random.pick(calendars);
        const daysOff = [...calendar.daysOff, new Date(world.now()).toISOString().slice(0, 10)];
        return this.publishCalendar({ ...calendar, revision: version, daysOff });
      }
      case 'policy': {
        const budgets = [{ leg: 'check', acceptBudget: (1 + random.below(6)) * hour }];
        const ladders = random.chance(0.5) ? policy.ladders : policy.ladders.slice(1);
        const changed = { ...policy, version, budgets, ladders, acknowledgeFor: (1 + random.below(4)) * hour };
        world.say({ type: 'baton.rules.policy-published.v1', ...hr, policy: changed });
        return;
      }
      case 'route':
        return this.editRoute();
      case 'roster': {
        const changed = parties.map((party) =>
          party.id === 'porters' ? { ...party, members: random.chance(0.5) ? ['p20', 'p21'] : [] } : party,
        );
        world.say({ type: 'baton.people.roster-changed.v1', ...hr, parties: changed });
        return;
      }
      case 'durations': {
        const learned = {
          route: 'purchase',
          leg: 'order',
          typical: random.around(4 * hour),
          quantile: 0.8,
          samples: 50,
        };
        const durations = { id: 'learned', version, entries: [learned, { ...learned, party: 'buyers' }] };
        world.say({ type: 'baton.rules.durations-learned.v1', ...hr, durations });
      }
    }
  }

  private editRoute(): void {
    const { version, world } = this;
    const { random } = world;
    const route = random.pick(routes);
    const legs = route.legs.map((leg) => ({ ...leg, acceptBudget: (1 + random.below(5)) * hour }));
    world.say({ type: 'baton.rules.route-published.v1', actor: 'hr', route: { ...route, version, legs } });
    const open = [...this.matters.values()].filter(({ isOver }) => !isOver).slice(0, 5);
    for (const matter of open)
      matter.say({ type: 'baton.case.migrated.v1', actor: 'hr', route: route.id, reason: 'new version' });
  }

  private publishCalendar(calendar: CalendarDefinition): void {
    this.world.say({ type: 'baton.rules.calendar-published.v1', actor: 'hr', calendar });
  }
}
