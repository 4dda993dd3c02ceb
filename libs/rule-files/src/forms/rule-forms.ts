import type { TObject } from '@sinclair/typebox';
import { calendarForm } from './calendar-form.ts';
import { durationsForm } from './durations-form.ts';
import { policyForm } from './policy-form.ts';
import { rosterForm } from './roster-form.ts';
import { routeForm } from './route-form.ts';

export const ruleKinds = ['route', 'policy', 'calendar', 'roster', 'durations'] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** What a document of each kind looks like in its file: the one source of the checks and of the schemas for editors. */
export const ruleForms: Readonly<Record<RuleKind, TObject>> = {
  route: routeForm,
  policy: policyForm,
  calendar: calendarForm,
  roster: rosterForm,
  durations: durationsForm,
};

export const isRuleKind = (kind: unknown): kind is RuleKind => ruleKinds.some((known) => known === kind);
