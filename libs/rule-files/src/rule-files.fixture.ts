import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRuleFiles, parseRuleFile, problemLine, type RuleProblem } from './index.ts';

const folder = join(import.meta.dirname, '../rules');

export const shipped = ['hospital-purchasing', 'hiring-and-onboarding', 'support-incident', 'purchase-to-pay'] as const;

export const shippedText = (name: (typeof shipped)[number]): string =>
  readFileSync(join(folder, `${name}.yaml`), 'utf8');

/** `LINE:COLUMN` of the first place where the text stands, from 1. */
export const placeOf = (text: string, fragment: string): string => {
  const before = text.slice(0, text.indexOf(fragment)).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1}`;
};

/** What is wrong with one file alone, a line each. */
export const problemsIn = (text: string): readonly string[] =>
  linesOf(checkRuleFiles([parseRuleFile(text, { file: 'f' })]));

export const linesOf = (problems: readonly RuleProblem[]): readonly string[] => problems.map(problemLine);

/** Calendar, roster and route that are right together; tests break them one line at a time. */
export const rightFile = `kind: calendar
id: office
revision: 1
zone: Europe/Berlin
validThrough: 2026-12-31
weekly:
  mon-fri: [08:00-12:00, 13:00-17:00]
daysOff: [2026-12-25]
extraWorkdays:
  2026-09-20: mon
special:
  2026-12-24: [08:00-09:00, 09:00-12:00]
---
kind: roster
calendar: office
parties:
  - { id: ann, name: Ann, manager: boss }
  - { id: bob, name: Bob, manager: boss }
  - { id: bea, name: Bea }
  - { id: boss, name: Boss }
  - { id: desk, name: Desk, kind: team, members: [ann, bob] }
absences:
  - { id: leave, party: bob, from: 2026-09-23T00:00+02:00, until: 2026-09-24T00:00+02:00 }
delegations:
  - { id: stand-in, party: bob, to: bea, routes: [relay] }
---
kind: policy
id: default
version: 1
budgets:
  - { leg: sign, acceptBudget: 1 h }
runaround: { hops: 4 }
acknowledgeFor: 30 min
ladders:
  - kinds: [absent, unaccepted]
    impacts: [critical]
    rungs:
      - { after: 0 min, whom: on-duty, group: desk, channel: console }
      - { after: 2 h, whom: special-handling, channel: console }
  - kinds: [forecast]
    rungs:
      - { after: 0 min, whom: holder, channel: console }
---
kind: route
id: relay
version: 2
day: 8 h
title: Relay
owner: boss
legs:
  - { id: ask, title: Ask, party: ann, finishBudget: 1 day, typical: 2 h }
  - { id: sign, title: Sign, party: bob, acceptBudget: 90 min, typical: 1.5 days, needs: [amount] }
  - { id: pay, title: Pay, party: desk, after: [sign], progressInterval: 4 h, elapsed: true }
handlings:
  - { id: deputy, leg: sign, kind: deputy, to: bea, rule: P-1, ruleTitle: bob signs, class: policy, mayGrant: [boss] }
  - { id: beside, leg: pay, kind: parallel, with: sign, rule: S-1, ruleTitle: order first, class: standard }
  - { id: fast, leg: sign, kind: expedite, typical: 1 h, rule: S-2, ruleTitle: at leisure, class: standard }
  - { id: alone, leg: pay, kind: skip-rule, rule: L-1, ruleTitle: two sign, class: law }
ladder:
  - { after: 0 min, whom: giver, channel: console }
  - { after: 4 h, whom: manager, channel: console }
---
kind: durations
id: learned
version: 1
entries:
  - { route: relay, leg: sign, party: bob, typical: 5 h, quantile: 0.5, samples: 40 }
`;

/** The right file with one thing put in place of another. */
export const broken = (right: string, wrong: string): string => {
  if (!rightFile.includes(right)) throw new RangeError(`the file has no ${right}`);
  return rightFile.replace(right, wrong);
};
