import type { StoredEvent } from '@baton/event-store';
import { describe, expect, it } from '@jest/globals';
import { crash, findProblems } from './crash.ts';

const stored = (stream: string, revision: number, data: { append: string; at: number; of: number }): StoredEvent => ({
  stream,
  revision,
  position: '1',
  id: `${data.append}-${data.at}`,
  type: 'test.written.v1',
  data,
  metadata: null,
  recordedAt: 0,
});

describe('a store whose process is killed', () => {
  it('has every acknowledged append once and none by half', async () => {
    const report = await crash(10);
    expect(report.problems).toEqual([]);
    expect(report.kills).toBe(10);
    expect(report.acknowledged).toBeGreaterThan(100);
  }, 60_000);

  it('would be found out: lost, doubled, half', () => {
    const first = stored('s', 0, { append: 'a', at: 0, of: 2 });
    const second = stored('s', 1, { append: 'a', at: 1, of: 2 });
    const doubled = [stored('s', 2, { append: 'a', at: 0, of: 2 }), stored('s', 3, { append: 'a', at: 1, of: 2 })];
    expect(findProblems([first, second], ['a'])).toEqual([]);
    expect(findProblems([first, second], ['a', 'b'])).toEqual(['b was acknowledged and is there 0 times']);
    expect(findProblems([first, second, ...doubled], ['a'])).toEqual(['a was acknowledged and is there 2 times']);
    expect(findProblems([first], ['a'])).toEqual(['s ends with a half append']);
    expect(findProblems([second], [])).toHaveLength(2);
  });
});
