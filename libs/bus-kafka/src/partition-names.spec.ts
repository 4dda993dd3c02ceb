import { describe, expect, it } from '@jest/globals';
import { covers, homeOf, placeIn, positionOf, sourceOf, startOf } from './partition-names.ts';

describe('positions', () => {
  it('name their partition', () => {
    expect(sourceOf({ topic: 'baton.events.v1', partition: 3 })).toBe('baton.events.v1/3');
    expect(placeIn('a/b/12')).toEqual({ topic: 'a/b', partition: 12 });
  });

  it('are offsets of what comes next; an untouched log has none', () => {
    expect([positionOf(0), positionOf(10)]).toEqual([undefined, '10']);
    expect(covers('10', '9')).toBe(true);
    expect(covers('9', '10')).toBe(false);
    expect(covers(undefined, undefined)).toBe(true);
    expect(covers(undefined, '1')).toBe(false);
  });

  it.each([
    [undefined, { low: 5, high: 9 }, 5],
    ['5', { low: 5, high: 9 }, 5],
    ['9', { low: 5, high: 9 }, 9],
    ['0', { low: 0, high: 0 }, 0],
  ])('%s goes on in %j at %i', (position, extent, offset) => {
    expect(startOf(position, extent)).toEqual({ kind: 'from', offset });
  });

  it.each([
    ['4', '1 messages from 4 on have been deleted'],
    ['10', 'the log ends at 9, before 10'],
    ['x', '"x" is no position'],
  ])('%s cannot go on where the log is from 5 to 9', (position, because) => {
    expect(startOf(position, { low: 5, high: 9 })).toMatchObject({
      kind: 'gone',
      because: expect.stringContaining(because),
    });
  });

  it('put a case on the partition that Kafka puts it on', () => {
    expect(homeOf('foobar', 8)).toBe((-790332482 & 0x7fffffff) % 8);
    expect(homeOf('手术室-7', 1)).toBe(0);
  });
});
