import { describe, expect, it } from '@jest/globals';
import { parseRuleFile } from '../parse-rule-file.ts';
import { broken, linesOf, placeOf, problemsIn, rightFile } from '../rule-files.fixture.ts';
import { checkRuleFiles } from './check-rule-files.ts';

describe('an unknown name', () => {
  it.each([
    [
      'owner: boss',
      'owner: bos',
      'bos\nlegs',
      "expected a party of a roster that is checked with it, perhaps bob, found 'bos'",
    ],
    ['party: desk', 'party: nobody', 'nobody', "expected a party of a roster that is checked with it, found 'nobody'"],
    [
      'calendar: office\nparties',
      'calendar: offic\nparties',
      '{ id: ann',
      "expected a calendar that is checked with it, perhaps office, found 'offic'",
    ],
    [
      'name: Ann, manager: boss',
      'name: Ann, manager: chef',
      'chef',
      "expected a party of a roster that is checked with it, found 'chef'",
    ],
    ['members: [ann, bob]', 'members: [ann, bo]', 'bo]', "perhaps bob, found 'bo'"],
    [
      'mayGrant: [boss]',
      'mayGrant: [boss, chef]',
      'chef',
      "expected a party of a roster that is checked with it, found 'chef'",
    ],
    ['to: bea, rule', 'to: beatrice, rule', 'beatrice', "found 'beatrice'"],
    ['group: desk', 'group: dusk', 'dusk', "perhaps desk, found 'dusk'"],
    [
      'title: Relay',
      'policy: strict\ntitle: Relay',
      'strict',
      "expected a policy that is checked with it, found 'strict'",
    ],
    [
      '- { leg: sign, acc',
      '- { leg: sing, acc',
      'sing',
      "expected a leg of a route that it governs, perhaps sign, found 'sing'",
    ],
    ['party: bob, from', 'party: bab, from', 'bab', "perhaps bob, found 'bab'"],
    [
      'routes: [relay]',
      'routes: [rally]',
      'rally',
      "expected a route that is checked with it, perhaps relay, found 'rally'",
    ],
    [
      'route: relay, leg',
      'route: rally, leg',
      'rally',
      "expected a route that is checked with it, perhaps relay, found 'rally'",
    ],
    [
      'leg: sign, party: bob, typical: 5',
      'leg: sing, party: bob, typical: 5',
      'sing',
      "expected a leg of the route relay, perhaps sign, found 'sing'",
    ],
    ['with: sign', 'with: order', 'order, rule', "expected a leg that pay waits for, found 'order'"],
    ['id: alone, leg: pay', 'id: alone, leg: paid', 'paid', "expected a leg of this route, perhaps pay, found 'paid'"],
  ])('%j as %j', (right, wrong, at, says) => {
    const text = broken(right, wrong);
    expect(problemsIn(text)[0]).toMatch(new RegExp(`^f:${placeOf(text, at)}: `));
    expect(problemsIn(text)[0]).toContain(says);
  });

  it('is not told while a document that may define it cannot be read', () => {
    expect(problemsIn(broken('- { id: bea, name: Bea }', '- { id: bea, nam: Bea }'))).toEqual([
      expect.stringContaining('expected a key name'),
      expect.stringContaining('perhaps name'),
    ]);
  });

  it('may stand in another file of the set', () => {
    const [calendar, ...rest] = rightFile.split('---\n');
    const first = parseRuleFile(calendar!, { file: 'calendar.yaml' });
    const second = parseRuleFile(rest.join('---\n'), { file: 'rest.yaml' });
    expect(linesOf(checkRuleFiles([first, second]))).toEqual([]);
    expect(linesOf(checkRuleFiles([second]))).toHaveLength(5);
  });
});
