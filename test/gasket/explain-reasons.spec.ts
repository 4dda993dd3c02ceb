import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import {
  absence,
  accepted,
  completed,
  granted,
  hour,
  paused,
  rosterChanged,
  at,
  parties,
} from '../engine/relay.fixture.ts';
import { act, explainedAt, reasonIn, reference, route } from './explained-relay.fixture.ts';

describe('the reasons of an explanation', () => {
  it('say who stands still, for which cause, and when it goes on', () => {
    const until = paused('09-21 10:00', 'bob', { until: at('09-21 14:00') });
    const finding = explainedAt('09-21 11:00', [until], 'unaccepted');
    expect([finding.verdict, finding.at]).toEqual(['would-stall-at', at('09-21 15:00')]);
    expect(reasonIn(finding, 'paused')).toEqual({
      type: 'paused',
      cause: 'supplier',
      since: at('09-21 10:00'),
      until: at('09-21 14:00'),
    });
    const open = explainedAt('09-21 11:00', [paused('09-21 10:00', 'bob')], 'unaccepted');
    expect([open.verdict, reasonIn(open, 'condition')?.lacks]).toEqual(['not-stalled', 'paused']);
    expect(reasonIn(open, 'budget')).toMatchObject({ size: 2 * hour, consumed: hour });
  });

  it('say that an offer ends by itself, and that the next step stalls after that', () => {
    const ending = act('09-21 09:00', {
      type: 'baton.handoff.offered.v1',
      leg: 'sign',
      to: 'bob',
      validUntil: at('09-21 10:00'),
    });
    expect(reasonIn(explainedAt('09-21 09:30', [ending], 'unaccepted'), 'validity')?.until).toBe(at('09-21 10:00'));
    expect(explainedAt('09-21 09:30', [ending], 'unaccepted').verdict).toBe('not-stalled');
    const idle = explainedAt('09-21 09:30', [ending], 'idle');
    expect([idle.verdict, idle.at]).toEqual(['would-stall-at', at('09-21 12:00')]);
    expect(reasonIn(explainedAt('09-21 12:00', [ending], 'idle'), 'budget')).toMatchObject({
      budget: 'offer',
      startedAt: at('09-21 10:00'),
    });
  });

  it('say who has it in hand, and what is silenced', () => {
    const has = act('09-21 11:10', { type: 'baton.stall.acknowledged.v1', leg: 'sign', until: at('09-21 12:00') });
    const silence = { silence: 's1', matcher: { leg: 'sign' }, reason: 'known', until: at('09-22 12:00') };
    const silent = reference('09-21 00:01', { type: 'baton.rules.silence-set.v1', ...silence });
    const finding = explainedAt('09-21 11:20', [has, silent], 'unaccepted');
    expect(reasonIn(finding, 'hold')).toMatchObject({ hold: 'acknowledged', by: 'boss', until: at('09-21 12:00') });
    expect(reasonIn(finding, 'silence')).toMatchObject({ silence: 's1', reason: 'known' });
    expect(reasonIn(finding, 'ladder')?.next?.due).toBeUndefined();
    expect(finding.evidence).toEqual(expect.arrayContaining([has.id, silent.id]));
  });

  it('say who stands in, and who granted it', () => {
    const appointed = reference('09-21 09:10', {
      type: 'baton.people.delegation-appointed.v1',
      delegation: 'd',
      party: 'bob',
      to: 'cid',
      until: at('09-30 00:00'),
    });
    const agreed = reference('09-21 09:20', {
      type: 'baton.people.delegation-accepted.v1',
      delegation: 'd',
      actor: 'cid',
    });
    const finding = explainedAt('09-21 12:00', [appointed, agreed, granted('09-21 09:30', 'boss')], 'unaccepted');
    expect(reasonIn(finding, 'delegation')).toEqual({
      type: 'delegation',
      party: 'bob',
      to: 'cid',
      until: at('09-30 00:00'),
    });
    expect(reasonIn(finding, 'handling')).toMatchObject({
      handling: 'deputy',
      class: 'policy',
      rule: 'P-1',
      grantedBy: 'boss',
    });
    expect(reasonIn(finding, 'deputies')?.deputies).toEqual(['bea']);
    expect(finding.evidence).toEqual(expect.arrayContaining([appointed.id, agreed.id]));
  });

  it('say that nobody is behind a name, and whether a roster says so', () => {
    const empty = rosterChanged('09-21 08:30', [...parties, { ...parties[1]!, id: 'bob', kind: 'role', members: [] }]);
    expect(reasonIn(explainedAt('09-21 09:30', [empty], 'unowned'), 'vacancy')).toEqual({
      type: 'vacancy',
      party: 'bob',
      vacant: 'empty',
      owner: 'dean',
    });
    const stranger = act('09-21 09:05', { type: 'baton.handoff.offered.v1', leg: 'sign', to: 'eve' });
    expect(reasonIn(explainedAt('09-21 09:30', [stranger], 'unowned'), 'vacancy')).toMatchObject({
      party: 'eve',
      vacant: 'unknown',
    });
  });

  it('say since when a held leg shows no progress', () => {
    const facts = [route({ progressInterval: hour }), accepted('09-21 09:10', 'bob')];
    const noted = act('09-21 10:00', { type: 'baton.handoff.progressed.v1', leg: 'sign', actor: 'bob' });
    const finding = explainedAt('09-21 11:10', [...facts, noted], 'idle');
    expect([finding.verdict, finding.since]).toEqual(['stalled', at('09-21 11:00')]);
    expect(reasonIn(finding, 'budget')).toMatchObject({
      budget: 'progress',
      party: 'bob',
      startedAt: at('09-21 10:00'),
    });
    expect(finding.evidence).toContain(noted.id);
  });

  it('say why an absence does not matter', () => {
    const lacks = (...facts: Fact[]): string | undefined =>
      reasonIn(explainedAt('09-21 10:00', facts, 'absent'), 'condition')?.lacks;
    const later = absence('09-21 09:10', 'bob', { from: '09-24 00:00', until: '09-25 00:00' });
    const short = absence('09-21 09:10', 'bob', { from: '09-21 14:00', until: '09-21 15:00' });
    expect(lacks(later)).toBe('absence-costs-nothing');
    expect(lacks(short)).toBe('in-time-anyway');
    expect(lacks(route({ typical: undefined }), short)).toBe('unknown-duration');
    expect(lacks(route({ finishBudget: undefined }), short)).toBe('no-limit');
    expect(lacks(short, completed('09-21 09:30', 'bob'))).toBe('completed');
  });
});
