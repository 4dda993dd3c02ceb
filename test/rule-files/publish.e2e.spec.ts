import { join } from 'node:path';
import type { CloudEvent } from '@baton/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '../../services/cli/src/main.ts';
import { outcomePath, startTarget, type Target } from '../http/hostile-caller.ts';
import { fileOf, routeOf } from './shipped.fixture.ts';

const names = ['hospital-purchasing', 'hiring-and-onboarding', 'support-incident', 'purchase-to-pay'];
const files = names.map((name) => join(import.meta.dirname, `../../libs/rule-files/rules/${name}.yaml`));

let target: Target;
beforeAll(async () => void (target = await startTarget()));
afterAll(() => target.stop());

const publish = async (...words: string[]): Promise<{ code: number; published: { type: string; id: string }[] }> => {
  const out: string[] = [];
  const write = (text: string): void => void out.push(text);
  const terminal = { isInteractive: false, width: undefined, line: write, note: write, replace: write };
  const code = await run(['publish', ...words, '--json', '--url', target.url, '--actor', 'clerk'], terminal);
  return { code, ...(JSON.parse(out.join('\n')) as { published: { type: string; id: string }[] }) };
};

const callJson = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const headers = { 'content-type': 'application/cloudevents+json' };
  const { status, text } = await target.call(method, path, body === undefined ? {} : { headers, body });
  if (status >= 300) throw new Error(`${path} answered ${status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
};

describe('the files that ship, published to a running Baton', () => {
  it('are folded, every fact of them', async () => {
    const { code, published } = await publish(...files);
    expect([code, published.length]).toEqual([0, 18]);
    await target.settled();
    for (const { id } of published)
      expect(await callJson('GET', outcomePath('/rule-files', id))).toMatchObject({ outcome: 'folded' });
  });

  it('govern the cases that are opened then', async () => {
    const route = routeOf(fileOf('purchase-to-pay'));
    const event = (type: string, data: object): CloudEvent => ({
      ...{ specversion: '1.0', id: `${type} 1`, source: '/test', type, partitionkey: 'P-1', actor: 'requester' },
      data,
    });
    const opened = { title: 'Pump', customer: 'requester', route: route.id };
    await callJson('POST', '/v1/events', event('baton.case.opened.v1', opened));
    await callJson('POST', '/v1/events', event('baton.handoff.offered.v1', { leg: 'requisition' }));
    await target.settled();
    expect(await callJson('GET', '/v1/cases/P-1')).toMatchObject({
      accountable: { id: 'requester', name: 'Requesting department' },
      legs: expect.arrayContaining([expect.objectContaining({ id: 'requisition', title: 'Requisition' })]),
    });
  });
});
