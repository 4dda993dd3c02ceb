import { expect, it } from '@jest/globals';
import { checkEvent } from './check-event.ts';

const leg = { id: 'sign', title: 'Sign', party: 'V', acceptBudget: 0, needs: [] };
const handling = {
  ...{ id: 'deputy-signs', leg: 'sign', kind: 'deputy', rule: 'P-2', ruleTitle: 'the deputy signs' },
  ...{ class: 'policy', mayGrant: ['A'], to: 'V2' },
};
const route = { id: 'r', version: 1, title: 'R', owner: 'A', legs: [leg], handlings: [handling], ladder: [] };
const policy = {
  id: 'p',
  version: 1,
  ladders: [{ rungs: [{ after: 0, whom: 'on-duty', group: 'T', channel: 'desk' }] }],
};
const learned = { route: 'r', leg: 'sign', typical: 1, quantile: 0.5, samples: 40 };

const errorsOf = (type: string, data: object): string[] => {
  const checked = checkEvent({ specversion: '1.0', id: 'e', source: '/x', type, data });
  return checked.ok ? [] : checked.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`);
};
const ofRoute = (change: object): string[] =>
  errorsOf('baton.rules.route-published.v1', { route: { ...route, ...change } });
const ofPolicy = (change: object): string[] =>
  errorsOf('baton.rules.policy-published.v1', { policy: { ...policy, ...change } });
const ofDurations = (entries: readonly object[]): string[] =>
  errorsOf('baton.rules.durations-learned.v1', { durations: { id: 'd', version: 1, entries } });
const legsAfter = (after: Readonly<Record<string, readonly string[] | undefined>>): object[] =>
  Object.entries(after).map(([id, legs]) => ({ ...leg, id, after: legs }));

it('takes rules that fit together', () => {
  expect([...ofRoute({}), ...ofPolicy({})]).toEqual([]);
  expect(ofDurations([learned, { ...learned, party: 'V' }, { ...learned, leg: 'pay' }])).toEqual([]);
});

it('takes legs that wait for nothing, for one and for several', () => {
  const wide = legsAfter({ open: [], left: ['open'], right: ['open'], join: ['left', 'right'], last: undefined });
  expect(ofRoute({ legs: wide, handlings: [] })).toEqual([]);
});

it.each<[object, string]>([
  [{ legs: [leg, leg] }, '/data/route/legs/1/id: expected an id that is not in the list before, got "sign"'],
  [
    { handlings: [{ ...handling, leg: 'pay' }] },
    '/data/route/handlings/0/leg: expected the id of a leg of this route, got "pay"',
  ],
  [
    { handlings: [{ ...handling, to: undefined }] },
    '/data/route/handlings/0/to: expected the party of the deputy, got nothing',
  ],
  [
    { legs: [{ ...leg, acceptBudget: -1 }] },
    '/data/route/legs/0/acceptBudget: expected a number from 0 to 3155760000000, got -1',
  ],
  [
    { legs: [{ ...leg, finishBudget: 1e300 }] },
    '/data/route/legs/0/finishBudget: expected a number from 0 to 3155760000000, got 1e+300',
  ],
  [
    { handlings: [{ ...handling, kind: 'other-holder', to: undefined }] },
    '/data/route/handlings/0/to: expected the party of the other holder, got nothing',
  ],
  [
    { handlings: [{ ...handling, kind: 'parallel' }] },
    '/data/route/handlings/0/with: expected the leg that it may run beside, got nothing',
  ],
  [
    { handlings: [{ ...handling, kind: 'parallel', with: 'pay' }] },
    '/data/route/handlings/0/with: expected the id of another leg of this route, got "pay"',
  ],
  [
    { handlings: [{ ...handling, kind: 'parallel', with: 'sign' }] },
    '/data/route/handlings/0/with: expected the id of another leg of this route, got "sign"',
  ],
  [
    { handlings: [{ ...handling, kind: 'expedite' }] },
    '/data/route/handlings/0/typical: expected the working time that the leg takes then, got nothing',
  ],
  [
    { handlings: [{ ...handling, class: 'law' }] },
    '/data/route/handlings/0/mayGrant: expected nobody, for law is never bent, got ["A"]',
  ],
  [
    { ladder: [{ after: 0, whom: 'on-duty', channel: 'desk' }] },
    '/data/route/ladder/0/group: expected the team or role of whom somebody is on duty, got nothing',
  ],
])('refuses the route %j', (change, error) => {
  expect(ofRoute(change)).toEqual([error]);
});

it.each<[Readonly<Record<string, readonly string[] | undefined>>, readonly string[]]>([
  [{ a: ['z', 'a2'], a2: [] }, ['0/after/0: expected the id of a leg of this route, got "z"']],
  [{ a: ['a'] }, ['0/after: expected legs that do not wait for this one, got ["a"]']],
  [
    { a: ['c'], b: undefined, c: undefined },
    [
      '0/after: expected legs that do not wait for this one, got ["c"]',
      '1/after: expected legs that do not wait for this one, got ["a"]',
      '2/after: expected legs that do not wait for this one, got ["b"]',
    ],
  ],
  [
    { a: [], b: ['c', 'a'], c: ['b'], d: ['a', 'c'], e: undefined },
    [
      '1/after: expected legs that do not wait for this one, got ["c","a"]',
      '2/after: expected legs that do not wait for this one, got ["b"]',
      '3/after: expected legs that can start themselves, got ["a","c"]',
      '4/after: expected legs that can start themselves, got ["d"]',
    ],
  ],
])('refuses legs that could not start: %j', (after, errors) => {
  const expected = errors.map((error) => `/data/route/legs/${error}`);
  expect(ofRoute({ legs: legsAfter(after), handlings: [] })).toEqual(expected);
});

it.each<[object, string]>([
  [
    { budgets: [{ leg: 'a' }, { leg: 'b' }, { leg: 'a' }] },
    '/data/policy/budgets/2/leg: expected a leg that is not in the list before, got "a"',
  ],
  [
    {
      ladders: [
        ...policy.ladders,
        { rungs: [...policy.ladders[0]!.rungs, { after: 1, whom: 'on-duty', channel: 'x' }] },
      ],
    },
    '/data/policy/ladders/1/rungs/1/group: expected the team or role of whom somebody is on duty, got nothing',
  ],
  [{ runaround: { hops: 0 } }, '/data/policy/runaround/hops: expected a whole number of at least 1, got 0'],
])('refuses the policy %j', (change, error) => {
  expect(ofPolicy(change)).toEqual([error]);
});

it('refuses durations of the same route, leg and party twice', () => {
  expect(ofDurations([learned, { ...learned, party: 'V' }, { ...learned, party: 'V', samples: 50 }])).toEqual([
    '/data/durations/entries/2: expected a combination of route, leg and party that is not in the list before, got ["r","sign","V"]',
  ]);
});

it('says at most twenty things about one event', () => {
  expect(ofRoute({ legs: Array.from({ length: 50 }, () => leg) })).toHaveLength(20);
});
