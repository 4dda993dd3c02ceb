import type { RouteLeg } from '@baton/contracts';

const limits = { hops: 3, returns: 2 };

/** One leg in the reference model. */
export class Leg {
  state: 'ahead' | 'offered' | 'held' | 'completed' = 'ahead';
  /** While on offer: where it stands if nobody takes it. */
  before: 'ahead' | 'held' | 'completed' = 'ahead';
  giver = '';
  /** From whom its holder has it. */
  heldFrom = '';
  receiver = '';
  holder = '';
  wasOffered = false;
  validUntil: number | undefined;
  /** Nothing that has to be done within some time counts until then. */
  pausedUntil = 0;
  /** How often it was offered, taken, worked on: the same number means the same wait. */
  offers = 0;
  holds = 0;
  works = 0;
  /** Since which time, of all the times that something was missing or it went around. */
  missing: number | undefined;
  around: number | undefined;
  readonly demanded = new Set<string>();
  readonly definition: RouteLeg;
  private path: string[] = [];
  private hops = 0;

  constructor(definition: RouteLeg) {
    this.definition = definition;
  }

  isHeld(): boolean {
    return this.state === 'held' || (this.state === 'offered' && this.before === 'held');
  }

  /** Also while offering it on to another. */
  isHeldBy(party: string): boolean {
    return this.isHeld() && this.holder === party && (this.state === 'held' || this.receiver !== party);
  }

  /** One party sends it back; it had come back to that party first if another was asked in vain meanwhile. */
  hop(by: string, to: string | undefined, serial: number): void {
    if (this.hops === 0) this.path = [by];
    this.hops++;
    this.visit(by, serial);
    if (to !== undefined) this.visit(to, serial);
  }

  /** It goes from one holder to the next. */
  pass(from: string, to: string, serial: number): void {
    if (this.hops === 0) this.path = [from];
    this.hops++;
    this.visit(to, serial);
  }

  /** Whoever was asked sends the asker on to another. */
  refer(by: string, to: string, serial: number): void {
    const isAsked = this.state !== 'ahead' && this.receiver !== '';
    if (this.hops === 0) this.path = [isAsked ? this.receiver : by];
    this.hops++;
    this.visit(by, serial);
    this.visit(to, serial);
  }

  /** Somebody is asked; counts once it was sent on. */
  visit(party: string, serial: number): void {
    if (this.hops === 0) return;
    if (this.path.at(-1) !== party) this.path.push(party);
    const returns = this.path.filter((one, index) => this.path.indexOf(one) < index).length;
    if (this.hops >= limits.hops || returns >= limits.returns) this.around ??= serial;
  }

  /** A leg was completed: whatever went around before has come to something. */
  arrive(): void {
    this.hops = 0;
    this.around = undefined;
  }
}
