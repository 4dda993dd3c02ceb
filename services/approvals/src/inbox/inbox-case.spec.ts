import type { CloudEvent } from '@baton/contracts';
import { describe, expect, it } from '@jest/globals';
import { type InboxCase, itemOf, rowsOf, unknownCase, withEvent } from './inbox-case.ts';

const vice = 'vice-president-signs';
const recordedAt = '2026-09-22T06:05:01.000Z';
const latestFinish = Date.parse('2026-09-24T08:30:00Z');
let count = 0;
const said = (type: string, data: unknown): CloudEvent => ({
  specversion: '1.0',
  id: String((count += 1)),
  source: '/baton/approvals',
  type,
  time: '2026-09-22T06:05:00Z',
  data,
});

const raised = said('baton.request.raised.v1', {
  title: 'Gasket',
  kind: 'purchase',
  impact: 'critical',
  customer: 'Q',
});
const opened = said('baton.approval.opened.v1', {
  title: 'Door gasket',
  kind: 'purchase',
  amount: 480,
  round: 1,
  chain: [{ leg: vice, signatory: 'V' }],
});
const requested = said('baton.approval.signature-requested.v1', { leg: vice, signatory: 'V', items: [] });
const reassigned = said('baton.approval.reassigned.v1', { leg: vice, to: 'V2', reason: 'away' });
const takenUp = said('baton.approval.taken-up.v1', { leg: vice, by: 'V2' });
const headsUp = said('baton.decision.heads-up.v1', { leg: vice, party: 'V', latestFinish });

const after = (...events: readonly CloudEvent[]): InboxCase =>
  events.reduce((before, event) => withEvent(before, event, recordedAt), unknownCase('r-1'));
const partiesAfter = (...events: readonly CloudEvent[]): readonly string[] =>
  rowsOf(after(...events)).map(({ party }) => party);

describe('a case in the inbox', () => {
  it('is in nobody’s inbox before a signature is asked for', () => {
    expect(partiesAfter(raised, opened, headsUp)).toEqual([]);
  });
  it('is in the inbox of everybody who may take it up, then of whoever has it', () => {
    expect(partiesAfter(opened, requested)).toEqual(['V']);
    expect(partiesAfter(opened, requested, reassigned)).toEqual(['V', 'V2']);
    expect(partiesAfter(opened, requested, reassigned, takenUp)).toEqual(['V2']);
  });
  it.each(['granted', 'returned', 'rejected', 'withdrawn'])('leaves every inbox when %s', (ending) => {
    expect(
      partiesAfter(opened, requested, said(`baton.approval.${ending}.v1`, { leg: vice, by: 'V', reason: 'x' })),
    ).toEqual([]);
  });
  it('leaves the inbox when signed', () => {
    expect(partiesAfter(opened, requested, said('baton.approval.signed.v1', { leg: vice, by: 'V' }))).toEqual([]);
  });
  it('says what the signatory has to know, whichever source spoke first', () => {
    const item = {
      caseId: 'r-1',
      title: 'Door gasket',
      impact: 'critical',
      leg: vice,
      state: 'requested',
      requestedAt: '2026-09-22T06:05:00Z',
      amount: 480,
      latestFinish: '2026-09-24T08:30:00.000Z',
    };
    expect(rowsOf(after(raised, opened, requested, headsUp)).map(itemOf)).toEqual([item]);
    expect(rowsOf(after(headsUp, opened, requested, raised)).map(itemOf)).toEqual([item]);
  });
  it('says nothing of a moment that nobody has told', () => {
    expect(itemOf(rowsOf(after(opened, requested))[0]!)).not.toHaveProperty('latestFinish');
  });
  it('leaves away a moment beyond the years that can be written', () => {
    const row = { ...rowsOf(after(opened, requested))[0]!, latestStart: -1e15, latestFinish: 1e15 };
    expect(Object.keys(itemOf(row))).toEqual(Object.keys(row.item));
  });
  it('is the same after an event that came twice, and after one of others', () => {
    const once = after(opened, requested, reassigned, takenUp, headsUp);
    expect(after(opened, requested, reassigned, takenUp, headsUp, headsUp)).toEqual(once);
    expect(withEvent(once, said('baton.order.opened.v1', {}), recordedAt)).toBe(once);
    expect(withEvent(once, said('baton.decision.heads-up.v1', { leg: 'order' }), recordedAt)).toBe(once);
  });
});
