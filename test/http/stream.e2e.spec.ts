import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Target, eventWith, json, startTarget } from './hostile-caller.ts';

let target: Target;
let stopping: Promise<void> | undefined;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => stopping ?? target.stop());

const listen = async (headers: Record<string, string> = {}) => {
  const abort = new AbortController();
  const response = await fetch(`${target.url}/v1/stream`, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: abort.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    leave: () => abort.abort(),
    /** Reads on until the text holds this, or the stream's end. */
    async until(part: string | undefined): Promise<string> {
      const isThere = (): boolean => part !== undefined && text.includes(part);
      for (let isOpen = true; isOpen && !isThere();) {
        const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
        isOpen = !done;
        text += value ?? '';
      }
      return text;
    },
  };
};

const open = (id: string) =>
  target.call('POST', '/v1/events', { headers: json, body: eventWith({ partitionkey: id }) });
const idsIn = (text: string): string[] => [...text.matchAll(/^id: (.+)$/gm)].map((match) => match[1]!);

it('goes on behind the last event that was seen', async () => {
  const first = await listen();
  await open('a');
  await open('b');
  const ids = idsIn(await first.until('"caseId":"b"'));
  expect(ids.length).toBeGreaterThan(1);
  first.leave();
  await open('c');
  await target.settled();
  const second = await listen({ 'last-event-id': ids[0]! });
  const missed = idsIn(await second.until('"kind":"case","caseId":"c"'));
  expect(missed.slice(0, ids.length - 1)).toEqual(ids.slice(1));
  second.leave();
});

it.each(['nonsense', '9.9.9', 'x'.repeat(300)])('asks for a look anew after %s', async (id) => {
  const stream = await listen({ 'last-event-id': id });
  expect(await stream.until('event: reload')).toContain('event: reload');
  stream.leave();
});

it('stops with streams open', async () => {
  const streams = await Promise.all([listen(), listen(), listen()]);
  const began = performance.now();
  stopping = target.stop();
  await stopping;
  expect(performance.now() - began).toBeLessThan(10_000);
  for (const stream of streams) expect(await stream.until(undefined)).toContain('"kind":"clock"');
});
