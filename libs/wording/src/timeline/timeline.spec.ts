import { describe, expect, it } from '@jest/globals';
import type { Decision, DecisionType, Fact, FactType } from '@baton/contracts';
import { languages } from '../languages.ts';
import { wording } from '../wording.ts';
import type { TimelineContext } from './telling.ts';

const at = Date.UTC(2026, 8, 22, 6, 5);
const fact = { id: 's 1', occurredAt: at, actor: 'H', caseId: 'c', leg: 'vp' };
const decision = { id: 'd', caseId: 'c', dueAt: at, knownAt: at };
const stall = { ...decision, episode: 'e', kind: 'absent', leg: 'vp' } as const;
const context: TimelineContext = {
  names: (id) => `<${id}>`,
  legTitle: (id) => `[${id}]`,
  zone: 'Asia/Shanghai',
  accountable: 'H',
};

const facts: { readonly [T in FactType]: Extract<Fact, { readonly type: T }> } = {
  'baton.case.opened.v1': { ...fact, type: 'baton.case.opened.v1', title: 'T', customer: 'Q', needBy: at },
  'baton.case.amended.v1': { ...fact, type: 'baton.case.amended.v1', items: ['part number', 'supplier'] },
  'baton.case.cancelled.v1': { ...fact, type: 'baton.case.cancelled.v1', reason: 'r' },
  'baton.case.closed.v1': { ...fact, type: 'baton.case.closed.v1' },
  'baton.case.confirmed.v1': { ...fact, type: 'baton.case.confirmed.v1' },
  'baton.case.reopened.v1': { ...fact, type: 'baton.case.reopened.v1' },
  'baton.case.feedback.v1': { ...fact, type: 'baton.case.feedback.v1', score: 5 },
  'baton.handoff.offered.v1': { ...fact, type: 'baton.handoff.offered.v1', to: 'V' },
  'baton.handoff.accepted.v1': { ...fact, type: 'baton.handoff.accepted.v1', by: 'V' },
  'baton.handoff.declined.v1': { ...fact, type: 'baton.handoff.declined.v1' },
  'baton.handoff.withdrawn.v1': { ...fact, type: 'baton.handoff.withdrawn.v1' },
  'baton.handoff.returned.v1': { ...fact, type: 'baton.handoff.returned.v1', missing: ['amount'] },
  'baton.handoff.referred.v1': { ...fact, type: 'baton.handoff.referred.v1', to: 'P' },
  'baton.handoff.progressed.v1': { ...fact, type: 'baton.handoff.progressed.v1' },
  'baton.handoff.paused.v1': { ...fact, type: 'baton.handoff.paused.v1', cause: 'parts', until: at },
  'baton.handoff.resumed.v1': { ...fact, type: 'baton.handoff.resumed.v1' },
  'baton.handoff.completed.v1': { ...fact, type: 'baton.handoff.completed.v1', by: 'H' },
  'baton.special-handling.granted.v1': {
    ...fact,
    type: 'baton.special-handling.granted.v1',
    handling: 'h',
    reason: 'r',
  },
  'baton.special-handling.refused.v1': {
    ...fact,
    type: 'baton.special-handling.refused.v1',
    handling: 'h',
    reason: 'r',
  },
  'baton.special-handling.carried-out.v1': {
    ...fact,
    type: 'baton.special-handling.carried-out.v1',
    handling: 'h',
    to: 'V2',
  },
  'baton.people.absence-declared.v1': {
    ...fact,
    type: 'baton.people.absence-declared.v1',
    absence: 'a',
    party: 'V',
    from: at,
    until: at + 1e8,
  },
  'baton.people.absence-ended.v1': { ...fact, type: 'baton.people.absence-ended.v1', absence: 'a', party: 'V' },
  'baton.people.roster-changed.v1': { ...fact, type: 'baton.people.roster-changed.v1', parties: [] },
  'baton.rules.calendar-published.v1': {
    ...fact,
    type: 'baton.rules.calendar-published.v1',
    calendar: { id: 'cn' } as never,
  },
  'baton.rules.route-published.v1': {
    ...fact,
    type: 'baton.rules.route-published.v1',
    route: { title: 'R', version: 3 } as never,
  },
};

const decisions: { readonly [T in DecisionType]: Extract<Decision, { readonly type: T }> } = {
  'accountability-moved': { ...decision, type: 'accountability-moved', from: 'H', to: 'V' },
  'stall-raised': {
    ...stall,
    type: 'stall-raised',
    title: 'T',
    impact: 'high',
    customer: 'Q',
    party: 'V',
    accountable: 'H',
    legFinish: at,
    legFinishPresent: at,
  },
  'stall-cleared': { ...stall, type: 'stall-cleared', because: 'deputy-accepted' },
  'stall-retracted': { ...stall, type: 'stall-retracted', because: 'late fact' },
  'rung-fired': { ...stall, type: 'rung-fired', rung: 1, whom: ['H', 'V'], channel: 'console' },
  'options-proposed': {
    ...stall,
    type: 'options-proposed',
    options: [],
    neverOffered: [{ rule: 'L', ruleTitle: 'Two people release' }],
  },
  'deadline-moved': { ...decision, type: 'deadline-moved', clock: 'accept', old: at, new: at, because: 'b' },
  'heads-up': { ...decision, type: 'heads-up', leg: 'vp', party: 'V', latestFinish: at },
  receipt: { ...decision, type: 'receipt', customer: 'Q' },
  'special-handling-ordered': {
    ...decision,
    type: 'special-handling-ordered',
    leg: 'vp',
    handling: 'h',
    kind: 'deputy',
    class: 'policy',
    rule: 'P',
    to: 'V2',
    grantedBy: 'A',
    reason: 'r',
  },
  'fact-flagged': { ...decision, type: 'fact-flagged', fact: 'f', flag: 'late', detail: 'd' },
  'fact-refused': { ...decision, type: 'fact-refused', fact: 'f', refusal: 'law-is-never-bent', detail: 'd' },
};

describe.each(languages)('a timeline in %s', (language) => {
  const say = wording(language);
  it.each([...Object.values(facts), ...Object.values(decisions)])('has a sentence for $type', (entry) => {
    const sentence = say.timelineSentence(entry, context);
    expect(sentence.length).toBeGreaterThan(3);
    expect(sentence).not.toMatch(/undefined|–|\{/);
  });
});

describe('a timeline', () => {
  const say = wording('en');
  it('says who stays accountable in the exchange zone', () => {
    expect(say.timelineSentence(facts['baton.handoff.offered.v1'], context)).toBe(
      '<H> offered “[vp]” to **<V>**; <H> stays accountable until it is taken',
    );
  });

  it('takes leg and receiver from the context when the fact leaves them to the route', () => {
    const { leg: _, to: __, ...offer } = facts['baton.handoff.offered.v1'];
    expect(say.timelineSentence(offer, { ...context, leg: 'order', receiver: 'P1' })).toContain(
      '“[order]” to **<P1>**',
    );
  });

  it('never offers what is law', () => {
    expect(say.timelineSentence(decisions['options-proposed'], context)).toBe('No way out that may be offered');
  });
});
