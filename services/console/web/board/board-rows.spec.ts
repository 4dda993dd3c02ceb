import { describe, expect, it } from '@jest/globals';
import type { StallView } from '@baton/contracts';
import { boardOrder, holdRows } from './board-rows.ts';

const stall = (episode: string, actBy?: string, more: Partial<StallView> = {}): StallView =>
  ({
    episode,
    ...(actBy && { actBy }),
    sentence: { title: episode, reasons: [] },
    accountable: { id: 'H', name: 'H' },
    options: [],
    ...more,
  }) as unknown as StallView;
const early = stall('early', '2026-09-24T08:30:00Z');
const late = stall('late', '2026-09-28T02:00:00Z');
const unknown = stall('unknown');
const episodes = (rows: readonly { readonly stall: StallView }[]): string[] => rows.map((row) => row.stall.episode);

describe('the order of the board', () => {
  it('is the last moment at which acting helps, unknown last', () => {
    expect(episodes(boardOrder([unknown, late, early]))).toEqual(['early', 'late', 'unknown']);
  });

  it('puts what is past behind what can still be saved, the newest first', () => {
    const past = stall('past', '2026-09-20T08:30:00Z', { workingTimeLeft: -2 });
    const longPast = stall('long past', '2026-09-10T08:30:00Z', { workingTimeLeft: -9 });
    expect(episodes(boardOrder([longPast, unknown, past, late]))).toEqual(['late', 'unknown', 'past', 'long past']);
  });
});

describe('rows under a pointer or a focus', () => {
  const shown = boardOrder([early, late]);

  it('do not move when a more urgent one comes, which waits and is counted', () => {
    const urgent = stall('urgent', '2026-09-23T01:00:00Z');
    const held = holdRows(shown, boardOrder([early, late, urgent]));
    expect(episodes(held.rows)).toEqual(['early', 'late']);
    expect(held.waiting).toBe(1);
  });

  it('stay where they are when they are cleared, and say so', () => {
    const held = holdRows(shown, boardOrder([late]));
    expect(held.rows.map((row) => row.cleared)).toEqual([true, false]);
    expect(held.waiting).toBe(1);
  });

  it('keep their order when it changes', () => {
    const moved = stall('late', '2026-09-22T02:00:00Z');
    const held = holdRows(shown, boardOrder([early, moved]));
    expect(episodes(held.rows)).toEqual(['early', 'late']);
    expect(held.waiting).toBe(1);
  });

  it('let the figures go on, which counts for nothing', () => {
    const held = holdRows(shown, boardOrder([{ ...early, workingTimeLeft: 5 }, late]));
    expect(held.rows[0]!.stall.workingTimeLeft).toBe(5);
    expect(held.waiting).toBe(0);
  });

  it('keep their words until they may move', () => {
    const told = { ...early, sentence: { title: 'other', reasons: [] } };
    const held = holdRows(shown, boardOrder([told, late]));
    expect(held.rows[0]!.stall.sentence.title).toBe('early');
    expect(held.waiting).toBe(1);
  });

  it('say that somebody has it once they may change', () => {
    const by = { id: 'H', name: 'H' };
    const taken: StallView = { ...early, held: { how: 'acknowledged', by } };
    const held = holdRows(shown, boardOrder([taken, late]));
    expect([held.rows[0]!.stall.held, held.waiting]).toEqual([undefined, 1]);
    expect(holdRows(held.rows, boardOrder([early, late])).waiting).toBe(0);
    expect(holdRows(boardOrder([taken]), boardOrder([{ ...taken, held: { how: 'snoozed', by } }])).waiting).toBe(1);
  });
});
