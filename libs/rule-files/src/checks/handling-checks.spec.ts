import type { Route } from '@baton/contracts';
import { describe, expect, it } from '@jest/globals';
import { parseRuleFile } from '../parse-rule-file.ts';
import { broken, placeOf, problemsIn } from '../rule-files.fixture.ts';

/** One problem, there. */
const only = (text: string, at: string, says: string): readonly unknown[] => [
  expect.stringContaining(`f:${placeOf(text, at)}: ${says}`),
];

describe('a handling that changes nothing or cannot be granted', () => {
  it.each([
    [
      'class: law }',
      'class: law, mayGrant: [boss] }',
      '[boss] }\nladder',
      "expected nobody, because law is never bent, found 'boss'",
    ],
    ['class: law }', 'class: law, approval: after }', 'after }', 'expected none, because law is never bent'],
    [
      ', mayGrant: [boss]',
      '',
      '{ id: deputy',
      'expected who may grant it, because a policy is bent by a named authority, found nobody',
    ],
    ['to: bea, rule', 'rule', '{ id: deputy', 'expected a key to: who takes the leg, found none'],
    [
      'to: bea, rule',
      'to: bob, rule',
      'bob, rule',
      "expected another party than the one that runs the leg, found 'bob'",
    ],
    ['kind: skip-rule', 'kind: skip-rule, to: bea', 'bea, rule: L-1', 'expected no key to for skip-rule'],
    ['kind: skip-rule', 'kind: skip-rule, with: ask', 'ask, rule', 'expected no key with for skip-rule'],
    [
      'kind: parallel, with: sign',
      'kind: parallel',
      '{ id: beside',
      'expected a key with: the leg that it may run beside',
    ],
    [
      'id: beside, leg: pay, kind: parallel, with: sign',
      'id: beside, leg: sign, kind: parallel, with: pay',
      'pay, rule',
      "expected a leg that sign waits for, found 'pay'",
    ],
    [
      'kind: expedite, typical: 1 h',
      'kind: expedite',
      '{ id: fast',
      'expected a key typical: how long the leg takes when expedited',
    ],
    [
      'kind: expedite, typical: 1 h',
      'kind: expedite, typical: 2 days',
      '2 days',
      'expected less than the leg takes anyway',
    ],
    ['kind: deputy, to', 'kind: deputy, typical: 1 h, to', '1 h, to', 'expected no key typical for deputy'],
  ])('%j as %j', (right, wrong, at, says) => {
    const text = broken(right, wrong);
    expect(problemsIn(text)).toEqual(only(text, at, says));
  });

  it('escalates to the owner and to nobody else', () => {
    const escalating = (to: string): string =>
      broken('kind: skip-rule', `kind: escalate${to}`).replace('class: law }', 'class: standard }');
    expect(problemsIn(escalating(''))).toEqual([]);
    expect(problemsIn(escalating(', to: boss'))).toEqual([]);
    expect(problemsIn(escalating(', to: bea'))).toEqual(
      only(escalating(', to: bea'), 'bea, rule: L-1', "expected no key to for escalate, found 'bea'"),
    );
    const { documents } = parseRuleFile(escalating(''), { file: 'f' });
    const route = documents.find(({ kind }) => kind === 'route')!.value as Route;
    expect(route.handlings.at(-1)).toMatchObject({ kind: 'escalate', to: 'boss' });
  });

  it('may be carried out before it is granted', () => {
    expect(problemsIn(broken('mayGrant: [boss]', 'mayGrant: [boss], approval: after'))).toEqual([]);
  });
});
