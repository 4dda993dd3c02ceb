import type { LearnedDurations, Policy, Route } from '@baton/contracts';
import type { Position, RuleProblem } from './rule-problem.ts';
import type { CalendarValue } from './values/calendar-value.ts';
import type { RosterValue } from './values/roster-value.ts';

/** What the kinds of documents say, as the contract has it. */
export interface RuleValues {
  readonly route: Route;
  readonly policy: Policy;
  readonly calendar: CalendarValue;
  readonly roster: RosterValue;
  readonly durations: LearnedDurations;
}

/** One document of a rule file. Its pointers are those of the file's own form. */
export interface RuleDocumentOf<Kind extends keyof RuleValues> {
  readonly kind: Kind;
  readonly value: RuleValues[Kind];
  readonly file: string;
  /** From 0, in its file. */
  readonly index: number;
  at(pointer: string): Position;
}

export type RuleDocument = { readonly [Kind in keyof RuleValues]: RuleDocumentOf<Kind> }[keyof RuleValues];

export interface RuleFile {
  readonly file: string;
  /** `sha256:` and hexadecimal digits of the file's bytes. */
  readonly hash: string;
  /** Those without problems. */
  readonly documents: readonly RuleDocument[];
  readonly problems: readonly RuleProblem[];
}
