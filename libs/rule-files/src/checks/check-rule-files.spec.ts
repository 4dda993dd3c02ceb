import { describe, expect, it } from '@jest/globals';
import { parseRuleFile } from '../parse-rule-file.ts';
import { broken, linesOf, placeOf, problemsIn, rightFile, shipped, shippedText } from '../rule-files.fixture.ts';
import { checkRuleFiles } from './check-rule-files.ts';

describe('the files that ship', () => {
  it.each(shipped)('%s has neither errors nor warnings', (name) => {
    expect(problemsIn(shippedText(name))).toEqual([]);
  });

  it('have names of their own', () => {
    const files = shipped.map((name) => parseRuleFile(shippedText(name), { file: name }));
    expect(linesOf(checkRuleFiles(files))).toEqual([]);
  });
});

describe('a route that cannot finish', () => {
  it.each([
    ['after: [sign]', 'after: [pay]', 'pay], prog', "expected another leg of this route, found 'pay'"],
    ['after: [sign]', 'after: [sing]', 'sing', "expected another leg of this route, perhaps sign, found 'sing'"],
    [
      'acceptBudget: 90 min,',
      'after: [pay],',
      '[pay]',
      'expected an order in which every leg can start, found sign after pay after sign',
    ],
    [
      'finishBudget: 1 day, typical',
      'after: [pay], typical',
      '[pay]',
      'expected an order in which every leg can start, found ask after pay after sign after ask',
    ],
  ])('%j as %j', (right, wrong, at, says) => {
    const text = broken(right, wrong);
    expect(problemsIn(text)[0]).toContain(`f:${placeOf(text, at)}: ${says}`);
  });

  it('says how many legs wait behind a circle', () => {
    const text = broken('finishBudget: 1 day, typical', 'after: [ask], typical').replace(
      'after: [ask]',
      'after: [sign]',
    );
    expect(problemsIn(text)).toContainEqual(
      expect.stringMatching(/found ask after sign after ask; 1 more leg waits behind it$/),
    );
  });

  it.each([
    ['never', '2026-12-24', /special:\n.*\n/],
    ['beyond what is known', '2027-12-24', /$^/],
  ])('because its party works %s', (works, special, left) => {
    const text = broken('mon-fri: [08:00-12:00, 13:00-17:00]', 'mon-fri: []')
      .replace(/extraWorkdays:\n.*\n/, '')
      .replace('2026-12-24', special)
      .replace(left, '');
    expect(problemsIn(text)).toEqual([
      expect.stringContaining(`expected a group with working time, found 'desk', who works ${works}`),
      expect.stringContaining(`a party whose calendar has working time that is known, found 'ann', who works ${works}`),
      expect.stringContaining(`found 'bob', who works ${works}`),
    ]);
  });

  it('is not one whose team works when a member does', () => {
    const text = `${broken('kind: team, members', 'calendar: never, kind: team, members')}---
kind: calendar
id: never
revision: 1
zone: Etc/UTC
validThrough: 2026-12-31
weekly: {}
`;
    expect(problemsIn(text)).toEqual([]);
  });
});

describe('what stands twice', () => {
  it.each([
    ['{ id: sign, title', '{ id: ask, title', 'an id that no leg before has'],
    ['id: fast', 'id: deputy', 'an id that no handling before has'],
    [
      '{ id: bea',
      '{ id: bob',
      "expected an id that nothing else of the set has, found 'party bob', which is also above",
    ],
    ['needs: [amount]', 'needs: [amount, amount]', 'each item once'],
    ['members: [ann, bob]', 'members: [ann, ann]', 'each member once'],
  ])('%j as %j', (right, wrong, says) => {
    expect(problemsIn(broken(right, wrong)).join('\n')).toContain(says);
  });

  it('is an error between files, but for other versions of a route', () => {
    const one = parseRuleFile(rightFile, { file: 'one' });
    const again = parseRuleFile(rightFile, { file: 'two' });
    const found = linesOf(checkRuleFiles([one, again]));
    expect(found).toHaveLength(9);
    expect(found[0]).toContain(
      "two:2:5: expected an id that nothing else of the set has, found 'calendar office', which is also in one",
    );
    const route = `---\n${rightFile.split('---\n')[3]!.replace('version: 2', 'version: 3')}`;
    expect(problemsIn(rightFile + route)).toEqual([]);
  });
});

describe('a roster or a calendar against itself', () => {
  it.each([
    ['{ id: bea, name: Bea }', '{ id: bea, name: Bea, members: [ann] }', 'expected no members of a person'],
    ['{ id: bea, name: Bea }', '{ id: bea, name: Bea, manager: bea }', 'expected another party'],
    ['party: bob, to: bea', 'party: bob, to: bob', 'expected another party than the one who hands over'],
    ['2026-09-20: mon', '2026-09-20: sun', "expected a day of the week with hours, found 'sun', which has none"],
    ['2026-09-20: mon', '2026-12-25: mon', 'expected a date that is not in daysOff'],
    ['2026-09-20: mon', '2026-12-24: mon', 'expected a date that is not in special'],
    ['2026-12-24: [08', '2026-12-25: [08', 'expected a date that is not in daysOff'],
  ])('%j as %j', (right, wrong, says) => {
    expect(problemsIn(broken(right, wrong))).toEqual([expect.stringContaining(says)]);
  });

  it('is refused when it does not fit into one event', () => {
    const dates = Array.from({ length: 9000 }, (_, day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
    const text = broken('special:\n', `special:\n${dates.map((date) => `  ${date}: [08:00-12:00]\n`).join('')}`);
    expect(problemsIn(text)).toEqual([
      expect.stringMatching(/^f:1:1: expected a document of at most 245760 bytes as JSON, found 29\d{4}$/),
    ]);
  });

  it('warns of a role that nobody fills', () => {
    const text = broken('kind: team, members: [ann, bob]', 'kind: role, members: []');
    const vacant =
      "warning: expected a party with members, found the role 'desk' without any: the stall unowned will be raised";
    expect(problemsIn(text)).toContainEqual(expect.stringContaining(vacant));
  });

  it.each([
    ['typical: 9 h', 'longer: the leg usually overruns'],
    ['progressInterval: 2 days', 'longer: overrun comes before'],
  ])('warns of a leg with %s that must be finished in a day', (wrong, found) => {
    const text = broken('typical: 2 h', wrong);
    const place = placeOf(text, wrong.split(': ')[1]!);
    expect(problemsIn(text)).toEqual([`f:${place}: warning: expected no longer than finishBudget, found ${found}`]);
  });
});
