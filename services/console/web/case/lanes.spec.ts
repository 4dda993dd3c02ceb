import { describe, expect, it } from '@jest/globals';
import type { CaseView, LegView, PartyView } from '@baton/contracts';
import { relayOf, spanOf } from './lanes.ts';

const party = (id: string): PartyView => ({ id, name: id });
const leg = (id: string, owner: string, more: Partial<LegView> = {}): LegView => ({
  id,
  title: id,
  party: party(owner),
  state: 'ahead',
  receivers: [],
  ...more,
});
const diagnose = leg('diagnose', 'E', {
  state: 'completed',
  offeredBy: party('Q'),
  holder: party('E'),
  offeredAt: '2026-09-21T01:10:00Z',
  acceptedAt: '2026-09-21T01:40:00Z',
  completedAt: '2026-09-21T07:00:00Z',
});
const signature = leg('sign', 'V', {
  state: 'offered',
  offeredBy: party('H'),
  receivers: [party('V'), party('V2')],
  offeredAt: '2026-09-22T06:05:00Z',
  latestStart: '2026-09-24T02:30:00Z',
  latestFinish: '2026-09-24T08:30:00Z',
});
const view = {
  openedAt: '2026-09-21T01:10:00Z',
  asOf: '2026-09-22T07:00:00Z',
  needBy: '2026-09-30T09:00:00Z',
  customer: party('Q'),
  legs: [diagnose, signature],
  absences: [{ party: party('V'), from: '2026-09-22T16:00:00Z', until: '2026-10-08T16:00:00Z' }],
  stalls: [{ party: party('V'), accountable: party('H'), raisedAt: '2026-09-22T07:00:00Z' }],
} as unknown as CaseView;
const laneOf = (id: string) => relayOf(view).lanes.find((lane) => lane.party.id === id)!;

describe('the lanes', () => {
  it('are one a party, the one who asked first', () => {
    expect(relayOf(view).lanes.map((lane) => lane.party.id)).toEqual(['Q', 'E', 'V', 'H', 'V2']);
  });

  it('show the exchange zone on the giver, up to the moment looked at', () => {
    expect(laneOf('H').bars).toEqual([
      { kind: 'zone', title: '', from: Date.parse('2026-09-22T06:05:00Z'), until: Date.parse(view.asOf) },
    ]);
  });

  it('show the waiting offer on everybody who may take it', () => {
    expect(laneOf('V').bars.map((bar) => bar.kind)).toEqual(['away', 'plan', 'ghost']);
    expect(laneOf('V2').bars.map((bar) => bar.kind)).toEqual(['ghost']);
  });

  it('show what was held, and the baton passing', () => {
    expect(laneOf('E').bars.map((bar) => bar.kind)).toEqual(['done']);
    expect(relayOf(view).passings).toEqual([{ at: Date.parse('2026-09-21T01:40:00Z'), from: 0, to: 1 }]);
  });

  it('flag a stall on the lane of the next move', () => {
    expect(laneOf('V').stalls).toEqual([Date.parse('2026-09-22T07:00:00Z')]);
  });

  it('span from the opening to the need-by', () => {
    expect(spanOf(view)).toEqual({ from: Date.parse(view.openedAt), until: Date.parse(view.needBy!) });
  });
});
