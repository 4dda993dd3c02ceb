import { type Static, Type } from '@sinclair/typebox';
import { closed, day, duration, id, impact, list, stallKind, version } from './form-parts.ts';
import { ladder } from './ladder-form.ts';

const budgets = closed(
  {
    leg: id('A leg of the routes that the policy governs.'),
    acceptBudget: Type.Optional(duration('Instead of the accept budget of the route.')),
    finishBudget: Type.Optional(duration('Instead of the finish budget of the route.')),
    progressInterval: Type.Optional(duration('Instead of the progress interval of the route.')),
  },
  'Service standards of one leg',
);

const ladderOf = closed(
  {
    kinds: Type.Optional(
      list(stallKind, { minItems: 1, maxItems: 20 }, 'For stalls of these kinds. Without this: of any kind.'),
    ),
    impacts: Type.Optional(
      list(impact, { minItems: 1, maxItems: 20 }, 'For cases of these impacts. Without this: of any.'),
    ),
    rungs: ladder,
  },
  'A ladder, and the stalls that climb it',
);

const times = (description: string, otherwise: number) =>
  Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: otherwise,
      description,
      errorMessage: 'a whole number from 1 to 1000',
    }),
  );

export const policyForm = closed(
  {
    kind: Type.Literal('policy', { description: 'This document is a policy.' }),
    id: id('Names the policy; `default` governs every route that names none.'),
    version: version('Raise it with every change.'),
    day,
    budgets: Type.Optional(list(budgets, { maxItems: 1000 }, 'Instead of what the route says.')),
    ladders: list(
      ladderOf,
      { maxItems: 100 },
      'The first that fits a stall is climbed; if none fits, the one of the route.',
    ),
    runaround: Type.Optional(
      closed(
        {
          hops: times('After so many hops on a leg.', 3),
          returns: times('After so many returns to a party already on its path.', 2),
        },
        'When a baton runs around',
      ),
    ),
    acknowledgeFor: Type.Optional(
      duration('How long whoever acknowledges without naming an end has it, in working time (4 h).'),
    ),
  },
  'Service standards and escalation',
);

export type PolicyForm = Static<typeof policyForm>;
export type BudgetsForm = Static<typeof budgets>;
