import { createHash } from 'node:crypto';
import type { Weekday } from '@baton/working-time';
import { type Static, Type } from '@sinclair/typebox';
import { closed, date, line, list } from '../forms/form-parts.ts';
import { formProblems } from '../forms/form-problems.ts';
import { type Position, quoted, type RuleProblem } from '../rule-problem.ts';
import { isWorkableDate, workableDate } from '../values/dates.ts';
import { mostBytes, readYaml } from '../yaml/read-yaml.ts';
import { csvRows } from './csv-rows.ts';

/** One day of a holiday list: off, or worked with the hours of a day of the week. */
export interface Holiday extends Position {
  readonly date: string;
  readonly workday?: Weekday;
  readonly name?: string;
}

export interface HolidayList {
  readonly file: string;
  /** `sha256:` and hexadecimal digits of the file's bytes. */
  readonly hash: string;
  /** None while there are problems. */
  readonly holidays: readonly Holiday[];
  readonly problems: readonly RuleProblem[];
}

const kind = Type.String({
  pattern: '^(?:off|workday\\((?:mon|tue|wed|thu|fri|sat|sun)\\))$',
  errorMessage: 'off, or workday with the day whose hours it takes, such as workday(mon)',
});
const row = closed({ date: date('The day'), kind, name: Type.Optional(line('What it is')) }, 'A day');
const form = closed({ days: list(row, { maxItems: 10_000 }, 'The days') }, 'A holiday list');

type Rows = Static<typeof form>;
interface Source {
  readonly value: unknown;
  at(pointer: string): Position;
}

/**
 * A holiday list: CSV (`date,kind,name`, with that header or without) when the file's name ends so, else a YAML list
 * of `{ date, kind, name }`. `kind` is `off` or `workday(mon)`. Never throws for what the file holds; at most 1 MiB.
 */
export const readHolidays = (text: string, { file }: { readonly file: string }): HolidayList => {
  const hash = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  const problems: RuleProblem[] = [];
  const add = (position: Position, pointer: string, what: { expected: string; found: string }): void =>
    void problems.push({ file, ...position, severity: 'error', pointer, ...what });
  if (Buffer.byteLength(text) > mostBytes) {
    add(start, '', { expected: `a file of at most ${mostBytes} bytes`, found: 'more' });
    return { file, hash, holidays: [], problems };
  }
  const plain = text.startsWith('\u{FEFF}') ? text.slice(1) : text;
  const source = file.toLowerCase().endsWith('.csv') ? csvSource(plain) : yamlSource(file, plain, problems);
  const value = { days: source?.value };
  if (problems.length === 0) {
    for (const { pointer, expected, found } of formProblems(form, value))
      add(source?.at(pointer.slice('/days'.length)) ?? start, pointer, { expected, found });
  }
  if (problems.length > 0) return { file, hash, holidays: [], problems };
  const holidays = (value as Rows).days.map((day, index) => holidayOf(day, source!.at(`/${index}`)));
  const seen = new Set<string>();
  for (const { date: day, line: onLine, column } of holidays) {
    if (!isWorkableDate(day)) add({ line: onLine, column }, '', { expected: workableDate, found: day });
    if (seen.has(day)) add({ line: onLine, column }, '', { expected: 'each date once', found: `${quoted(day)} again` });
    seen.add(day);
  }
  return { file, hash, holidays: problems.length > 0 ? [] : holidays, problems };
};

const start: Position = { line: 1, column: 1 };

const holidayOf = (day: Rows['days'][number], { line: onLine, column }: Position): Holiday => {
  const workday = /\((\w+)\)/.exec(day.kind)?.[1] as Weekday | undefined;
  return {
    ...{ date: day.date, line: onLine, column },
    ...(workday === undefined ? {} : { workday }),
    ...(day.name === undefined ? {} : { name: day.name }),
  };
};

const yamlSource = (file: string, text: string, problems: RuleProblem[]): Source | undefined => {
  const { documents, problems: found } = readYaml(file, text);
  problems.push(...found);
  return documents[0];
};

const csvSource = (text: string): Source => {
  const rows = csvRows(text).filter(({ cells }, index) => index > 0 || cells[0]?.toLowerCase() !== 'date');
  const value = rows.map(({ cells: [day, of, name] }) => ({ date: day, kind: of, ...(name ? { name } : {}) }));
  return { value, at: (pointer) => ({ line: rows[Number(pointer.split('/')[1])]?.line ?? 1, column: 1 }) };
};
