import type {
  BatchSubscription,
  Bus,
  BusPosition,
  Consumer,
  Delivery,
  Lag,
  Outcome,
  Parked,
  Subscription,
} from '@baton/bus';
import { type CloudEvent, caseIdOf } from '@baton/contracts';
import { attribute, spanName } from './span-words.ts';
import { type Attributes, type Span, beginSpan, inSpan, isTraced, placeAmong } from './spans.ts';

/** As the conventions name it; the logs of one machine have no name there. */
export type BusSystem = 'kafka' | 'baton';

/** The same bus; with a span for what is sent and for what each reader does about it, if the process is traced. */
export const tracedBus = (bus: Bus, system: BusSystem): Bus => (isTraced() ? new TracedBus(bus, system) : bus);

/** A batch of more traces than this is a backlog: who reads it is not to be seen in each of them. */
const maxTraces = 100;

type BatchHandler = (batch: readonly Delivery[], position: BusPosition) => Promise<void>;

class TracedBus implements Bus {
  readonly #bus: Bus;
  readonly #system: BusSystem;

  constructor(bus: Bus, system: BusSystem) {
    this.#bus = bus;
    this.#system = system;
  }

  publish(topic: string, events: readonly CloudEvent[]): Promise<void> {
    const setting = {
      ...{ name: spanName.send(topic), kind: 'producer' as const },
      ...placeAmong(events.map(({ traceparent }) => traceparent)),
      attributes: { ...this.#operation('send', topic), ...contentsOf(events) },
    };
    return inSpan(setting, () => this.#bus.publish(topic, events));
  }

  consume(subscription: Subscription, handle: (delivery: Delivery) => Promise<Outcome>): Promise<Consumer> {
    return this.#bus.consume(subscription, (delivery) =>
      inSpan(this.#processing(subscription.group, delivery), async (span) => {
        const outcome = await handle(inTraceOf(span, delivery));
        span.say({ [attribute.outcome]: outcome.kind });
        if (outcome.kind === 'park') span.failed(outcome.reason);
        return outcome;
      }),
    );
  }

  /** One span for each trace in the batch; what belongs to none, as all that is read again in order to rebuild, has none. */
  consumeBatches(subscription: BatchSubscription, handle: BatchHandler): Promise<Consumer> {
    return this.#bus.consumeBatches(subscription, async (batch, position) => {
      const spans = this.#spansOf(subscription.reader, batch);
      try {
        await handle(
          spans.size === 0 ? batch : batch.map((one) => inTraceOf(spans.get(traceIdIn(one)), one)),
          position,
        );
      } catch (fault) {
        for (const span of spans.values()) span.failed(fault instanceof Error ? fault.message : String(fault));
        throw fault;
      } finally {
        for (const span of spans.values()) span.end();
      }
    });
  }

  quarantine(group?: string): Promise<readonly Parked[]> {
    return this.#bus.quarantine(group);
  }

  release(group: string, eventId: string, source: string): Promise<boolean> {
    return this.#bus.release(group, eventId, source);
  }

  lags(): Promise<readonly Lag[]> {
    return this.#bus.lags();
  }

  barrier(): Promise<void> {
    return this.#bus.barrier();
  }

  close(): Promise<void> {
    return this.#bus.close();
  }

  #spansOf(reader: string, batch: readonly Delivery[]): ReadonlyMap<string | undefined, Span> {
    const firsts = new Map<string, Delivery>();
    for (const delivery of batch) {
      const traceId = traceIdIn(delivery);
      if (traceId !== undefined && !firsts.has(traceId)) firsts.set(traceId, delivery);
    }
    if (firsts.size > maxTraces) return new Map();
    return new Map(Array.from(firsts, ([traceId, first]) => [traceId, beginSpan(this.#processing(reader, first))]));
  }

  #processing(group: string, { topic, event }: Delivery) {
    return {
      ...{ name: spanName.process(topic), kind: 'consumer' as const, parent: event.traceparent },
      attributes: { ...this.#operation('process', topic), [attribute.group]: group, ...contentsOf([event]) },
    };
  }

  #operation(operation: 'send' | 'process', topic: string): Attributes {
    return {
      [attribute.system]: this.#system,
      [attribute.destination]: topic,
      [attribute.operationName]: operation,
      [attribute.operationType]: operation,
    };
  }
}

const traceIdIn = ({ event: { traceparent } }: Delivery): string | undefined => traceparent?.split('-')[1];

const inTraceOf = (span: Span | undefined, delivery: Delivery): Delivery =>
  span?.traceparent === undefined
    ? delivery
    : { ...delivery, event: { ...delivery.event, traceparent: span.traceparent } };

const contentsOf = (events: readonly CloudEvent[]): Attributes => {
  const [event, ...others] = events;
  if (event === undefined || others.length > 0) return { [attribute.batchSize]: events.length };
  return {
    [attribute.eventId]: event.id,
    [attribute.eventSource]: event.source,
    [attribute.eventType]: event.type,
    [attribute.eventSubject]: event.subject,
    [attribute.caseId]: caseIdOf(event),
  };
};
