import type { RuleProblem } from '../rule-problem.ts';
import { quoted } from '../rule-problem.ts';
import { mostBytes } from '../yaml/read-yaml.ts';
import { type ContentLine, contentLines } from './content-lines.ts';

/** An event as the file has it. */
export interface EventComponent {
  /** Of its BEGIN. */
  readonly line: number;
  readonly properties: readonly ContentLine[];
  /** What the calendar around it is sent for: PUBLISH, CANCEL. */
  readonly method: string;
}

export interface Components {
  readonly events: readonly EventComponent[];
  readonly problems: readonly RuleProblem[];
}

export const mostComponents = 5000;
const mostProblems = 1000;

interface Open {
  readonly name: string;
  readonly line: number;
  readonly properties: ContentLine[];
}

/** The events of an iCalendar file. Everything else in it (alarms, tasks, zones) is passed over. */
export const readComponents = (file: string, text: string): Components => new ComponentReader(file).read(text);

class ComponentReader {
  private readonly file: string;
  private readonly problems: RuleProblem[] = [];
  private readonly events: EventComponent[] = [];
  private readonly open: Open[] = [];
  private method = '';
  private count = 0;

  constructor(file: string) {
    this.file = file;
  }

  read(text: string): Components {
    const bytes = Buffer.byteLength(text);
    if (bytes > mostBytes) {
      this.problem(1, '', { expected: `a file of at most ${mostBytes} bytes`, found: `${bytes}` });
      return { events: [], problems: this.problems };
    }
    const { lines, bad } = contentLines(text.startsWith('\u{FEFF}') ? text.slice(1) : text);
    for (const { line, text: found } of bad)
      this.problem(line, '', { expected: 'a property such as SUMMARY:Leave', found: quoted(found) });
    for (const line of lines) this.take(line);
    for (const { name, line } of this.open)
      this.problem(line, 'BEGIN', { expected: `END:${name} further down`, found: 'none' });
    if (this.count === 0 && this.problems.length === 0)
      this.problem(1, '', { expected: 'BEGIN:VCALENDAR', found: 'no component' });
    return { events: this.events, problems: this.problems };
  }

  private take(line: ContentLine): void {
    if (line.name === 'BEGIN') this.begin(line);
    else if (line.name === 'END') this.end(line);
    else if (this.open.length === 1 && line.name === 'METHOD') this.method = line.value.toUpperCase();
    else if (this.open.length === 0)
      this.problem(line.line, line.name, { expected: 'BEGIN:VCALENDAR before any property', found: line.name });
    else this.open.at(-1)!.properties.push(line);
  }

  private begin({ line, value }: ContentLine): void {
    const name = value.toUpperCase();
    if (++this.count === mostComponents + 1)
      this.problem(line, 'BEGIN', { expected: `at most ${mostComponents} components in a file`, found: 'more' });
    if (this.open.length === 0 && name !== 'VCALENDAR')
      this.problem(line, 'BEGIN', { expected: 'BEGIN:VCALENDAR', found: quoted(value) });
    if (this.open.length === 0) this.method = '';
    this.open.push({ name, line, properties: [] });
  }

  private end({ line, value }: ContentLine): void {
    const last = this.open.pop();
    if (last === undefined || last.name !== value.toUpperCase()) {
      this.problem(line, 'END', {
        expected: last === undefined ? 'BEGIN before END' : `END:${last.name}`,
        found: quoted(value),
      });
      return;
    }
    if (last.name === 'VEVENT' && this.events.length < mostComponents)
      this.events.push({ line: last.line, properties: last.properties, method: this.method });
  }

  private problem(line: number, pointer: string, what: { expected: string; found: string }): void {
    if (this.problems.length >= mostProblems) return;
    this.problems.push({ file: this.file, line, column: 1, severity: 'error', pointer, ...what });
  }
}
