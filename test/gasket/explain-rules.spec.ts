import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import { explain } from '@baton/handoff-engine';
import { absence, calendarPublished, hour, offered, opened, at, Play, rules } from '../engine/relay.fixture.ts';
import { act, explainedAt, reasonIn, reference, route } from './explained-relay.fixture.ts';

describe('the rules behind an explanation', () => {
  it('name the policy that the budget comes from, and the ladder', () => {
    const policy = {
      id: 'default',
      version: 7,
      source: 'p.yaml',
      hash: 'sha256:1',
      budgets: [{ leg: 'sign', acceptBudget: hour }],
    };
    const rungs = [{ after: hour, whom: 'owner', channel: 'mail' }];
    const published = reference('09-21 00:01', {
      type: 'baton.rules.policy-published.v1',
      policy: { ...policy, ladders: [{ rungs }] },
    });
    const finding = explainedAt('09-21 10:10', [published], 'unaccepted');
    const from = { rule: 'policy', id: 'default', version: 7, source: 'p.yaml', hash: 'sha256:1' };
    expect(reasonIn(finding, 'budget')).toMatchObject({ size: hour, from, usedUpAt: at('09-21 10:00') });
    expect(reasonIn(finding, 'ladder')).toEqual({
      ...{ type: 'ladder', rungs: 1, passed: 0, from },
      next: { whom: 'owner', calls: ['dean'], channel: 'mail', due: at('09-21 11:00') },
    });
    expect(finding.evidence).toContain(published.id);
  });

  it('keep the policy that counted when the stall was raised', () => {
    const policy = (version: number, acceptBudget: number) => ({
      id: 'default',
      version,
      ladders: [],
      budgets: [{ leg: 'sign', acceptBudget }],
    });
    const publish = (when: string, version: number, budget: number): Fact =>
      act(when, { type: 'baton.rules.policy-published.v1', policy: policy(version, budget), caseId: undefined });
    const play = new Play([...rules(), publish('09-21 00:01', 1, hour)]);
    play.all(opened('09-21 08:00', 'desk'), offered('09-21 09:00', 'ann'), publish('09-21 14:00', 2, 3 * hour));
    const { findings } = explain(play.engine.look(play.case, at('09-21 14:00')), play.case, { kind: 'unaccepted' });
    expect(reasonIn(findings[0]!, 'budget')).toMatchObject({ size: hour, from: { version: 1 } });
  });

  it('rest on a fact whose voiding was itself voided', () => {
    const pause = act('09-21 09:30', { type: 'baton.handoff.paused.v1', leg: 'sign', cause: 'customer' });
    const voiding = (when: string, of: Fact): Fact =>
      act(when, { type: 'baton.fact.voided.v1', fact: of.id, reason: 'x' });
    const mistaken = voiding('09-21 09:40', pause);
    const again = explainedAt('09-21 09:50', [pause, mistaken, voiding('09-21 09:45', mistaken)], 'unaccepted');
    expect(reasonIn(again, 'paused')).toMatchObject({ cause: 'customer', since: at('09-21 09:30') });
    expect(again.evidence).toContain(pause.id);
    expect(reasonIn(explainedAt('09-21 09:50', [pause, mistaken], 'unaccepted'), 'paused')).toBeUndefined();
  });

  it('say where a typical duration was learned', () => {
    const durations = {
      id: 'learned',
      version: 3,
      hash: 'sha256:2',
      entries: [{ route: 'relay', leg: 'sign', typical: 6 * hour, quantile: 0.8, samples: 40 }],
    };
    const learned = reference('09-21 00:01', { type: 'baton.rules.durations-learned.v1', durations });
    const away = absence('09-21 09:10', 'bob', { from: '09-22 00:00', until: '09-28 00:00' });
    const finding = explainedAt('09-21 10:00', [learned, away], 'absent');
    expect(reasonIn(finding, 'leg-finish')).toMatchObject({
      ...{ typical: 6 * hour, limitFrom: 'budgets' },
      source: { from: 'learned', id: 'learned', version: 3, quantile: 0.8, samples: 40, hash: 'sha256:2' },
    });
    expect(finding.evidence).toContain(learned.id);
  });

  it('say that a calendar ends, and that elapsed time needs none', () => {
    const short = calendarPublished('09-21 00:01', { validThrough: '2026-09-20', revision: 9 });
    expect(reasonIn(explainedAt('09-21 10:00', [short], 'unaccepted'), 'calendar')).toMatchObject({
      provisional: true,
      calendars: [{ revision: 9 }],
    });
    const elapsed = explainedAt('09-21 10:00', [route({ elapsed: true })], 'unaccepted');
    expect([reasonIn(elapsed, 'budget')?.counting, reasonIn(elapsed, 'calendar')]).toEqual(['elapsed', undefined]);
    expect(reasonIn(explainedAt('09-21 10:00', [route({ elapsed: true })], 'absent'), 'condition')?.lacks).toBe(
      'elapsed-leg',
    );
  });
});
