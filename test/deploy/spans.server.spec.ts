import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { namedServer } from '../crash/named-server.ts';
import { missingFrom, traceId } from './span-chain.fixture.ts';
import { startCollector } from './span-collector.fixture.ts';
import { submitOne } from './traced-command.fixture.ts';
import { startTraced } from './traced-program.fixture.ts';

it('one trace goes from the request over Kafka into the ledger', async () => {
  const data = mkdtempSync(join(tmpdir(), 'baton-spans-kafka-'));
  const collector = await startCollector();
  const program = await startTraced(data, {
    BATON_BUS: namedServer('BATON_TEST_KAFKA'),
    BATON_READ_MODELS: namedServer('BATON_TEST_MONGODB'),
    BATON_NAMESPACE: `t${randomUUID().slice(0, 8)}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_METRICS_EXPORTER: 'none',
  });
  await submitOne(program.url);
  expect((await program.stop()).code).toBe(0);
  const ours = collector.spans.filter((span) => span.traceId === traceId);
  expect(missingFrom(ours)).toEqual([]);
  const systems = ours
    .filter(({ name }) => name === 'process baton.events.v1')
    .map((span) => span.attributes['messaging.system']);
  expect(new Set(systems)).toEqual(new Set(['kafka']));
  await collector.close();
  rmSync(data, { recursive: true });
}, 180_000);
