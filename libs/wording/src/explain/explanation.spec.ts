import { describe, expect, it } from '@jest/globals';
import {
  type BudgetReason,
  type Finding,
  type Lack,
  type Reason,
  type RuleVersion,
  stallKinds,
} from '@baton/contracts';
import { languages } from '../languages.ts';
import { wording } from '../wording.ts';
import { findingWords, ruleSentence } from './explanation.ts';

const at = Date.UTC(2026, 8, 23, 0, 35);
const hour = 3_600_000;
const context = { names: (id: string) => `<${id}>`, legTitle: (id: string) => `[${id}]`, zone: 'Asia/Shanghai' };
const route: RuleVersion = { rule: 'route', id: 'r', version: 3 };
const policy: RuleVersion = { rule: 'policy', id: 'p', version: 2, source: 'p.yaml', hash: 'sha256:1' };
const budget: BudgetReason = {
  ...{ type: 'budget', budget: 'accept', leg: 'vp', party: 'V', counting: 'working', size: 4 * hour, from: policy },
  ...{ startedAt: at - 9 * hour, consumed: hour },
};
const learned = { from: 'learned', id: 'l', version: 1, quantile: 0.8, samples: 40 } as const;
const calendar = { id: 'c', revision: 2, zone: 'UTC', source: '', hash: 'h', validThrough: '2026-12-31' };
const legFinish = {
  type: 'leg-finish',
  leg: 'vp',
  party: 'V',
  limit: at,
  limitFrom: 'latest-finish',
  typical: hour,
} as const;
const step = { type: 'step', leg: 'vp', party: 'V', start: at, costs: 0 } as const;
const ladder = { type: 'ladder', rungs: 3, passed: 1, from: route } as const;
const next = { whom: 'manager', calls: ['A'], channel: 'mail' } as const;
const hops = { type: 'hops', leg: 'vp', hops: 3, mostHops: 3, returns: 1, mostReturns: 2 } as const;

/** Each says something else. */
const reasons: readonly Reason[] = [
  { ...budget, runningSince: at - 9 * hour, due: at },
  { ...budget, runningSince: at - 9 * hour },
  { ...budget, usedUpAt: at, over: 2 * hour },
  { ...budget, counting: 'elapsed', budget: 'offer', due: at },
  { type: 'paused', cause: 'supplier', since: at },
  { type: 'paused', cause: 'supplier', since: at, until: at + hour },
  { type: 'validity', leg: 'vp', until: at },
  { type: 'calendar', party: 'V', calendars: [calendar] },
  { type: 'calendar', party: 'V', calendars: [calendar], provisional: true },
  { type: 'calendar', party: 'V', calendars: [] },
  { type: 'need-by', needBy: at },
  { type: 'need-by', needBy: at, leg: 'vp', latestStart: at, latestFinish: at },
  {
    ...{ type: 'need-by', needBy: at, leg: 'vp', latestStart: at, latestFinish: at },
    presentLatestStart: at - hour,
    presentLatestFinish: at,
  },
  {
    ...{ type: 'need-by', needBy: at, leg: 'vp', latestStart: at, latestFinish: at },
    presentLatestStart: at,
    presentLatestFinish: at,
  },
  { ...legFinish, source: learned, withAbsences: at + hour, without: at },
  { ...legFinish, source: learned, withAbsences: at, without: at },
  { ...legFinish, source: { from: 'special-handling', handling: 'quick' } },
  { ...legFinish, limitFrom: 'budgets', source: { from: 'route', rule: route } },
  { type: 'projection', finish: at },
  { type: 'projection' },
  { ...step, finish: at, left: hour, source: { from: 'route', rule: route } },
  { ...step, finish: at, left: hour, source: learned },
  { ...step, finish: at, left: hour, costs: 30 * hour },
  step,
  { type: 'eater', leg: 'vp', party: 'V', costs: 30 * hour },
  { type: 'absence', party: 'V', from: at, until: at + hour },
  { type: 'delegation', party: 'V', to: 'W' },
  { type: 'delegation', party: 'V', to: 'W', from: at },
  { type: 'delegation', party: 'V', to: 'W', until: at },
  { type: 'delegation', party: 'V', to: 'W', from: at, until: at + hour },
  { type: 'handling', leg: 'vp', handling: 'deputy', class: 'policy', rule: 'P-1', grantedBy: 'A' },
  { type: 'deputies', leg: 'vp', deputies: ['V2', 'V3'] },
  { type: 'vacancy', party: 'V', vacant: 'unknown', owner: 'A' },
  { type: 'vacancy', party: 'V', vacant: 'empty', owner: 'A' },
  { type: 'missing', leg: 'vp', needs: ['amount', 'form'], missing: ['form'] },
  { type: 'missing', leg: 'vp', needs: ['amount', 'form'], missing: ['form'], returns: 2 },
  { type: 'missing', leg: 'vp', needs: ['amount', 'form'], missing: [] },
  { ...hops, path: [] },
  { ...hops, path: ['V', 'A', 'V'], from: policy },
  ladder,
  { ...ladder, next },
  { ...ladder, next: { ...next, calls: [], due: at } },
  { ...ladder, next: { ...next, due: at } },
  { type: 'hold', hold: 'acknowledged', by: 'A', since: at, until: at + hour },
  { type: 'hold', hold: 'snoozed', by: 'A', since: at, until: at + hour },
  { type: 'silence', silence: 's', reason: 'known', until: at },
  { type: 'earlier', since: at, until: at + hour, retracted: false, times: 2 },
  { type: 'earlier', since: at, retracted: true, times: 1 },
];

const lacks: Readonly<Record<Lack, true>> = {
  ...{ 'case-ended': true, 'not-begun': true, 'not-offered': true, 'on-offer': true, taken: true, completed: true },
  ...{ 'no-budget': true, paused: true, 'never-due': true, 'nobody-away': true, 'elapsed-leg': true },
  ...{ 'unknown-duration': true, 'no-limit': true, 'absence-costs-nothing': true, 'in-time-anyway': true },
  ...{ 'somebody-there': true, 'no-roster': true, 'needs-nothing': true, 'all-there': true, 'few-hops': true },
  ...{ 'no-need-by': true, inside: true, 'nothing-left': true, superseded: true },
};

const finding = (change: Partial<Finding>): Finding => ({
  ...{ kind: 'unaccepted', leg: 'vp', verdict: 'stalled', since: at, at, reasons: [], evidence: [] },
  ...change,
});

describe.each(languages)('an explanation in %s', (language) => {
  const say = wording(language);

  it('has a sentence for every reason, and another for each', () => {
    const told = findingWords(say, finding({ reasons }), context).reasons.map(({ sentence }) => sentence);
    for (const sentence of told) expect(sentence).not.toMatch(/undefined|NaN|[{}]|–/);
    expect(new Set(told).size).toBe(reasons.length);
  });

  it('says of every kind that it is there, that it will be, and that it is not', () => {
    const said = stallKinds.flatMap((kind) =>
      (['stalled', 'would-stall-at', 'not-stalled'] as const).map((verdict) => {
        const condition = { type: 'condition', lacks: 'paused' } as const;
        return findingWords(say, finding({ kind, verdict, reasons: [...reasons, condition] }), context).conclusion;
      }),
    );
    for (const sentence of said) expect(sentence).not.toMatch(/undefined|NaN|[{}]|–/);
    expect(new Set(said).size).toBe(said.length);
  });

  it.each(Object.keys(lacks) as Lack[])('says why not: %s', (lack) => {
    const condition = { type: 'condition', lacks: lack, party: 'V', at, limit: at } as const;
    const words = findingWords(say, finding({ verdict: 'not-stalled', reasons: [condition] }), context);
    expect(words).toMatchObject({ reasons: [], lacks: lack });
    expect(words.conclusion).not.toMatch(/undefined|[{}]|–/);
    expect(findingWords(say, finding({ reasons: [condition] }), context).reasons).toHaveLength(1);
  });
});

describe('an explanation', () => {
  const say = wording('en');

  it('begins with the conclusion', () => {
    const { conclusion } = findingWords(say, finding({ reasons: [{ ...budget, usedUpAt: at }] }), context);
    expect(conclusion).toBe('**Nobody took “[vp]”**: the accept budget of 4 h was used up on Wed 23 Sep 08:35');
  });

  it('says which file is in force', () => {
    expect(ruleSentence(say, policy, context)).toBe('In force: policy p, version 2, from p.yaml, sha256:1.');
    expect(ruleSentence(say, { ...route, version: 0 }, context)).toBe('In force: no route was published.');
  });
});
