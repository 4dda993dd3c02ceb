import type { LearnedDurations, LegBudgets, Policy } from '@baton/contracts';
import type { DurationsForm } from '../forms/durations-form.ts';
import type { BudgetsForm, PolicyForm } from '../forms/policy-form.ts';
import { DurationValues } from './duration-value.ts';
import { rungValue } from './route-value.ts';
import { known, type Report } from './value-report.ts';

export const policyValue = (form: PolicyForm, report: Report): Policy => {
  const durations = new DurationValues(form.day, report);
  const { id, version, ladders, runaround } = form;
  return {
    ...{ id, version },
    ladders: ladders.map(({ kinds, impacts, rungs }, index) => ({
      ...known({ kinds, impacts }),
      rungs: rungs.map((rung, step) => rungValue(rung, `/ladders/${index}/rungs/${step}`, durations)),
    })),
    ...known({
      budgets: form.budgets?.map((budgets, index) => budgetsValue(budgets, `/budgets/${index}`, durations)),
      runaround,
      acknowledgeFor: durations.optional(form.acknowledgeFor, '/acknowledgeFor'),
    }),
  };
};

const budgetsValue = (form: BudgetsForm, at: string, durations: DurationValues): LegBudgets => ({
  leg: form.leg,
  ...known({
    acceptBudget: durations.optional(form.acceptBudget, `${at}/acceptBudget`),
    finishBudget: durations.optional(form.finishBudget, `${at}/finishBudget`),
    progressInterval: durations.optional(form.progressInterval, `${at}/progressInterval`),
  }),
});

export const durationsValue = (form: DurationsForm, report: Report): LearnedDurations => {
  const durations = new DurationValues(form.day, report);
  return {
    id: form.id,
    version: form.version,
    entries: form.entries.map(({ route, leg, party, typical, quantile, samples }, index) => ({
      ...{ route, leg, quantile, samples },
      ...known({ party }),
      typical: durations.ms(typical, `/entries/${index}/typical`),
    })),
  };
};
