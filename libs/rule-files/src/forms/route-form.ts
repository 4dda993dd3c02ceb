import { type Static, Type } from '@sinclair/typebox';
import { byLanguage, closed, day, duration, flag, id, line, list, oneOf, version } from './form-parts.ts';
import { ladder } from './ladder-form.ts';

const leg = closed(
  {
    id: id('Names the leg in this route.'),
    title: line('What people read.'),
    titles: byLanguage('The title in other languages.'),
    party: id('Who runs it: a party of the roster.'),
    after: Type.Optional(
      list(
        id('A leg of this route'),
        { maxItems: 200 },
        'The legs that must be completed before it starts. Without this: the leg listed before. []: it may start at once.',
      ),
    ),
    acceptBudget: Type.Optional(duration('From offer to acceptance; after it the stall `unaccepted` is raised.')),
    finishBudget: Type.Optional(duration('From acceptance to completion; after it the stall `overrun` is raised.')),
    progressInterval: Type.Optional(
      duration('How long a held leg may stay without a sign of progress; after it `idle` is raised.'),
    ),
    elapsed: Type.Optional(flag('Its budgets count elapsed time, whatever the hours.')),
    typical: Type.Optional(duration('How long it usually takes; forecasts need it.')),
    needs: Type.Optional(list(line('An item'), { maxItems: 1000 }, 'What the receiver must have in order to begin.')),
  },
  'One stretch of the route, run by one party',
);

export const handlingKinds = ['deputy', 'other-holder', 'parallel', 'expedite', 'skip-rule', 'escalate'] as const;

const handling = closed(
  {
    id: id('Names the handling in this route.'),
    leg: id('The leg for which the rule may be bent.'),
    kind: oneOf('How it is bent.', handlingKinds),
    to: Type.Optional(id('For deputy and other-holder: who takes the leg.')),
    with: Type.Optional(id('For parallel: the leg that it may run beside.')),
    typical: Type.Optional(duration('For expedite and skip-rule: how long the leg takes then.')),
    rule: line('The number or the name of the rule.'),
    ruleTitle: line('What the rule says.'),
    ruleTitles: byLanguage('What the rule says, in other languages.'),
    class: oneOf('law: said, and never bent. policy and standard: bent by those who may grant it.', [
      'law',
      'policy',
      'standard',
    ]),
    mayGrant: Type.Optional(
      list(
        id('A party'),
        { maxItems: 1000 },
        'Who may grant it; of a team or a role any member. A standard without any: whoever is accountable.',
      ),
    ),
    approval: Type.Optional(oneOf('after: it may be carried out first and granted afterwards.', ['before', 'after'])),
  },
  'A bend of one rule that may be granted for one leg',
);

export const routeForm = closed(
  {
    kind: Type.Literal('route', { description: 'This document is a route.' }),
    id: id('Names the route; cases name it when they are opened.'),
    version: version('Raise it with every change. Open cases keep the version that they began with.'),
    day,
    title: line('What people read.'),
    owner: id('Owner of last resort: accountable when a role is vacant or a party unknown.'),
    policy: Type.Optional(
      id('The policy that governs its cases. Without this: the policy `default`, where one is published.'),
    ),
    legs: list(leg, { minItems: 1, maxItems: 200 }, 'The legs, in the order in which people think of them.'),
    handlings: Type.Optional(list(handling, { maxItems: 1000 }, 'What may be bent when a case stalls.')),
    ladder: Type.Optional(ladder),
  },
  'How a kind of case goes from hand to hand',
);

export type RouteForm = Static<typeof routeForm>;
export type LegForm = Static<typeof leg>;
export type HandlingForm = Static<typeof handling>;
