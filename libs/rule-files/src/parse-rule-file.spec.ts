import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parseRuleFile } from './parse-rule-file.ts';
import { problemsIn, rightFile } from './rule-files.fixture.ts';

const hour = 3_600_000;
const valueOf = (kind: string): unknown =>
  parseRuleFile(rightFile, { file: 'f' }).documents.find((document) => document.kind === kind)?.value;

describe('a file that is right', () => {
  it('has no problems', () => {
    expect(problemsIn(rightFile)).toEqual([]);
  });

  it('says a calendar as the contract has it', () => {
    const hours = [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ];
    expect(valueOf('calendar')).toEqual({
      ...{ id: 'office', revision: 1, zone: 'Europe/Berlin', validThrough: '2026-12-31' },
      weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
      daysOff: ['2026-12-25'],
      extraWorkdays: { '2026-09-20': 'mon' },
      special: {
        '2026-12-24': [
          ['08:00', '09:00'],
          ['09:00', '12:00'],
        ],
      },
    });
  });

  it('says a route, with days as long as the document says', () => {
    expect(valueOf('route')).toMatchObject({
      ...{ id: 'relay', version: 2, title: 'Relay', owner: 'boss' },
      legs: [
        { id: 'ask', party: 'ann', finishBudget: 8 * hour, typical: 2 * hour, needs: [] },
        { id: 'sign', acceptBudget: 1.5 * hour, typical: 12 * hour, needs: ['amount'] },
        { id: 'pay', after: ['sign'], progressInterval: 4 * hour, elapsed: true },
      ],
      handlings: [
        { mayGrant: ['boss'], to: 'bea' },
        { mayGrant: [], with: 'sign' },
        { typical: hour },
        { class: 'law' },
      ],
      ladder: [
        { after: 0, whom: 'giver', channel: 'console' },
        { after: 4 * hour, whom: 'manager', channel: 'console' },
      ],
    });
    expect(JSON.stringify(valueOf('route'))).not.toMatch(/undefined|null/);
  });

  it('says a roster: persons unless it says otherwise, in the calendar of the roster', () => {
    expect(valueOf('roster')).toEqual({
      parties: [
        { id: 'ann', name: 'Ann', kind: 'person', calendar: 'office', manager: 'boss' },
        { id: 'bob', name: 'Bob', kind: 'person', calendar: 'office', manager: 'boss' },
        { id: 'bea', name: 'Bea', kind: 'person', calendar: 'office' },
        { id: 'boss', name: 'Boss', kind: 'person', calendar: 'office' },
        { id: 'desk', name: 'Desk', kind: 'team', calendar: 'office', members: ['ann', 'bob'] },
      ],
      absences: [{ absence: 'leave', party: 'bob', from: Date.UTC(2026, 8, 22, 22), until: Date.UTC(2026, 8, 23, 22) }],
      delegations: [{ delegation: 'stand-in', party: 'bob', to: 'bea', routes: ['relay'] }],
    });
  });

  it('says a policy and learned durations', () => {
    expect(valueOf('policy')).toMatchObject({
      ...{ budgets: [{ leg: 'sign', acceptBudget: hour }], runaround: { hops: 4 }, acknowledgeFor: hour / 2 },
      ladders: [{ kinds: ['absent', 'unaccepted'], impacts: ['critical'] }, { kinds: ['forecast'] }],
    });
    expect(valueOf('durations')).toEqual({
      ...{ id: 'learned', version: 1 },
      entries: [{ route: 'relay', leg: 'sign', party: 'bob', typical: 5 * hour, quantile: 0.5, samples: 40 }],
    });
  });

  it('is known by the SHA-256 of its bytes', () => {
    const withBom = `\u{FEFF}${rightFile}`;
    const { hash, problems } = parseRuleFile(withBom, { file: 'f' });
    expect([hash, problems]).toEqual([`sha256:${createHash('sha256').update(Buffer.from(withBom)).digest('hex')}`, []]);
  });
});
