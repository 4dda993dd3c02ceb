import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import { granted, onOffer } from './bends.fixture.ts';
import * as tale from './tale.fixture.ts';

const { accepted, answers, by, completed, declined, did, leg, offered, opened, progressed, returned, routeOf, rule } =
  tale;

const told = (...facts: readonly Fact[]): tale.Play => by().all(opened('09-21 09:00'), ...facts);
const to = (who: string): Fact => offered('09-21 09:00', 'desk sign', { to: who });
const holds = (play: tale.Play): string => `${play.leg()?.state} ${play.leg()?.holder ?? '-'}`;

describe('an offer to a team or a role', () => {
  it('is for its members to take, and for nobody else', () => {
    for (const [group, member] of [
      ['team', 'bob'],
      ['crew', 'ann'],
    ] as const) {
      expect(answers(told(to(group)).apply(accepted('09-21 09:10', `${member} sign`)))).toEqual([]);
      expect(answers(told(to(group)).apply(accepted('09-21 09:10', 'eve sign')))).toEqual([
        `irregular: accepted by eve, but offered to ${group}`,
      ]);
    }
    expect(answers(told(to('bob')).apply(accepted('09-21 09:10', 'bea sign')))).toEqual([
      'irregular: accepted by bea, but offered to bob',
    ]);
  });

  it('is taken by the work of a member who is named, and not by that of who gave it', () => {
    const work = (fields: object): Fact => progressed('09-21 09:10', 'desk sign', fields as never);
    expect(holds(told(to('team')).all(work({ by: 'bob' })))).toBe('held bob');
    expect(holds(told(to('team')).all(progressed('09-21 09:10', 'bob sign')))).toBe('offered -');
    expect(holds(told(to('team')).all(work({ by: 'eve' })))).toBe('offered -');
    const anyone = tale.rosterChanged('09-21 00:00', [...tale.parties, tale.party('open', { kind: 'team' })]);
    const unsaid = by(undefined, anyone).all(opened('09-21 09:00'), to('open'));
    expect(holds(unsaid.all(progressed('09-21 09:10', 'bob sign')))).toBe('offered -');
    expect(holds(unsaid.all(work({ by: 'bob' })))).toBe('held bob');
    const once = by(undefined, anyone).all(opened('09-21 09:00'), to('bob'), completed('09-21 09:05', 'bob sign'));
    once.all(offered('09-21 09:06', 'bob sign', { to: 'open' }), progressed('09-21 09:10', 'cid sign'));
    expect(holds(once)).toBe('offered bob');
    const own = by().all(opened('09-21 09:00', 'bob'), offered('09-21 09:00', 'bob sign', { to: 'team' }));
    expect(holds(own.all(work({ by: 'bob' })))).toBe('offered -');
  });

  it('is not taken by whoever holds the leg while it is offered on, nor again once it is taken', () => {
    const held = told(to('desk'), accepted('09-21 09:01', 'bob sign'));
    held.all(offered('09-21 09:05', 'bob sign', { to: 'team' }), progressed('09-21 09:10', 'desk sign', { by: 'bob' }));
    expect(holds(held)).toBe('offered bob');
    const taken = told(to('team'), accepted('09-21 09:05', 'team sign'));
    expect(holds(taken.all(progressed('09-21 09:10', 'desk sign', { by: 'bob' })))).toBe('held team');
  });
});

describe('an offer to somebody for whom another stands in', () => {
  it('is for these two alone', () => {
    const delegation = [
      rule('09-21 01:00', 'people.delegation-appointed', { delegation: 'd', party: 'bob', to: 'bea' }),
      rule('09-21 02:00', 'people.delegation-accepted', { delegation: 'd', actor: 'bea' }),
    ];
    const asked = (): tale.Play => by(undefined, ...delegation).all(opened('09-21 09:00'), to('bob'));
    expect(answers(asked().apply(accepted('09-21 09:10', 'cid sign')))).toEqual([
      'irregular: accepted by cid, but offered to bob',
    ]);
    expect(answers(asked().apply(accepted('09-21 09:10', 'bea sign')))).toEqual([]);
  });
});

describe('what is returned goes back', () => {
  const back = (play: tale.Play, who: string): string => {
    play.apply(returned('09-21 11:00', `${who} sign`));
    return play.case.state.accountable;
  };

  it('to whoever held it before, when a deputy takes it from a holder', () => {
    const play = onOffer().all(accepted('09-21 09:10', 'bob sign'), granted('09-21 09:20', 'bob deputy'));
    expect(answers(play.apply(accepted('09-21 09:30', 'bea sign')))).toEqual([]);
    expect(back(play, 'bea')).toBe('bob');
  });

  it('to the giver, when the holder takes back what they were offering on', () => {
    const play = told(to('bob'), accepted('09-21 09:10', 'bob sign'));
    play.all(offered('09-21 09:20', 'bob sign', { to: 'cid' }), accepted('09-21 09:30', 'bob sign'));
    expect(back(play, 'bob')).toBe('desk');
  });

  it('to the last holder of all, when it had been completed before by another', () => {
    const done = [accepted('09-21 09:10', 'bob sign'), completed('09-21 09:20', 'bob sign')];
    const next = [accepted('09-21 09:20', 'cid pay'), completed('09-21 09:30', 'cid pay')];
    const play = told(to('bob'), ...done, offered('09-21 09:20', 'bob pay', { to: 'cid' }), ...next);
    play.all(offered('09-21 09:40', 'cid sign', { to: 'ann' }), accepted('09-21 09:50', 'ann sign'));
    expect(back(play, 'ann')).toBe('cid');
  });
});

describe('a migration', () => {
  it('sets what the new route does not have beside it, in the order of coming', () => {
    const other = routeOf([leg('pay', 'cid')], { id: 'other' });
    const play = by(undefined, tale.routePublished('09-21 00:00', other)).all(opened('09-21 08:00'));
    for (const [who, on] of [
      ['ann', 'ask'],
      ['bob', 'sign'],
    ] as const) {
      play.all(offered('09-21 08:00', `desk ${on}`, { to: who }), accepted('09-21 08:00', `${who} ${on}`));
    }
    play.apply(did('09-21 10:00', 'desk case.migrated', { route: 'other' }));
    expect(tale.projection(play, '09-21 10:00')).toBe('09-21 16:00');
    expect(answers(play.apply(declined('09-21 10:10', 'bob sign')))).toEqual([]);
  });
});

describe('an announcement', () => {
  const said = (...facts: readonly Fact[]) =>
    told(...facts.slice(0, -1))
      .apply(facts.at(-1)!)
      .flatMap((one) => (one.type === 'heads-up' ? [`${one.leg} ${one.party} ${tale.text(one.expectedAt!)}`] : []));
  const announced = (on: string, more = {}): Fact => did('09-21 09:10', 'desk handoff.announced', { leg: on, ...more });

  it('tells when the leg is expected, and that what is at hand is expected now', () => {
    expect(said(to('bob'), announced('pay'))).toEqual(['pay cid 09-21 15:10']);
    expect(said(to('bob'), announced('sign'))).toEqual(['sign bob 09-21 09:10']);
    expect(said(to('bob'), announced('pay', { to: 'eve' }))).toEqual(['pay eve 09-21 15:10']);
  });

  it('of what is not on the route is irregular, whoever is told', () => {
    expect(answers(told().apply(announced('dream', { to: 'bob' })))).toEqual([
      'irregular: announced, but no such leg is ahead',
    ]);
  });
});
