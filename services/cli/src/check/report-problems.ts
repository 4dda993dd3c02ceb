import { hasErrors, problemLine, type RuleProblem } from '@baton/rule-files';
import { done, failed } from '../command.ts';
import type { Terminal } from '../terminal.ts';

/** One problem a line; the exit code. Warnings alone are no failure. */
export const reportProblems = (problems: readonly RuleProblem[], terminal: Terminal): number => {
  for (const problem of problems) terminal.line(problemLine(problem));
  return hasErrors(problems) ? failed : done;
};

/** `1 file`, `2 files`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** `2 errors, 1 warning`. */
export const countsOf = (problems: readonly RuleProblem[]): string => {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}`;
};
