import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Bus, type Delivery, InMemoryBus, type Outcome } from '@baton/bus';
import type { CloudEvent, Metadata } from '@baton/contracts';
import { InMemoryEventStore, type StoredEvent } from '@baton/event-store';
import { ManualClock } from '../clock.ts';
import { CommandRunner } from '../command-runner.ts';
import { atMostEvery, wantsTracing } from './open-tracing.ts';
import { RecordedSpans } from './recorded-spans.fixture.ts';
import { beginSpan, inSpan, placeAmong, traceWith } from './spans.ts';
import { tracedBus } from './traced-bus.ts';

const trace = (digit: string, span = '1'): string => `00-${digit.repeat(32)}-${span.padStart(16, '0')}-01`;
const topic = 'baton.events.v1';
const event = (id: string, traceparent?: string): CloudEvent => ({
  ...{ specversion: '1.0', id, source: '/x', type: 't.v1', partitionkey: `c${id}` },
  ...(traceparent !== undefined && { traceparent }),
});

let spans: RecordedSpans;
beforeEach(() => {
  spans = new RecordedSpans();
  traceWith(spans);
});
afterEach(() => traceWith(undefined));

describe('the bus', () => {
  /** One that forgets what an event says of its trace. */
  class Forgetful extends InMemoryBus {
    override publish(to: string, events: readonly CloudEvent[]): Promise<void> {
      return super.publish(
        to,
        events.map(({ traceparent: _, ...rest }) => rest),
      );
    }
  }

  /** Whether who reacts to an event is in the trace of who has sent it. */
  const keepsTheTrace = async (bus: InMemoryBus): Promise<boolean> => {
    const traced: Bus = tracedBus(bus, 'baton');
    const heard: (string | undefined)[] = [];
    await traced.consume({ group: 'g', topics: [topic] }, async (delivery): Promise<Outcome> => {
      heard.push(delivery.event.traceparent);
      return { kind: 'done' };
    });
    await traced.publish(topic, [event('1', trace('a'))]);
    await bus.barrier();
    await bus.close();
    const processing = spans.all.find(({ kind }) => kind === 'consumer');
    return processing?.parent === trace('a') && heard[0] === processing.traceparent;
  };

  it('hands an event on as a child of who has sent it, and a context that is lost is noticed', async () => {
    expect(await keepsTheTrace(new InMemoryBus({ now: () => 0 }))).toBe(true);
    expect(spans.all.map(({ name, ended }) => [name, ended])).toEqual([
      [`send ${topic}`, true],
      [`process ${topic}`, true],
    ]);
    expect(await keepsTheTrace(new Forgetful({ now: () => 0 }))).toBe(false);
  });

  it('gives a batch one span for each trace, and none for what belongs to no trace or to too many', async () => {
    const bus = new InMemoryBus({ now: () => 0 });
    const traced = tracedBus(bus, 'kafka');
    const heard: Delivery[] = [];
    await traced.consumeBatches(
      { reader: 'r', topics: [topic], after: {} },
      async (batch) => void heard.push(...batch),
    );
    const said = [event('1', trace('a')), event('2'), event('3', trace('b')), event('4', trace('a', '2'))];
    await bus.publish(topic, said);
    await bus.barrier();
    expect(spans.all.map(({ parent, ended }) => [parent, ended])).toEqual([
      [trace('a'), true],
      [trace('b'), true],
    ]);
    const [a, b] = spans.all.map(({ traceparent }) => traceparent);
    expect(heard.map((one) => one.event.traceparent)).toEqual([a, undefined, b, a]);
    const many = Array.from({ length: 101 }, (_, n) => event(`m${n}`, `00-${String(n + 1).padStart(32, '0')}-1-01`));
    await bus.publish(topic, many);
    await bus.barrier();
    await bus.close();
    expect(heard.slice(4).map((one) => one.event.traceparent)).toEqual(many.map(({ traceparent }) => traceparent));
    expect(spans.all).toHaveLength(2);
  });

  it('says what is parked, and is left as it is while nothing is traced', async () => {
    const bus = new InMemoryBus({ now: () => 0 });
    await tracedBus(bus, 'baton').consume({ group: 'g', topics: [topic] }, async () => ({
      ...{ kind: 'park', reason: 'no such leg' },
    }));
    await bus.publish(topic, [event('1')]);
    await bus.barrier();
    await bus.close();
    expect(spans.all).toMatchObject([{ failure: 'no such leg', said: { 'baton.outcome': 'park' } }]);
    traceWith(undefined);
    expect(tracedBus(bus, 'baton')).toBe(bus);
  });
});

describe('a command', () => {
  const decider = {
    initial: 0,
    decide: () => ({ kind: 'accepted', events: [{ type: 'noted', data: null }] }) as const,
    evolve: (state: number) => state + 1,
  };

  const kept = async (traceparent?: string): Promise<string | undefined> => {
    const store = new InMemoryEventStore({ now: () => 0 });
    const context = { actor: { id: 'Q' }, commandId: 'k', commandHash: 'h', caseId: '1' };
    await new CommandRunner(store, new ManualClock()).run(
      { decider, stream: 'request-1' } as never,
      { kind: 'submit' } as never,
      { ...context, ...(traceparent !== undefined && { traceparent }) },
    );
    const stored: StoredEvent[] = [];
    for await (const one of store.readStream('request-1')) stored.push(one);
    return (stored[0]!.metadata as Metadata).traceparent;
  };

  it('is a span that its events follow from', async () => {
    expect(await kept(trace('a'))).toBe(spans.all[0]!.traceparent);
    expect(spans.all).toMatchObject([
      { name: 'requests submit', kind: 'internal', parent: trace('a'), said: { 'baton.outcome': 'accepted' } },
    ]);
  });

  it('keeps what the caller says while nothing is traced, and nothing if that is nothing', async () => {
    traceWith(undefined);
    expect([await kept(trace('a')), await kept()]).toEqual([trace('a'), undefined]);
  });
});

it('a span ends with its work, and says of what it failed', async () => {
  await expect(inSpan({ name: 'x', kind: 'internal' }, () => Promise.reject(new Error('full')))).rejects.toThrow();
  expect(spans.all).toMatchObject([{ failure: 'full', ended: true }]);
  traceWith(undefined);
  expect(beginSpan({ name: 'x', kind: 'internal', parent: trace('a') }).traceparent).toBe(trace('a'));
});

it('work on several things is in their trace if it is one, and linked to each otherwise', () => {
  expect(placeAmong([undefined, trace('a'), trace('a'), trace('a', '2')])).toEqual({
    ...{ parent: trace('a'), links: [trace('a', '2')] },
  });
  expect(placeAmong([trace('a'), trace('b'), undefined])).toEqual({ links: [trace('a'), trace('b')] });
  expect(placeAmong([undefined])).toEqual({});
});

it.each([
  [{}, false],
  [{ OTEL_SERVICE_NAME: 'x', OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:4318/v1/traces' }, true],
  [{ OTEL_TRACES_EXPORTER: 'console' }, true],
  [{ OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, false],
  [{ OTEL_SDK_DISABLED: 'TRUE', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, false],
  [{ OTEL_SDK_DISABLED: 'false', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, true],
])('%j: traced: %s', (environment, isWanted) => {
  expect(wantsTracing(environment)).toBe(isWanted);
});

it('the same trouble is said at most once in a while', () => {
  const said: string[] = [];
  const rarely = atMostEvery(60_000, (text) => said.push(text));
  const always = atMostEvery(0, (text) => said.push(text));
  for (const text of ['a', 'b']) rarely(text);
  for (const text of ['c', 'd']) always(text);
  expect(said).toEqual(['a', 'c', 'd']);
});
