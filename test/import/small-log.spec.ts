import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { at, csv, log, run, story } from './incident-log.fixture.ts';

describe('a log of incidents', () => {
  it('becomes facts in its own time, ties as its count says', async () => {
    const { facts, startAt } = await run(csv(...log));
    expect(startAt).toBe(at('07T14:00'));
    expect(story(facts, 'A')).toEqual([
      '07T14:00 opened',
      '07T14:10 offered North',
      '07T14:20 accepted North',
      '07T14:20 offered South',
      '07T15:00 accepted South',
      '07T15:00 paused Awaiting User Info',
      '07T16:00 resumed',
      '07T16:00 offered North',
      '07T17:00 completed North',
      '12T17:00 closed',
    ]);
  });

  it('is reopened when its count says so, and the baton is offered again', async () => {
    const { facts } = await run(csv(...log));
    expect(story(facts, 'B')).toEqual([
      '07T14:05 opened',
      '07T14:05 offered West',
      '07T14:15 accepted West',
      '07T15:15 completed West',
      '08T15:15 amended',
      '08T15:15 reopened',
      '08T15:15 offered West',
      '08T15:15 accepted West',
    ]);
  });

  it('is fed in the order of time across cases, whatever fits into memory', async () => {
    const whole = await run(csv(...log));
    const recorded = whole.facts.map((fact) => fact.recordedAt);
    expect(recorded).toEqual([...recorded].sort((one, other) => one - other));
    expect((await run(csv(...log), { runRows: 2 })).facts).toEqual(whole.facts);
    expect((await run(gzipSync(csv(...log)))).facts).toEqual(whole.facts);
  });

  it('is counted as its rows say', async () => {
    const { summary, facts } = await run(csv(...log));
    expect(summary).toEqual({
      cases: 2,
      events: 12,
      group_handoffs: 2,
      group_handoff_cases: 1,
      group_pingpong: 1,
      group_pingpong_cases: 1,
      cases_reopened: 1,
      out_of_order: 1,
      facts: facts.length,
      rowsWithoutFacts: 0,
      badRows: [],
      badRowCount: 0,
    });
  });

  it('brings its route, its hours and its parties, and a need-by in working time', async () => {
    const { facts } = await run(csv(...log));
    const [calendar, roster, route] = facts;
    expect([calendar?.type, roster?.type, route?.type]).toEqual([
      'baton.rules.calendar-published.v1',
      'baton.people.roster-changed.v1',
      'baton.rules.route-published.v1',
    ]);
    expect(roster).toMatchObject({
      parties: [{ id: 'service-desk' }, { id: 'North' }, { id: 'South' }, { id: 'West' }].map((party) => ({
        ...party,
        kind: 'team',
      })),
    });
    const opened = facts.filter((fact) => fact.type === 'baton.case.opened.v1');
    expect(opened).toMatchObject([
      {
        caseId: 'A',
        title: 'A · Category 5',
        customer: 'Caller 1',
        impact: 'normal',
        route: 'incident-support',
        needBy: at('15T22:00'),
      },
      { caseId: 'B', impact: 'critical' },
    ]);
    expect(opened[1]).not.toHaveProperty('needBy');
  });

  it('gives every fact an id of its own, and never the future', async () => {
    const { facts } = await run(csv(...log));
    expect(new Set(facts.map((fact) => fact.id)).size).toBe(facts.length);
    expect(facts.find((fact) => 'caseId' in fact && fact.caseId === 'B')?.id).toBe('/import/uci498 B/11#1');
    expect(JSON.stringify(facts)).not.toContain('FUTURE');
  });

  it('can be cut at an instant, as if it had been taken then', async () => {
    const { summary, facts } = await run(csv(...log), { until: at('07T15:00') });
    expect(summary).toMatchObject({ cases: 2, events: 7, cases_reopened: 0 });
    expect(Math.max(...facts.map((fact) => fact.recordedAt))).toBe(at('07T15:00'));
  });
});
