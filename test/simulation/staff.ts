import type { Decision } from '@baton/contracts';
import type { Matter } from './matter.ts';
import { day, hour, managers, people } from './organisation.ts';
import type { World } from './world.ts';

type Rung = Extract<Decision, { type: 'rung-fired' }>;
type Proposal = Extract<Decision, { type: 'options-proposed' }>;

/** What people do beside their cases: they go away, stand in for each other, and answer when they are called. */
export class Staff {
  private readonly world: World;
  private readonly matters: ReadonlyMap<string, Matter>;
  private serial = 0;

  constructor(world: World, matters: ReadonlyMap<string, Matter>) {
    this.world = world;
    this.matters = matters;
  }

  /** Who goes away from today on. */
  day(): void {
    for (const { id } of people) if (this.world.random.chance(0.02)) this.leave(id);
    for (const id of managers) if (this.world.random.chance(0.01)) this.leave(id);
    if (this.world.random.chance(0.15)) this.silence();
  }

  /** What the engine says reaches people. */
  hear(decision: Decision): void {
    const { random } = this.world;
    if (decision.type === 'rung-fired' && decision.silenced === undefined && random.chance(0.2)) this.answer(decision);
    if (decision.type === 'options-proposed' && random.chance(0.3)) this.grant(decision);
  }

  private leave(who: string): void {
    const { world } = this;
    const { random } = world;
    const absence = `leave ${this.serial++}`;
    const from = world.now() + (random.chance(0.5) ? random.around(5 * day) : 0);
    const until = from + random.around(3 * day) + hour;
    const known = { absence, party: who, actor: 'hr', from, until };
    world.presence.leave(who, { from, until });
    world.say({ type: 'baton.people.absence-declared.v1', ...known });
    if (random.chance(0.1)) world.say({ type: 'baton.people.absence-declared.v1', ...known, until: until + day });
    if (random.chance(0.3)) this.appoint(who, until);
    if (!random.chance(0.2)) return;
    world.later(until - world.now() - hour, () => {
      world.presence.comeBack(who, world.now());
      world.say({ type: 'baton.people.absence-ended.v1', absence, party: who, actor: who });
    });
  }

  private appoint(who: string, until: number): void {
    const { world } = this;
    const { random } = world;
    const delegation = `proxy ${this.serial++}`;
    const to = random.pick(people).id;
    const end = random.chance(0.5) ? { until } : {};
    world.say({ type: 'baton.people.delegation-appointed.v1', actor: who, delegation, party: who, to, ...end });
    world.afterWork(to, random.around(hour), () => {
      if (random.chance(0.8)) world.say({ type: 'baton.people.delegation-accepted.v1', actor: to, delegation });
    });
    const revoked = { type: 'baton.people.delegation-revoked.v1', actor: who, delegation } as const;
    world.later(until - world.now(), () => world.say(revoked));
  }

  private silence(): void {
    const { world } = this;
    const { random } = world;
    const silence = `silence ${this.serial++}`;
    const matcher = random.pick([{ party: random.pick(people).id }, { kind: 'idle' as const }, { route: 'incident' }]);
    const until = world.now() + random.around(day);
    world.say({ type: 'baton.rules.silence-set.v1', actor: 'm0', silence, matcher, reason: 'known', until });
    const ended = { type: 'baton.rules.silence-ended.v1', actor: 'm0', silence } as const;
    if (random.chance(0.5)) world.later(random.around(day), () => world.say(ended));
  }

  private answer({ caseId, whom, kind, leg }: Rung): void {
    const { world } = this;
    const { random } = world;
    const by = random.pick(whom);
    world.afterWork(by, random.around(hour), () => {
      const stall = { caseId, kind, actor: by, ...(leg === undefined ? {} : { leg }) };
      const until = world.now() + random.around(8 * hour);
      if (random.chance(0.15)) {
        world.say({ type: 'baton.stall.snoozed.v1', ...stall, until });
        return;
      }
      world.say({ type: 'baton.stall.acknowledged.v1', ...stall, ...(random.chance(0.3) ? { until } : {}) });
      if (random.chance(0.1))
        world.later(random.around(hour), () => world.say({ type: 'baton.stall.acknowledgement-ended.v1', ...stall }));
    });
  }

  private grant({ caseId, leg, options }: Proposal): void {
    const { world } = this;
    const { random } = world;
    const { handling, to, mayGrant } = random.pick(options);
    const actor = random.chance(0.9) ? (mayGrant[0] ?? 'owner') : 'p0';
    const special = { caseId, leg: leg!, handling, actor };
    world.afterWork(actor, random.around(hour), () => {
      const isGranted = random.chance(0.8);
      if (!isGranted) {
        world.say({ type: 'baton.special-handling.refused.v1', ...special, reason: 'no' });
        return;
      }
      world.say({ type: 'baton.special-handling.granted.v1', ...special, reason: 'urgent' });
      world.say({ type: 'baton.special-handling.carried-out.v1', ...special, ...(to === undefined ? {} : { to }) });
      if (to !== undefined)
        world.afterWork(to, random.around(hour), () => this.matters.get(caseId)?.takeOver(leg!, to));
    });
  }
}
