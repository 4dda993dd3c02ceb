import { expect } from '@jest/globals';
import { asQ } from '../http/hostile-caller.ts';
import { traceparent } from './span-chain.fixture.ts';

export const post = async (
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> => {
  const sent = { method: 'POST', headers: { ...asQ, ...headers }, body: JSON.stringify(body) };
  const answer = await fetch(url, sent);
  expect(answer.status).toBeLessThan(300);
  return answer;
};

export const until = async (isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<void> => {
  const endsAt = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > endsAt) throw new Error('it did not come about in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** A request, submitted in the trace that the chain begins with; answers when its timeline shows the approval. */
export const submitOne = async (program: string): Promise<void> => {
  const raised = await post(`${program}/v1/requests`, { title: 'Door gasket' });
  const { id } = (await raised.json()) as { readonly id: string };
  await post(`${program}/v1/requests/${id}/submit`, { amount: 12_000 }, { traceparent });
  await until(async () => (await fetch(`${program}/v1/approvals/${id}`)).status === 200, 30_000);
  const legs = async (): Promise<boolean> =>
    (await (await fetch(`${program}/v1/cases/${id}/timeline`)).text()).includes('approval');
  await until(legs, 30_000);
};
