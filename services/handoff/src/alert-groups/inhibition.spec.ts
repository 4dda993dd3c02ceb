import { describe, expect, it } from '@jest/globals';
import { type StallKind, stallKinds } from '@baton/contracts';
import { inhibited } from './inhibition.ts';

const stall = (kind: StallKind, inhibition = 'C1 sign', raisedAt = 0) => ({
  episode: `${kind} ${inhibition} ${raisedAt}`,
  kind,
  inhibition,
  raisedAt,
});

/** Each muted kind, and the kind that mutes it. */
const muted = (...open: readonly ReturnType<typeof stall>[]): [string, string][] =>
  Array.from(inhibited(open), ([episode, cause]) => [episode.split(' ')[0]!, cause.kind]);

describe('a stall that follows from another', () => {
  it.each(['absent', 'unowned', 'incomplete', 'runaround'] as const)('is muted by %s', (cause) => {
    const others = stallKinds.filter((kind) => !['absent', 'unowned', 'incomplete', 'runaround'].includes(kind));
    expect(muted(stall(cause), ...others.map((kind) => stall(kind)))).toEqual([
      ['unaccepted', cause],
      ['idle', cause],
      ['overrun', cause],
      ['forecast', cause],
    ]);
  });

  it.each(['unaccepted', 'idle', 'overrun'] as const)('is a forecast that %s brings about', (kind) => {
    expect(muted(stall(kind), stall('forecast'), stall('missed'))).toEqual([['forecast', kind]]);
  });

  it('is said to follow from the first cause, not from what follows itself', () => {
    expect(muted(stall('unaccepted'), stall('forecast'), stall('runaround'), stall('unowned'))).toEqual([
      ['unaccepted', 'unowned'],
      ['forecast', 'unowned'],
    ]);
  });

  it('is said to follow from the oldest of a kind', () => {
    const open = [stall('absent', 'C1 sign', 9), stall('absent', 'C1 sign', 3), stall('idle')];
    expect(inhibited(open).get(open[2]!.episode)).toBe(open[1]);
  });
});

it('is not muted by the stall of another leg, nor by time alone', () => {
  expect(muted(stall('absent', 'C1 pay'), stall('unaccepted'), stall('missed'))).toEqual([]);
  expect(muted(stall('forecast'), stall('missed'))).toEqual([]);
});

it('causes are never muted', () => {
  expect(muted(stall('absent'), stall('unowned'), stall('incomplete'), stall('runaround'))).toEqual([]);
});
