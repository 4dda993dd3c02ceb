import type { Decision, DecisionType, StallHeader } from '@baton/contracts';
import { at } from './facts.fixture.ts';

const decision = { id: 'd', caseId: 'c', dueAt: at, knownAt: at };
const stall: StallHeader = {
  ...decision,
  ...{ episode: 'e', leg: 'vp', group: 'party V', inhibition: 'c vp' },
  kind: 'absent',
};

/** One decision of every type. */
export const oneDecisionOfEach: { readonly [T in DecisionType]: Extract<Decision, { readonly type: T }> } = {
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
  'stall-retracted': { ...stall, type: 'stall-retracted', because: 'would-not-have-been-raised' },
  'rung-fired': { ...stall, type: 'rung-fired', rung: 1, whom: ['H', 'V'], channel: 'console' },
  'options-proposed': {
    ...stall,
    type: 'options-proposed',
    options: [],
    neverOffered: [{ rule: 'L', ruleTitle: 'Two people release' }],
  },
  'deadline-moved': {
    ...decision,
    type: 'deadline-moved',
    clock: 'unaccepted',
    leg: 'vp',
    old: at,
    new: at,
    because: 'calendar-published',
  },
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
  progress: { ...decision, type: 'progress', customer: 'Q', leg: 'vp', done: 4, of: 9, projectedFinish: at },
  'special-handling-outcome': {
    ...decision,
    type: 'special-handling-outcome',
    leg: 'vp',
    handling: 'h',
    class: 'policy',
    rule: 'P',
    grantedBy: 'A',
    outcome: 'saved',
    projectedWithout: at,
  },
};
