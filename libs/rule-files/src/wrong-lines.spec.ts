import { describe, expect, it } from '@jest/globals';
import { parseRuleFile } from './parse-rule-file.ts';
import { broken, linesOf, placeOf, problemsIn } from './rule-files.fixture.ts';

describe('a wrong line', () => {
  it.each([
    [
      'kind: route',
      'kind: rout',
      'rout\n',
      "a key kind, one of route, policy, calendar, roster, durations, perhaps route, found 'rout'",
    ],
    ['acceptBudget: 90 min', 'acceptBuget: 90 min', 'acceptBuget', "perhaps acceptBudget, found 'acceptBuget'"],
    ['whom: giver', 'whom: givr', 'givr', "special-handling, perhaps giver, found 'givr'"],
    ['version: 2', 'version: 2.5', '2.5', 'expected a whole number from 1, found 2.5'],
    ['version: 2', "version: '2'", "'2'", "expected a whole number from 1, found '2'"],
    ['version: 2', 'version: 0', '0\nday', 'expected a whole number from 1, found 0'],
    ['typical: 2 h', 'typical: 2h', '2h', "expected a duration such as 30 min, 4 h or 1 day, found '2h'"],
    ['typical: 2 h', 'typical: 0 h', '0 h', "expected a duration above 0, found '0 h'"],
    ['typical: 2 h', 'typical: 900000 h', '900000', 'expected a duration of at most 100 years'],
    ['day: 8 h', 'day: 25 h', '25 h', 'expected working hours of a day, above 0 h and at most 24 h'],
    ['progressInterval: 4 h', 'progressInterval: 1 day', '1 day, elapsed', 'because elapsed time knows no working day'],
    ['id: ann', 'id: 12', '12, name', 'expected an id of 1 to 128 characters, in quotes if it is a number, found 12'],
    [
      'title: Ask',
      'title:',
      ', party: ann',
      'expected a text of 1 to 1000 characters, in quotes if it is a number, found nothing',
    ],
    ['zone: Europe/Berlin', 'zone: +02:00', '+02:00', 'expected an IANA time zone such as Asia/Shanghai'],
    ['08:00-12:00, 13', '8-12, 13', '8-12', "expected hours such as 08:00-12:00, found '8-12'"],
    [
      '13:00-17:00',
      '11:00-17:00',
      '[08:00-12:00, 11',
      "expected hours that do not overlap, found '08:00-12:00 and 11:00-17:00'",
    ],
    ['mon-fri:', 'fri-mon:', '[08', "expected days in the order of the week, mon first, found 'fri-mon'"],
    ['mon-fri:', 'weekdays:', 'weekdays', 'expected days such as mon or mon-fri as keys'],
    ['weekly:', 'weekly:\n  wed: []', '[08', "expected each day of the week once, found 'wed again'"],
    ['[2026-12-25]', '[2026-02-30]', '2026-02-30', 'expected a date of the years 1900 to 2199 that exists'],
    [
      '[2026-12-25]',
      '[2026-12-25 to 2026-12-20]',
      '2026-12-25 to',
      'expected a first day and a last one at most 366 days later',
    ],
    ['2026-09-20: mon', '2026-09-31: mon', 'mon\nspecial', 'expected a date of the years 1900 to 2199 that exists'],
    [
      'validThrough: 2026-12-31',
      'validThrough: 31.12.2026',
      '31.12',
      "expected a date such as 2026-09-30, found '31.12.2026'",
    ],
    ['from: 2026-09-23T00:00+02:00', 'from: 2026-09-23', '2026-09-23, until', 'expected an instant with its offset'],
    ['from: 2026-09-23T00:00+02:00', 'from: 2026-09-31T00:00+02:00', '2026-09-31', 'expected an instant that exists'],
    ['from: 2026-09-23T', 'from: 2026-09-25T', '2026-09-24T', 'expected an instant after 2026-09-25T00:00+02:00'],
    ['quantile: 0.5', 'quantile: 50', '50, samples', 'expected a number from 0 to 1, found 50'],
    [
      'kind: roster\ncalendar: office',
      'kind: roster',
      '{ id: ann',
      "expected a key calendar, here or for the whole roster, found 'none'",
    ],
    ['legs:\n', 'legs: []\nlegz:\n', '[]\nlegz', 'expected a list of 1 to 200, found an empty list'],
    ['title: Relay\n', '', 'kind: route', 'expected a key title, found none'],
    ['title: Relay\n', 'title: Relay\ntitle: Twice\n', 'title: Twice', 'expected each key once, found title again'],
    ['name: Boss', 'name: !person Boss', '!person', 'expected YAML that can be read, found Unresolved tag: !person'],
    ['kind: route', '<<: { kind: route }', '<<:', 'expected a key kind'],
    [
      'kind: calendar',
      '- kind: calendar',
      'id: office',
      'expected YAML that can be read, found Unexpected scalar at node end',
    ],
    ['ladder:', '"bro\\ken":', '"bro', 'YAML that can be read, found Invalid escape sequence'],
  ])('%j as %j', (right, wrong, place, message) => {
    const text = broken(right, wrong);
    const found = problemsIn(text);
    expect(found.join('\n')).toContain(message);
    const [line, column] = placeOf(text, place).split(':');
    const about = found.filter((problem) => problem.includes(message));
    if (place.startsWith('"bro')) expect(about[0]).toMatch(new RegExp(`^f:${line}:`));
    else expect(about[0]).toMatch(new RegExp(`^f:${line}:${column}: `));
  });

  it('is not alone: every problem of the file is told, in reading order', () => {
    const text = broken('typical: 2 h', 'typical: 2h')
      .replace('whom: manager', 'whom: boss')
      .replace('revision: 1', 'revision: x');
    expect(problemsIn(text).map((problem) => Number(problem.split(':')[1]))).toEqual([
      Number(placeOf(text, 'revision: x').split(':')[0]),
      Number(placeOf(text, '2h').split(':')[0]),
      Number(placeOf(text, 'whom: boss').split(':')[0]),
    ]);
  });

  it('inside what an alias stands for is told where it stands', () => {
    const text = broken(
      '{ after: 0 min, whom: giver, channel: console }',
      '&rung { after: 9, whom: giver, channel: console }\n  - *rung',
    );
    expect(problemsIn(text)).toEqual([
      expect.stringMatching(`^f:${placeOf(text, '9, whom')}: `),
      expect.stringMatching(`^f:${placeOf(text, '9, whom')}: `),
    ]);
  });
});

describe('days', () => {
  it('are refused in a document that does not say how long they are', () => {
    expect(problemsIn(broken('day: 8 h\n', ''))).toEqual([
      expect.stringMatching(/^f:\d+:\d+: expected a duration in min or h, or a key day beside kind .*, found '1 day'$/),
      expect.stringMatching(/found '1.5 days'$/),
    ]);
  });
});

describe('a file without documents', () => {
  it.each(['', '# nothing\n', '---\n---\n'])('%j says what is missing', (text) => {
    expect(linesOf(parseRuleFile(text, { file: 'f' }).problems)[0]).toContain('a key kind');
  });
});
