import { randomUUID } from 'node:crypto';
import type { Bus } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import type { Position } from '@baton/event-store';

/** How far each log has been put on the bus; the newest of each relay is kept for ever. */
export const relayTopic = 'baton.relay.v1';

const noticeType = 'baton.relay.advanced.v1';

interface Notice {
  readonly relay: string;
  readonly position?: Position;
}

/** What the relays of all processes say of themselves, read from the bus itself. */
export class RelayBoard {
  readonly #bus: Bus;
  readonly #positions = new Map<string, Position>();

  private constructor(bus: Bus) {
    this.#bus = bus;
  }

  /** Resolves when everything that was said before has been heard. */
  static async open(bus: Bus, reader: string): Promise<RelayBoard> {
    const board = new RelayBoard(bus);
    const greeting = randomUUID();
    const heard = Promise.withResolvers<void>();
    await board.#listen(reader, { greeting, heard });
    await bus.publish(relayTopic, [noticeEvent(greeting, { relay: `greeting-${reader}` })]);
    await heard.promise;
    return board;
  }

  /** How far the relay has come; undefined: it has said nothing yet. */
  position(relay: string): Position | undefined {
    return this.#positions.get(relay);
  }

  /** Others know of it when it resolves; this process at once. */
  async say(relay: string, position: Position): Promise<void> {
    await this.#bus.publish(relayTopic, [noticeEvent(randomUUID(), { relay, position })]);
    this.#positions.set(relay, position);
  }

  async #listen(
    reader: string,
    own: { readonly greeting: string; readonly heard: PromiseWithResolvers<void> },
  ): Promise<void> {
    const consumer = await this.#bus.consumeBatches({ reader, topics: [relayTopic], after: {} }, async (batch) => {
      for (const { event } of batch) {
        const { relay, position } = event.data as Notice;
        if (position !== undefined) this.#positions.set(relay, position);
        else if (event.id === own.greeting) own.heard.resolve();
      }
    });
    own.heard.promise.catch(() => undefined);
    consumer.failed.catch(own.heard.reject);
  }
}

const noticeEvent = (id: string, notice: Notice): CloudEvent => ({
  specversion: '1.0',
  id,
  source: '/baton/relay',
  type: noticeType,
  partitionkey: notice.relay,
  datacontenttype: 'application/json',
  data: notice,
});
