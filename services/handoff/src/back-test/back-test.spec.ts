import { describe, expect, it } from '@jest/globals';
import type { Fact, LegBudgets, ReferenceFact } from '@baton/contracts';
import { calendar, fact, hour, offered, opened, roster, route } from '../ledger/ledger.fixture.ts';
import { backTest, type Trial } from './back-test.ts';
import type { FactsRecorded } from './replacement.ts';

const start = Date.parse('2026-03-02T00:00:00Z');

const policy = (version: number, budgets: Omit<LegBudgets, 'leg'>, whom = 'receiver'): ReferenceFact =>
  fact(start, {
    type: 'baton.rules.policy-published.v1',
    policy: {
      ...{ id: 'default', version, budgets: [{ leg: 'sign', ...budgets }] },
      ladders: [{ rungs: [{ after: 0, whom: whom as 'receiver', channel: 'mail' }] }],
    },
  }) as ReferenceFact;

/** Each fact in an append of its own, recorded when it occurred. */
const ledger = (...facts: readonly Fact[]): FactsRecorded[] =>
  facts
    .toSorted((one, other) => one.occurredAt - other.occurredAt)
    .map((one) => ({ facts: [one], recordedAt: one.occurredAt }));

const rules = [roster(start), calendar(start, '00:00', '24:00'), route(start)];

/** Opened at the start, accepted, and closed, each so many hours later. */
const story = (caseId: string, { accepted, closed, needBy }: { accepted: number; closed: number; needBy?: number }) => {
  const more = needBy === undefined ? {} : { needBy: start + needBy * hour };
  return [
    ...[opened(caseId, start, more), offered(caseId, start)],
    fact(start + accepted * hour, { type: 'baton.handoff.accepted.v1', caseId, leg: 'sign', by: 'V' }, 'V'),
    fact(start + closed * hour, { type: 'baton.case.closed.v1', caseId }),
  ];
};

const quick = story('quick', { accepted: 1.5, closed: 3, needBy: 9 });
const slow = story('slow', { accepted: 5, closed: 6, needBy: 4 });
const facts = ledger(...rules, policy(1, { acceptBudget: hour }), ...quick, ...slow);
const trial: Trial = { replace: [policy(2, { acceptBudget: 2 * hour }, 'owner')] };

describe('a policy tried on what has happened', () => {
  const report = backTest([facts], trial);

  it('says which stalls it gains and loses', () => {
    expect(report.tried).toEqual(['policy default version 2']);
    expect(report.stalls).toEqual({
      byKind: [
        { kind: 'unaccepted', before: 2, after: 1, gained: 0, lost: 1, earlier: 0, later: 1 },
        { kind: 'missed', before: 1, after: 1, gained: 0, lost: 0, earlier: 0, later: 0 },
      ],
      gained: [],
      lost: [{ kind: 'unaccepted', caseId: 'quick', leg: 'sign', raisedAt: start + hour }],
    });
  });

  it('the other way round; finished at the very instant is in time', () => {
    const { stalls } = backTest([facts], { replace: [policy(3, { acceptBudget: 30 * 60_000, finishBudget: hour })] });
    expect(stalls.lost).toEqual([]);
    expect(stalls.gained).toEqual([{ kind: 'overrun', caseId: 'quick', leg: 'sign', raisedAt: start + 2.5 * hour }]);
    expect(stalls.byKind[0]).toMatchObject({ kind: 'unaccepted', earlier: 2 });
  });

  it('says how long before the miss one was warned', () => {
    const lead = (hours: number) => ({ lowerQuartile: hours, median: hours, upperQuartile: hours });
    expect(report.misses).toEqual({
      before: { cases: 1, warned: 1, leadTime: lead(3 * hour) },
      after: { cases: 1, warned: 1, leadTime: lead(2 * hour) },
    });
  });

  it('says which warnings were false', () => {
    const { before, after } = report.falseAlarms;
    expect(before).toEqual({ inTime: 1, warned: 1, saved: 0, warnings: 1, byKind: { unaccepted: 1 } });
    expect(after).toEqual({ inTime: 1, warned: 0, saved: 0, warnings: 0, byKind: {} });
  });

  it('says who would have been called how often', () => {
    expect(report.calls).toEqual([
      { party: 'V', rung: 0, channel: 'mail', before: 3, after: 0 },
      { party: 'A', rung: 0, channel: 'mail', before: 0, after: 2 },
    ]);
  });

  it('says over what', () => {
    expect(report).toMatchObject({ from: start, to: start + 6 * hour, facts: 12, cases: 2 });
  });
});

it('rules that are as they were change nothing, whenever the ledger published them', () => {
  const late = { ...policy(1, { acceptBudget: hour }), occurredAt: start + hour / 2 };
  const report = backTest([ledger(...rules, late, ...quick, ...slow)], { replace: [late] });
  expect(report.stalls).toMatchObject({ gained: [], lost: [] });
  expect(report.misses.after).toEqual(report.misses.before);
  expect(report.calls.filter(({ before, after }) => before !== after)).toEqual([]);
});

it('a calendar and a roster are tried too, over every ledger', () => {
  const other = calendar(start, '12:00', '24:00') as ReferenceFact;
  const { stalls, cases } = backTest([facts, ledger(...rules, ...story('third', { accepted: 5, closed: 6 }))], {
    replace: [other],
  });
  expect(cases).toBe(3);
  expect(stalls.lost.map(({ caseId, kind }) => `${caseId} ${kind}`)).toEqual([
    'quick unaccepted',
    'slow unaccepted',
    'third unaccepted',
  ]);
  const parties = [{ id: 'V', name: 'V', kind: 'person', calendar: 'nowhere' }] as const;
  const elsewhere = fact(start, { type: 'baton.people.roster-changed.v1', parties }) as ReferenceFact;
  expect(backTest([facts], { replace: [other, elsewhere] }).stalls.lost).toEqual([]);
});

describe('a stretch of time', () => {
  const later = [
    { ...opened('later', start + 8 * hour) },
    offered('later', start + 8 * hour),
    fact(start + 9.5 * hour, { type: 'baton.handoff.accepted.v1', caseId: 'later', leg: 'sign', by: 'V' }, 'V'),
  ];
  const long = [...facts, ...ledger(...later)];

  it('begins with the rules that were', () => {
    const { stalls, from } = backTest([long], { ...trial, from: start + 7 * hour });
    expect(from).toBe(start + 7 * hour);
    expect(stalls.lost).toEqual([{ kind: 'unaccepted', caseId: 'later', leg: 'sign', raisedAt: start + 9 * hour }]);
    expect(stalls.byKind).toEqual([
      { kind: 'unaccepted', before: 1, after: 0, gained: 0, lost: 1, earlier: 0, later: 0 },
    ]);
  });

  it('leaves what was raised before it as it was', () => {
    const patient = [policy(2, { acceptBudget: 30 * hour })];
    const { misses } = backTest([facts], { replace: patient, from: start + 2 * hour });
    expect(misses.after).toEqual(misses.before);
    expect(backTest([facts], { replace: patient }).misses.after.warned).toBe(0);
  });

  it('ends before what was recorded later', () => {
    const { stalls, to, facts: read } = backTest([long], { ...trial, to: start + 3.5 * hour });
    expect([to, read]).toEqual([start + 3.5 * hour, 11 - 1]);
    expect(stalls.byKind.map(({ kind, before, after }) => [kind, before, after])).toEqual([['unaccepted', 2, 1]]);
  });
});

it('gives the same report again', () => {
  expect(JSON.stringify(backTest([facts], trial))).toBe(JSON.stringify(backTest([facts], trial)));
});
