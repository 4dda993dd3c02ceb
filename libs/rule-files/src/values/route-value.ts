import type { Handling, Route, RouteLeg, Rung } from '@baton/contracts';
import type { RungForm } from '../forms/ladder-form.ts';
import type { HandlingForm, LegForm, RouteForm } from '../forms/route-form.ts';
import { DurationValues } from './duration-value.ts';
import { known, type Report } from './value-report.ts';

export const routeValue = (form: RouteForm, report: Report): Route => {
  const durations = new DurationValues(form.day, report);
  const { id, version, title, owner, policy, legs, handlings = [], ladder = [] } = form;
  return {
    ...{ id, version, title, owner },
    ...known({ policy }),
    legs: legs.map((leg, index) => legValue(leg, `/legs/${index}`, durations)),
    handlings: handlings.map((handling, index) => {
      const taken = handling.kind === 'escalate' ? { to: owner, ...handling } : handling;
      return handlingValue(taken, `/handlings/${index}`, durations);
    }),
    ladder: ladder.map((rung, index) => rungValue(rung, `/ladder/${index}`, durations)),
  };
};

const legValue = (form: LegForm, at: string, durations: DurationValues): RouteLeg => {
  const { id, title, titles, party, after, elapsed, needs = [] } = form;
  return {
    ...{ id, title, party, needs },
    ...known({
      ...{ titles, after, elapsed },
      acceptBudget: durations.optional(form.acceptBudget, `${at}/acceptBudget`, elapsed),
      finishBudget: durations.optional(form.finishBudget, `${at}/finishBudget`, elapsed),
      progressInterval: durations.optional(form.progressInterval, `${at}/progressInterval`, elapsed),
      typical: durations.optional(form.typical, `${at}/typical`, elapsed),
    }),
  };
};

const handlingValue = (form: HandlingForm, at: string, durations: DurationValues): Handling => {
  const { typical, mayGrant = [], id, leg, kind, rule, ruleTitle, ruleTitles, class: ofClass, approval, to } = form;
  return {
    ...{ id, leg, kind, rule, ruleTitle, class: ofClass, mayGrant },
    ...known({ ruleTitles, approval, to, with: form.with }),
    ...(typical === undefined ? {} : { typical: durations.ms(typical, `${at}/typical`) }),
  };
};

export const rungValue = (form: RungForm, at: string, durations: DurationValues): Rung => {
  const { after, elapsed, whom, group, channel } = form;
  return { after: durations.ms(after, `${at}/after`, elapsed), whom, channel, ...known({ elapsed, group }) };
};
