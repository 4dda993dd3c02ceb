import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Answer, type Target, asQ, isProblem, json, problemIn, startTarget } from './hostile-caller.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());

const command = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  target.call('POST', path, { headers: { ...asQ, ...headers }, body });

const submitted = async (): Promise<string> => {
  const { id } = JSON.parse((await command('/v1/requests', { title: 'Gasket' })).text) as { id: string };
  expect((await command(`/v1/requests/${id}/submit`, { amount: 480 })).status).toBe(200);
  await target.settled();
  return id;
};

it('carries a command out once, and takes its key for no other', async () => {
  const key = { 'idempotency-key': '"the-key"' };
  const first = await command('/v1/requests', { title: 'Gasket', impact: 'high' }, key);
  const again = await command('/v1/requests', { impact: 'high', title: 'Gasket' }, key);
  expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
  for (const [body, headers] of [
    [{ title: 'Another' }, {}],
    [{ title: 'Gasket', impact: 'high' }, { 'baton-actor': 'Z' }],
  ] as const) {
    const other = await command('/v1/requests', body, { ...key, ...headers });
    expect([other.status, problemIn(other).type]).toEqual([422, 'urn:baton:problem:idempotency-key-reused']);
  }
});

it('lets one of fifty take a signature up', async () => {
  const id = await submitted();
  const leg = 'department-signs';
  for (const to of ['D1', 'D2', 'D3']) {
    const put = await command(`/v1/approvals/${id}/reassign`, { leg, to, reason: 'busy' }, { 'baton-actor': 'H' });
    expect([to, put.status]).toEqual([to, 200]);
  }
  const actors = Array.from({ length: 50 }, (_, index) => ['H', 'D1', 'D2', 'D3'][index % 4]!);
  const answers = await Promise.all(
    actors.map((actor) => command(`/v1/approvals/${id}/take-up`, { leg }, { 'baton-actor': actor })),
  );
  const winners = new Set(actors.filter((_, index) => answers[index]!.status === 200));
  expect([...winners]).toHaveLength(1);
  expect(answers.every((answer) => answer.status === 200 || isProblem(answer))).toBe(true);
});

it.each([
  ['approvals', 'sign', { leg: 'no-such-leg' }, 422, 'unknown-leg'],
  ['approvals', 'sign', { leg: 'vice-president-signs' }, 422, undefined],
  ['orders', 'receive', {}, 404, 'not-opened'],
  ['payments', 'settle', {}, 404, 'not-opened'],
  ['requests', 'submit', { amount: 5 }, 422, 'already-submitted'],
  ['requests', 'feedback', { score: 3 }, 422, undefined],
])('refuses %s/%s out of turn', async (service, act, body, status, kind) => {
  const answer = await command(`/v1/${service}/${await submitted()}/${act}`, body);
  expect([answer.status, isProblem(answer)]).toEqual([status, true]);
  if (kind !== undefined) expect(problemIn(answer).type).toBe(`urn:baton:problem:${kind}`);
});

it.each([
  [{ title: 'x', needBy: '2026-02-30T00:00:00Z' }, '/needBy'],
  [{ title: 'x', needBy: '2026-03-30' }, '/needBy'],
  [{ title: 'x\0y' }, '/title'],
  [{ title: 'x\ud800' }, '/title'],
  [{ title: 'x', customer: 'a'.repeat(129) }, '/customer'],
  [{ title: 'x', impact: 'huge' }, '/impact'],
  [{ title: 'x', price: 5 }, '/price'],
])('names the field of %j', async (body, pointer) => {
  const answer = await command('/v1/requests', body);
  expect([answer.status, problemIn(answer).errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
});

it.each([
  ['Baton-Actor', {}],
  ['Baton-Actor', { 'baton-actor': 'a%00b' }],
  ['Baton-Actor', { 'baton-actor': '%ED%A0%80' }],
  ['Baton-Actor', { 'baton-actor': 'x'.repeat(129) }],
  ['Idempotency-Key', { 'baton-actor': 'Q', 'idempotency-key': `"${'x'.repeat(256)}"` }],
])('names the header %s of %j', async (name, headers) => {
  const answer = await target.call('POST', '/v1/requests', { headers: { ...json, ...headers }, body: { title: 'x' } });
  expect([answer.status, problemIn(answer).detail]).toEqual([400, expect.stringMatching(`^${name}: expected `)]);
});

it('lets a request of any script become a case', async () => {
  const { text } = await command('/v1/requests', { title: 'שסתום\tחדש 👩‍⚕️' }, { 'baton-actor': '%E9%99%A2%E9%95%BF' });
  const { id } = JSON.parse(text) as { id: string };
  await target.settled();
  const view = JSON.parse((await target.call('GET', `/v1/cases/${id}`)).text) as unknown;
  expect(view).toMatchObject({ title: 'שסתום\tחדש 👩‍⚕️', customer: { id: '院长' } });
});
