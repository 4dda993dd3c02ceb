import { describe, expect, it } from '@jest/globals';
import type { CaseFact, Fact } from '@baton/contracts';
import { granted, onOffer } from './bends.fixture.ts';
import * as tale from './tale.fixture.ts';

const { accepted, answers, batons, by, completed, did, hour, leg, offered, opened, progressed, routeOf } = tale;

const told = (...facts: readonly Fact[]): tale.Play => by().all(opened('09-21 09:00'), ...facts);
const toBob = offered('09-21 09:00', 'desk sign', { to: 'bob' });
const taken = accepted('09-21 09:10', 'bob sign');

describe('work is completed', () => {
  const rows: readonly (readonly [string, readonly Fact[], CaseFact, readonly string[]])[] = [
    ['by the holder', [toBob, taken], completed('09-21 09:20', 'bob sign'), []],
    ['by a system that names nobody', [toBob, taken], completed('09-21 09:20', 'desk sign'), []],
    ['by a system that names the holder', [toBob, taken], completed('09-21 09:20', 'desk sign', { by: 'bob' }), []],
    [
      'by another than the holder',
      [toBob, taken],
      completed('09-21 09:20', 'desk sign', { by: 'cid' }),
      ['irregular: completed by cid, but bob holds it'],
    ],
    [
      'by another than the one who was asked',
      [toBob],
      completed('09-21 09:20', 'cid sign'),
      ['irregular: completed, but nobody had accepted sign'],
    ],
  ];
  it.each(rows)('%s', (_, before, fact, said) => {
    const play = told(...before);
    expect(answers(play.apply(fact))).toEqual(said);
    expect(play.leg()?.state).toBe('completed');
  });

  it('once: to say it again says nothing', () => {
    const play = told(toBob, taken, completed('09-21 09:20', 'bob sign'));
    expect(play.apply(completed('09-21 09:30', 'bob sign'))).toEqual([]);
  });

  it('and the customer hears how much is done, if there is one', () => {
    const said = (play: tale.Play, on: string): string[] =>
      play
        .apply(completed('09-21 10:00', `bob ${on}`))
        .flatMap((one) => (one.type === 'progress' ? [`${one.done} of ${one.of}`] : []));
    const play = told(toBob, taken);
    expect([...said(play, 'sign'), ...said(play, 'pay')]).toEqual(['1 of 3', '2 of 3']);
    expect(said(by().all(toBob, taken), 'sign')).toEqual([]);
  });
});

describe('progress of nothing at hand', () => {
  it('counts for whoever has to offer: they have the whole interval again', () => {
    const play = told(did('09-21 10:00', 'desk handoff.progressed'));
    expect(play.due('idle')).toBe('09-21 12:00');
  });
});

describe('a leg', () => {
  it('is put down once, whatever is said of it', () => {
    const play = told(toBob, taken, progressed('09-21 09:20', 'bob sign'), completed('09-21 09:30', 'bob sign'));
    expect(play.case.state.legs.map(({ definition }) => definition.id).sort()).toEqual(['ask', 'pay', 'sign']);
  });

  it('that is the first of all is at hand like any other', () => {
    const play = by(routeOf([leg('sign', 'bob')])).all(opened('09-21 09:00'), toBob);
    expect(answers(play.apply(did('09-21 09:10', 'desk handoff.withdrawn')))).toEqual([]);
    expect(play.leg()?.state).toBe('ahead');
  });

  it('that the route does not have leaves the baton of its last leg with whoever did that', () => {
    const play = by(routeOf([leg('sign', 'bob')])).all(opened('09-21 09:00'), toBob, taken);
    play.all(completed('09-21 09:20', 'bob sign'), offered('09-21 09:30', 'bob extra', { to: 'cid' }));
    play.apply(accepted('09-21 09:40', 'cid extra'));
    expect(batons(play, '09-21 09:40')).toEqual(['sign bob', 'extra cid']);
  });
});

describe('another holder of the role', () => {
  const asked = (): tale.Play => {
    const play = by(routeOf([leg('ask', 'crew')])).all(opened('09-21 09:00'));
    return play.all(offered('09-21 09:00', 'desk ask', { to: 'ann' }));
  };
  const granting = (who: string): CaseFact => granted('09-21 09:30', `desk other-holder:${who}`, 'ask');

  it('is neither who was asked nor who has it', () => {
    expect(answers(asked().apply(granting('cid')))).toEqual([]);
    expect(answers(asked().apply(granting('ann')))).toEqual([
      'unknown-handling: expected one of other-holder:cid, escalate, got other-holder:ann',
    ]);
    const play = asked().all(accepted('09-21 09:10', 'cid ask'));
    expect(answers(play.apply(granted('09-21 09:30', 'cid other-holder:cid', 'ask')))).toEqual([
      'unknown-handling: expected one of escalate, got other-holder:cid',
    ]);
  });
});

describe('a policy that names nobody who may bend it', () => {
  it('is bent by nobody', () => {
    const quick = { id: 'quick', leg: 'sign', kind: 'expedite', typical: hour, mayGrant: [] } as const;
    const handlings = [{ ...quick, rule: 'P-9', ruleTitle: 'slowly', class: 'policy' }];
    const said = answers(onOffer('09-24 17:30', { handlings }).apply(granted('09-21 09:10', 'desk quick')));
    expect(said).toEqual([expect.stringMatching(/^lacks-authority: P-9/)]);
  });
});
