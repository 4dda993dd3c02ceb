import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CloudEvent } from '@baton/contracts';
import { react } from '@baton/service-kit';
import { type Standalone, startStandalone } from '@baton/standalone';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asQ, eventWith, optionsFor } from '../http/hostile-caller.ts';

let data: string;
let running: Standalone;
const heard: CloudEvent[] = [];
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'baton-trace-'));
  running = await startStandalone(optionsFor(data));
  const { bus } = await running.adapters.for('clock');
  await react(bus, { group: 'trace', topics: ['baton.events.v1', 'baton.alerts.v1'] }, async (event) => {
    heard.push(event);
    return { kind: 'done' };
  });
});
afterAll(async () => {
  await running.stop();
  rmSync(data, { recursive: true });
});

const traceparent = (n: number): string => `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b${n}-01`;

const post = async (path: string, body: unknown, trace?: string): Promise<Response> => {
  const headers = { ...asQ, ...(trace !== undefined && { traceparent: trace }) };
  const answer = await fetch(`${running.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status).toBeLessThan(300);
  await (await running.adapters.for('clock')).bus.barrier();
  return answer;
};

const tracesOf = (type: string): readonly (string | undefined)[] =>
  heard.filter((event) => event.type === type).map((event) => event.traceparent);

it('goes from a command to its events, and on to what another service makes of them', async () => {
  const raised = await post('/v1/requests', { title: 'Door gasket' }, traceparent(1));
  const { id } = (await raised.json()) as { readonly id: string };
  await post(`/v1/requests/${id}/submit`, { amount: 12_000 }, traceparent(2));
  expect(tracesOf('baton.request.raised.v1')).toEqual([traceparent(1)]);
  expect(tracesOf('baton.request.submitted.v1')).toEqual([traceparent(2)]);
  expect(tracesOf('baton.approval.opened.v1')).toEqual([traceparent(2)]);
});

it('goes through the ledger to the alerts, for events of other systems and for what a person does', async () => {
  const legs = [{ id: 'sign', title: 'Sign', party: 'V', needs: ['amount'] }];
  const route = { id: 'r', version: 1, title: 'R', owner: 'A', legs, handlings: [], ladder: [] };
  const event = (type: string, data: object) => eventWith({ type, data, partitionkey: 'traced' });
  await post(
    '/v1/events',
    eventWith({ type: 'baton.rules.route-published.v1', partitionkey: undefined, data: { route } }),
  );
  await post(
    '/v1/events',
    event('baton.case.opened.v1', { title: 'Gasket', customer: 'Q', route: 'r' }),
    traceparent(3),
  );
  const offered = event('baton.handoff.offered.v1', { leg: 'sign', to: 'V' });
  await post('/v1/events', { ...offered, traceparent: traceparent(5) }, traceparent(4));
  expect(tracesOf('baton.case.opened.v1')).toEqual([traceparent(3)]);
  expect(tracesOf('baton.handoff.offered.v1')).toEqual([traceparent(5)]);
  expect(tracesOf('baton.decision.stall-raised.v1')).toEqual([traceparent(5)]);
  await post('/v1/cases/traced/stalls/acknowledge', { leg: 'sign', kind: 'incomplete' }, traceparent(6));
  expect(tracesOf('baton.stall.acknowledged.v1')).toEqual([traceparent(6)]);
});

it('is none where the caller says none', async () => {
  await post('/v1/requests', { title: 'Another' });
  expect(tracesOf('baton.request.raised.v1')).toEqual([traceparent(1), undefined]);
});
