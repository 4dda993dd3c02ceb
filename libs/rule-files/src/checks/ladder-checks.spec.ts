import { describe, expect, it } from '@jest/globals';
import { broken, placeOf, problemsIn } from '../rule-files.fixture.ts';

/** One problem, there. */
const only = (text: string, at: string, says: string): readonly unknown[] => [
  expect.stringContaining(`f:${placeOf(text, at)}: ${says}`),
];

describe('a rung that can never fire', () => {
  it.each([
    ['whom: on-duty, group: desk', 'whom: on-duty', '{ after: 0 min, whom: on-duty', 'expected a key group'],
    ['group: desk', 'group: ann', 'ann, channel', "expected a team or a role, found the person 'ann'"],
    [
      'whom: manager, channel',
      'whom: owner, group: desk, channel',
      'desk, channel: console }\n---\nkind: dur',
      'expected no key group but for on-duty',
    ],
    [
      '{ after: 4 h, whom: manager',
      '{ after: 0 min, whom: giver',
      '{ after: 0 min, whom: giver, channel: console }\n---',
      'expected another call than those before it, found the same as rung 1',
    ],
    [
      '{ after: 2 h, whom: special-handling, channel: console }',
      '{ after: 2 h, whom: owner, channel: console }\n      - { after: 1 h, whom: manager, channel: console }',
      '1 h, whom: manager',
      'warning: expected no sooner than the rung before it, found sooner: it fires together with that one',
    ],
  ])('%j as %j', (right, wrong, at, says) => {
    const text = broken(right, wrong);
    expect(problemsIn(text)).toEqual(only(text, at, says));
  });

  it('calls a group without members', () => {
    const text = broken('members: [ann, bob]', 'members: []');
    expect(problemsIn(text)).toContainEqual(
      expect.stringContaining("expected a group with members, found 'desk' without any: this rung never fires"),
    );
    expect(problemsIn(broken(', members: [ann, bob]', ''))).toEqual([expect.stringContaining('a group with members')]);
  });

  it('calls managers when nobody has one', () => {
    const text = broken('manager: boss', '').replace(', manager: boss', '').replace('Ann, }', 'Ann }');
    expect(problemsIn(text)).toEqual(
      only(
        text,
        'manager, channel',
        'expected a party of the roster with a manager, found none: this rung never fires',
      ),
    );
  });

  it('calls a group that works, of whose members nobody does', () => {
    const never = 'kind: calendar\nid: never\nrevision: 1\nzone: Etc/UTC\nvalidThrough: 2026-12-31\nweekly: {}\n';
    const text = `${never}---\n${broken('members: [ann, bob]', 'members: [zoe]').replace('{ id: boss', '{ id: zoe, name: Zoe, calendar: never }\n  - { id: boss')}`;
    expect(problemsIn(text)).toContainEqual(
      expect.stringContaining("expected a group with working time, found 'desk', who works never"),
    );
  });

  it('calls those who may grant what no route allows', () => {
    const text = broken('handlings:', 'handlings: []').replaceAll(/\n {2}- \{ id: (?:deputy|beside|fast|alone).*/g, '');
    expect(problemsIn(text)).toEqual(
      only(
        text,
        'special-handling, channel',
        'warning: expected a handling of the route that may be granted, found none: it only calls for another holder or the owner',
      ),
    );
  });

  it('may count elapsed time and be listed after a later one that does not', () => {
    const text = broken(
      '{ after: 4 h, whom: manager, channel: console }',
      '{ after: 4 h, whom: manager, channel: console }\n  - { after: 1 h, elapsed: true, whom: owner, channel: console }',
    );
    expect(problemsIn(text)).toEqual([]);
  });
});

describe('a ladder that no stall climbs', () => {
  const ladder = (head: string): string => `  - kinds: [forecast]\n${head}    rungs:`;
  it('is shadowed by one before it that takes the same', () => {
    const text = broken('  - kinds: [forecast]\n', '  - kinds: [absent]\n    impacts: [critical]\n');
    expect(problemsIn(text)).toEqual(
      only(
        text,
        'kinds: [absent]\n',
        'expected stalls that no ladder before it takes, found only those that climb ladder 1',
      ),
    );
  });

  it('is shadowed by several that take it together', () => {
    const rungs = '\n      - { after: 0 min, whom: holder, channel: console }\n';
    const low = `${ladder('    impacts: [low, normal]\n')}${rungs}`;
    const high = `${ladder('    impacts: [high, critical]\n')}${rungs}`;
    const text = broken(ladder(''), `${low}${high}  - kinds: [forecast]\n    rungs:`);
    expect(problemsIn(text)).toEqual([expect.stringContaining('found only those that climb ladder 2 and 3')]);
  });

  it('is not shadowed by a narrower one', () => {
    expect(problemsIn(broken('  - kinds: [forecast]\n', '  - kinds: [absent]\n    impacts: [low]\n'))).toEqual([]);
  });

  it('warns of a ladder of a route whose policy has one for everything', () => {
    const text = broken('  - kinds: [forecast]\n    rungs:', '  - rungs:');
    expect(problemsIn(text)).toEqual(
      only(
        text,
        '- { after: 0 min, whom: giver',
        'warning: expected stalls for which the policy default has no ladder',
      ),
    );
  });
});
