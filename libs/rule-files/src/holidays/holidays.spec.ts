import { describe, expect, it } from '@jest/globals';
import { factsOfRuleFiles } from '../facts/facts-of-rule-files.ts';
import { checkRuleFiles, parseRuleFile } from '../index.ts';
import { linesOf } from '../rule-files.fixture.ts';
import { readHolidays } from './holiday-list.ts';
import { withHolidays } from './with-holidays.ts';

const csv = `date,kind,name
2026-10-01,off,National Day

# made up on a Saturday
2026-10-10,workday(mon),"Make-up day, ""long"" week"
`;
const yaml = `- { date: 2026-10-01, kind: off, name: National Day }
- { date: 2026-10-10, kind: workday(mon), name: 'Make-up day, "long" week' }
`;

describe('a holiday list', () => {
  it.each([
    ['days.csv', csv],
    ['days.CSV', `\u{FEFF}${csv.replace('date,kind,name\n', '').replaceAll('\n', '\r\n')}`],
    ['days.yaml', yaml],
  ])('%s is read', (file, text) => {
    const { holidays, problems } = readHolidays(text, { file });
    expect(problems).toEqual([]);
    expect(holidays.map(({ date, workday, name }) => [date, workday, name])).toEqual([
      ['2026-10-01', undefined, 'National Day'],
      ['2026-10-10', 'mon', 'Make-up day, "long" week'],
    ]);
  });

  it.each([
    [
      'a.csv',
      '2026-10-01,holiday',
      "a.csv:1:1: expected off, or workday with the day whose hours it takes, such as workday(mon), found 'holiday'",
    ],
    ['a.csv', 'date,kind\n2026-10-01,off\n2026-10-10,workday', 'a.csv:3:1: expected off, or workday with the day'],
    ['a.csv', '\n01.10.2026,off', "a.csv:2:1: expected a date such as 2026-09-30, found '01.10.2026'"],
    ['a.csv', '2026-10-01', 'a.csv:1:1: expected off, or workday with the day'],
    [
      'a.csv',
      '2026-10-01,off\n2026-10-01,workday(mon)',
      "a.csv:2:1: expected each date once, found '2026-10-01' again",
    ],
    ['a.csv', '1812-10-01,off', 'a.csv:1:1: expected a date of the years 1900 to 2199 that exists, found 1812-10-01'],
    ['a.yaml', '- { date: 2026-10-01, kind: of }', 'a.yaml:1:29: expected off, or workday'],
    ['a.yaml', '- { date: 2026-10-01, kind: off, day: 1 }', 'expected a key of date, kind, name'],
    ['a.yaml', 'date: 2026-10-01', 'a.yaml:1:1: expected a list of at most 10000, found an object'],
    ['a.yaml', '- [', 'expected YAML that can be read'],
    ['a.yaml', '', 'a.yaml:1:1: expected'],
    ['a.csv', 'a'.repeat(1_048_577), 'a.csv:1:1: expected a file of at most 1048576 bytes'],
    ['a.csv', `"${'a'.repeat(100_000)}`, 'a.csv:1:1: expected'],
  ])('%s %.40j says where and what', (file, text, problem) => {
    const { holidays, problems } = readHolidays(text, { file });
    expect(linesOf(problems).join('\n')).toContain(problem);
    expect(problems.length).toBeLessThan(3);
    expect(holidays).toEqual([]);
  });
});

describe('a calendar with the days of a list', () => {
  const calendar = `kind: calendar
id: office
revision: 3
zone: Asia/Shanghai
validThrough: 2026-12-31
weekly: { mon-fri: [08:00-12:00] }
daysOff: [2026-09-25, 2026-10-10]
extraWorkdays: { 2026-10-01: tue, 2026-09-20: fri }
special: { 2026-10-10: [08:00-09:00], 2026-12-24: [08:00-09:00] }
`;
  const file = parseRuleFile(calendar, { file: 'folder/office.yaml' });
  const list = readHolidays(csv, { file: 'folder/2026.csv' });

  it('has them instead of what it said of them', () => {
    const merged = withHolidays(file, list);
    expect(linesOf(checkRuleFiles([merged]))).toEqual([]);
    expect(merged.documents.map(({ value }) => value)).toMatchObject([
      {
        ...{ id: 'office', revision: 3, daysOff: ['2026-09-25', '2026-10-01'] },
        extraWorkdays: { '2026-09-20': 'fri', '2026-10-10': 'mon' },
        special: { '2026-12-24': [['08:00', '09:00']] },
      },
    ]);
  });

  it('names both files, and changes its hash with either', () => {
    const transitions = () => [{ at: 0, offsetMinutes: 480 }];
    const publish = (lines: string) =>
      factsOfRuleFiles([withHolidays(file, readHolidays(lines, { file: 'folder/2026.csv' }))], {
        publishedAt: 0,
        actor: 'hr',
        transitions,
      })[0];
    const fact = publish(csv);
    expect(fact).toMatchObject({
      calendar: { source: 'office.yaml + 2026.csv', hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    });
    expect(publish(`${csv}#`)).not.toMatchObject({
      calendar: { hash: (fact as { calendar: { hash: string } }).calendar.hash },
    });
  });

  it.each([
    ['2027-01-01,off', "2026.csv:1:1: expected a day up to the calendar's validThrough, 2026-12-31, found 2027-01-01"],
    ['2026-10-10,workday(sat)', '2026.csv:1:1: expected a workday with the hours of a day that has some, found sat'],
    ['2026-10-10,of', '2026.csv:1:1: expected off'],
  ])('does not take %s', (line, problem) => {
    const merged = withHolidays(file, readHolidays(line, { file: '2026.csv' }));
    expect(linesOf(checkRuleFiles([merged])).join('\n')).toContain(problem);
  });

  it('is one calendar, not none and not two', () => {
    const two = parseRuleFile(`${calendar}---\n${calendar.replace('office', 'other')}`, { file: 'two.yaml' });
    expect(linesOf(withHolidays(two, list).problems)).toEqual([
      'two.yaml:1:1: expected a file with one calendar, in which the days are merged, found 2',
    ]);
    const none = parseRuleFile('kind: policy\nid: default\nversion: 1\nladders: []\n', { file: 'none.yaml' });
    expect(linesOf(withHolidays(none, list).problems)).toEqual([expect.stringContaining('found 0')]);
  });
});
