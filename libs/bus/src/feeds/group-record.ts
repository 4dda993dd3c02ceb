import type { CloudEvent } from '@baton/contracts';
import type { BusPosition, Delivery, Parked } from '../bus.ts';

/** What one group remembers of its way. Changes are kept in the order in which they were made. */
export interface GroupProgress {
  position(): BusPosition;
  /** Everything of this feed up to `position` is done or parked. */
  moved(feed: string, position: string): void;
  /** How often the event was handed over and is not over yet. */
  attempts(event: CloudEvent): number;
  /** Counts one more hand-over; it survives a crash once this resolves. */
  began(event: CloudEvent): Promise<void>;
  /** Forgets the attempts, and the release that may have led to them. */
  ended(event: CloudEvent): void;
  park(parked: Parked): void;
  /** Resolves when all of the above survives a crash. */
  kept(): Promise<void>;
}

/** With what it gave up on. */
export interface GroupRecord extends GroupProgress {
  /** Oldest first. */
  parked(): readonly Parked[];
  /** Takes an event out of quarantine; it then counts as released until it has ended or is parked again. */
  release(eventId: string, source: string): Delivery | undefined;
  released(): readonly Delivery[];
}

export interface GroupRecords {
  group(name: string): GroupRecord;
  groups(): readonly string[];
}

export const identityOf = (source: string, id: string): string => `${source}\u0000${id}`;

export class InMemoryGroupRecord implements GroupRecord {
  readonly #position: Record<string, string> = {};
  readonly #attempts = new Map<string, number>();
  readonly #parked = new Map<string, Parked>();
  readonly #released = new Map<string, Delivery>();

  position(): BusPosition {
    return { ...this.#position };
  }

  moved(feed: string, position: string): void {
    this.#position[feed] = position;
  }

  attempts(event: CloudEvent): number {
    return this.#attempts.get(identityOf(event.source, event.id)) ?? 0;
  }

  async began(event: CloudEvent): Promise<void> {
    this.#attempts.set(identityOf(event.source, event.id), this.attempts(event) + 1);
  }

  /** Sets the attempts of the event with this `identityOf`, as they were kept. */
  restore(identity: string, attempts: number): void {
    this.#attempts.set(identity, attempts);
  }

  ended(event: CloudEvent): void {
    const identity = identityOf(event.source, event.id);
    this.#attempts.delete(identity);
    this.#released.delete(identity);
  }

  park(parked: Parked): void {
    const { event } = parked.delivery;
    this.ended(event);
    this.#parked.set(identityOf(event.source, event.id), parked);
  }

  parked(): readonly Parked[] {
    return [...this.#parked.values()];
  }

  release(eventId: string, source: string): Delivery | undefined {
    const identity = identityOf(source, eventId);
    const delivery = this.#parked.get(identity)?.delivery;
    if (delivery === undefined) return undefined;
    this.#parked.delete(identity);
    this.#released.set(identity, delivery);
    this.#attempts.set(identity, delivery.attempts);
    return delivery;
  }

  released(): readonly Delivery[] {
    return [...this.#released.values()];
  }

  async kept(): Promise<void> {}
}

export class InMemoryGroupRecords implements GroupRecords {
  readonly #groups = new Map<string, GroupRecord>();

  group(name: string): GroupRecord {
    const known = this.#groups.get(name) ?? new InMemoryGroupRecord();
    this.#groups.set(name, known);
    return known;
  }

  groups(): readonly string[] {
    return [...this.#groups.keys()];
  }
}
