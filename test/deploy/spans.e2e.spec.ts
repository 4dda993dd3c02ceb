import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chain, missingFrom, traceId, traceparent } from './span-chain.fixture.ts';
import { type Collector, type SeenSpan, startCollector } from './span-collector.fixture.ts';
import { post, submitOne, until } from './traced-command.fixture.ts';
import { type TracedProgram, startTraced } from './traced-program.fixture.ts';

const limitMs = 180_000;

let data: string;
let running: TracedProgram | undefined;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'baton-spans-'));
});
afterEach(async () => {
  await running?.stop();
  rmSync(data, { recursive: true });
});

const start = async (variables: Readonly<Record<string, string>>): Promise<TracedProgram> => {
  running = await startTraced(data, variables);
  return running;
};

describe('with a collector', () => {
  let collector: Collector;
  beforeEach(async () => {
    collector = await startCollector();
  });
  afterEach(() => collector.close());

  it(
    'one trace goes from the request over the approval into the ledger, and what is open is sent at the end',
    async () => {
      const { stop, loaded } = await start({
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
        OTEL_BSP_SCHEDULE_DELAY: '600000',
        OTEL_METRICS_EXPORTER: 'none',
      });
      expect(loaded()).toContain('@opentelemetry/sdk-node');
      await submitOne(running!.url);
      expect(collector.spans).toEqual([]);
      expect((await stop()).code).toBe(0);
      const spans = collector.spans;
      expect(missingFrom(spans)).toEqual([]);
      const kinds = new Map(spans.filter((span) => span.traceId === traceId).map(({ name, kind }) => [name, kind]));
      expect(Object.fromEntries(kinds)).toMatchObject({
        [chain[0]!]: 2,
        [chain[1]!]: 1,
        [chain[2]!]: 5,
        [chain[5]!]: 1,
      });
      expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['baton']));
      const [submit] = spans.filter(({ name }) => name === chain[0]);
      expect(submit!.attributes).toMatchObject({
        'http.request.method': 'POST',
        'http.route': '/v1/requests/:id/submit',
        'http.response.status_code': '200',
      });
      expect(spans.filter(({ name }) => /health|metrics/.test(name))).toEqual([]);
      dropsAreCaught(spans);
    },
    limitMs,
  );

  /** A context that is lost on the way begins a trace of its own. */
  const dropsAreCaught = (spans: readonly SeenSpan[]): void => {
    for (const [index, name] of chain.entries()) {
      const dropped = spans.map((span) =>
        span.name === name ? { ...span, parentSpanId: '', ...(index === 0 && { traceId: 'f'.repeat(32) }) } : span,
      );
      expect(missingFrom(dropped)).not.toEqual([]);
    }
  };

  it(
    'an event that another system publishes is sent, processed and appended in its own trace, under the name given',
    async () => {
      const { stop } = await start({
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/v1/traces`,
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
        OTEL_SERVICE_NAME: 'ward-7',
        OTEL_BSP_SCHEDULE_DELAY: '100',
      });
      const event = { specversion: '1.0', id: '1', source: '/his', type: 'baton.case.opened.v1', partitionkey: 'c1' };
      await post(`${running!.url}/v1/events`, { ...event, data: { title: 'x', customer: 'Q' }, traceparent });
      const own = (): readonly string[] =>
        collector.spans.filter((span) => span.traceId === traceId).map(({ name }) => name);
      const names = ['append ledger-0', 'process baton.events.v1', 'send baton.events.v1'];
      await until(() => names.every((name) => own().includes(name)), 30_000);
      const sent = collector.spans.find(({ name }) => name === 'send baton.events.v1')!;
      expect(sent).toMatchObject({ service: 'ward-7', kind: 4, parentSpanId: '00f067aa0ba902b7' });
      expect(sent.attributes).toMatchObject({
        ...{ 'messaging.system': 'baton', 'messaging.destination.name': 'baton.events.v1' },
        ...{ 'cloudevents.event_id': '1', 'cloudevents.event_source': '/his', 'baton.case.id': 'c1' },
      });
      await stop();
    },
    limitMs,
  );
});

const troubles = (program: TracedProgram) => program.logged().filter(({ msg }) => msg === 'traces cannot be sent');

it(
  'a collector that is away costs one line of the log, and nothing at the end',
  async () => {
    const program = await start({
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_EXPORTER_OTLP_TIMEOUT: '300' },
      OTEL_BSP_SCHEDULE_DELAY: '50',
    });
    for (let n = 0; n < 5; n += 1) {
      await post(`${running!.url}/v1/requests`, { title: `Door gasket ${n}` });
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
    await until(() => troubles(program).length > 0, 30_000);
    const { code, tookMs } = await program.stop();
    expect([code, tookMs < 9_000]).toEqual([0, true]);
    expect(troubles(program)).toHaveLength(1);
    expect(program.logged().every(({ msg }) => msg === 'traces cannot be sent')).toBe(true);
  },
  limitMs,
);

it(
  'a collector that never answers holds up neither the answers nor the end',
  async () => {
    const collector = await startCollector('silent');
    const program = await start({
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
      OTEL_BSP_SCHEDULE_DELAY: '50',
    });
    for (let n = 0; n < 5; n += 1) await post(`${running!.url}/v1/requests`, { title: `Door gasket ${n}` });
    const { code, tookMs } = await program.stop();
    expect([code, tookMs < 9_000]).toEqual([0, true]);
    await collector.close();
  },
  limitMs,
);

it.each([
  ['nothing asks for it', {}],
  ['it is switched off', { OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }],
  ['nothing is to be sent', { OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }],
] as const)(
  'where %s, nothing of it is loaded',
  async (_, variables) => {
    const { loaded, stop } = await start(variables);
    await post(`${running!.url}/v1/requests`, { title: 'Door gasket' });
    expect((await stop()).code).toBe(0);
    expect(loaded()).toEqual([]);
  },
  limitMs,
);
