import type { Impact, Route } from '@baton/contracts';
import { day, hour, people } from './organisation.ts';
import { type CaseBody, Stage, type Whole } from './stage.ts';
import type { World } from './world.ts';

const impacts: readonly Impact[] = ['low', 'normal', 'normal', 'high', 'critical'];

/** One case as it really goes, from somebody's wish to its end, and sometimes on from there. */
export class Matter implements Whole {
  isOver = false;
  readonly id: string;
  readonly world: World;
  private readonly route: Route;
  private readonly customer: string;
  private readonly stages: readonly Stage[];

  constructor(world: World, id: string, route: Route) {
    this.world = world;
    this.id = id;
    this.route = route;
    this.customer = world.random.pick(people).id;
    this.stages = route.legs.map((leg) => new Stage(this, leg));
  }

  open(): void {
    const { world, route, customer } = this;
    const { random } = world;
    const needBy = random.chance(0.8) ? { needBy: world.now() + 2 * day + random.around(10 * day) } : {};
    const named = random.chance(0.97) ? { route: route.id } : {};
    const opening = { type: 'baton.case.opened.v1', actor: customer, title: this.id, customer } as const;
    if (random.chance(0.99)) this.say({ ...opening, ...named, ...needBy, impact: random.pick(impacts) });
    this.passOn(customer);
    if (random.chance(0.1)) world.later(random.around(3 * day), () => this.amend());
    if (random.chance(0.02)) world.later(random.around(6 * day), () => this.end('baton.case.cancelled.v1'));
    if (random.chance(0.02)) this.say({ type: 'baton.case.linked.v1', actor: customer, to: 'case 0' });
  }

  /** A deputy, a delegate or one on duty takes what is on offer to somebody else. */
  takeOver(legId: string, who: string): void {
    this.stages.find(({ leg }) => leg.id === legId)?.accept(who);
  }

  /** Now and then it was a mistake, which somebody notices. */
  say(body: CaseBody): string {
    const { world, id } = this;
    const fact = world.say({ caseId: id, ...body });
    const voided = { type: 'baton.fact.voided.v1', caseId: id, actor: this.customer, fact, reason: 'mistake' } as const;
    if (world.random.chance(0.003)) world.later(world.random.around(hour), () => world.say(voided));
    return fact;
  }

  /** When nothing is left to do the case is closed. */
  passOn(by: string): void {
    for (const stage of this.stages) if (stage.status === 'ahead' && this.canStart(stage)) stage.begin(by);
    const { random } = this.world;
    if (this.stages.every(({ status }) => status === 'done'))
      this.world.afterWork(this.customer, random.around(2 * hour), () => this.end('baton.case.closed.v1'));
  }

  private amend(): void {
    if (this.isOver) return;
    const { random } = this.world;
    const needBy = this.world.now() + random.around(8 * day);
    const change = random.chance(0.6) ? { needBy } : { items: ['amount', 'reason', 'papers'], impact: 'high' as const };
    this.say({ type: 'baton.case.amended.v1', actor: this.customer, ...change });
  }

  private end(type: 'baton.case.closed.v1' | 'baton.case.cancelled.v1'): void {
    if (this.isOver) return;
    const { random } = this.world;
    this.isOver = true;
    this.say({ type, actor: this.customer });
    if (random.chance(0.2)) this.say({ type: 'baton.case.feedback.v1', actor: this.customer, score: random.below(6) });
    if (random.chance(0.1)) this.say({ type: 'baton.case.confirmed.v1', actor: this.customer });
    if (random.chance(0.02)) this.world.later(random.around(4 * day), () => this.reopen());
  }

  private reopen(): void {
    const { random } = this.world;
    this.isOver = false;
    const needBy = random.chance(0.5) ? { needBy: this.world.now() + 3 * day } : {};
    this.say({ type: 'baton.case.reopened.v1', actor: this.customer, ...needBy });
    const stage = random.pick(this.stages);
    stage.offer(this.customer, stage.leg.party);
  }

  private canStart({ leg }: Stage): boolean {
    const index = this.route.legs.indexOf(leg);
    const before = leg.after ?? this.route.legs.slice(Math.max(0, index - 1), index).map(({ id }) => id);
    return this.stages.every((stage) => stage.status === 'done' || !before.includes(stage.leg.id));
  }
}
