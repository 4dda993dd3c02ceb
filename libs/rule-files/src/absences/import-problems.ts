import { quoted, type RuleProblem } from '../rule-problem.ts';
import type { ContentLine } from './content-lines.ts';

const mostProblems = 1000;

/** Takes down what is wrong in an iCalendar file, at the line of the property. */
export class ImportProblems {
  readonly list: RuleProblem[] = [];
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  at(line: number, pointer: string, what: { readonly expected: string; readonly found: string }): void {
    if (this.list.length >= mostProblems) return;
    this.list.push({ file: this.file, line, column: 1, severity: 'error', pointer, ...what });
  }

  /** Of a property whose value is not as expected. */
  of({ line, name, value }: ContentLine, expected: string, found: string = quoted(value)): void {
    this.at(line, name, { expected, found });
  }
}
