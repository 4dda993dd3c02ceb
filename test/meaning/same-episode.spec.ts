import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const {
  accepted,
  answers,
  by,
  declined,
  did,
  hour,
  leg,
  offered,
  opened,
  policy,
  progressed,
  routeOf,
  stalls,
  voided,
  withdrawn,
} = tale;

const toBob = (when: string, on = 'sign'): Fact => offered(when, `desk ${on}`, { to: 'bob' });
const amended = (when: string): Fact => did(when, 'desk case.amended', { title: 'Another' });
/** What a fact says that comes at half past eleven. */
const late = (play: tale.Play, ...facts: readonly Fact[]): string[] => {
  play.until('09-21 11:30');
  return stalls(facts.flatMap((fact) => play.apply(fact, '09-21 11:30')));
};

describe('folding anew, an episode stands for the one', () => {
  it('of the same kind', () => {
    const route = routeOf([leg('sign', 'bob', { finishBudget: 2 * hour, progressInterval: 2 * hour })]);
    const play = by(route).all(opened('09-21 09:00'), toBob('09-21 09:00'), accepted('09-21 09:00', 'bob sign'));
    expect(late(play, progressed('09-21 10:00', 'bob sign'))).toEqual(['idle sign retracted']);
  });

  it('of the same leg', () => {
    const play = by().all(opened('09-21 09:00'), toBob('09-21 09:00'), toBob('09-21 09:00', 'pay'));
    expect(late(play, accepted('09-21 10:30', 'bob sign'))).toEqual(['unaccepted sign retracted']);
    const other = by().all(opened('09-21 09:00'), toBob('09-21 09:00'), toBob('09-21 09:00', 'pay'));
    expect(late(other, accepted('09-21 10:30', 'bob pay'))).toEqual(['unaccepted pay retracted']);
  });

  it('of the same instant', () => {
    const play = by().all(opened('09-21 09:00'), toBob('09-21 09:00'));
    const said = late(play, withdrawn('09-21 09:20', 'desk sign'), toBob('09-21 09:25'));
    expect(said.filter((line) => line.includes('unaccepted'))).toEqual([
      ...['unaccepted sign retracted', '09-21 11:25 unaccepted sign bob'],
    ]);
  });

  it('of the same instant, of two in which nothing was heard for as long', () => {
    const route = routeOf([leg('sign', 'bob', { progressInterval: 2 * hour })]);
    const play = by(route).all(opened('09-21 09:00'), toBob('09-21 09:00'), accepted('09-21 09:00', 'bob sign'));
    play.until('09-21 12:30');
    expect(stalls(play.apply(progressed('09-21 10:00', 'bob sign'), '09-21 12:30'))).toEqual([
      ...['idle sign retracted', '09-21 12:00 idle sign bob'],
    ]);
  });

  it('that is over now, if it was open', () => {
    const play = by().all(opened('09-21 09:00'), toBob('09-21 09:00'), amended('09-21 11:20'));
    expect(late(play, declined('09-21 11:10', 'bob sign'))).toEqual(['09-21 11:10 unaccepted sign cleared: declined']);
  });

  it('of the leg that is over now, if another stands still since the same instant', () => {
    const both = [toBob('09-21 09:00'), toBob('09-21 09:00', 'pay')];
    for (const on of ['sign', 'pay']) {
      const play = by().all(opened('09-21 09:00'), ...both, amended('09-21 11:20'));
      expect(late(play, declined('09-21 11:10', `bob ${on}`))).toEqual([
        `09-21 11:10 unaccepted ${on} cleared: declined`,
      ]);
    }
  });

  it('that is open still, rather than one that was over at once', () => {
    const route = routeOf([leg('sign', 'bob', { needs: ['form'] })]);
    const taken = withdrawn('09-21 09:00', 'desk sign');
    const mistake = voided('09-21 09:10', taken);
    const play = by(route).all(opened('09-21 09:00'), toBob('09-21 09:00'), taken, toBob('09-21 09:00'), mistake);
    const said = late(play, voided('09-21 11:30', mistake)).filter((line) => line.includes('incomplete'));
    expect(said).toEqual(['09-21 09:00 incomplete sign desk', '09-21 09:00 incomplete sign cleared: withdrawn']);
  });
});

describe('folding anew', () => {
  const allowed = (when: string, version: number, hours: number): Fact =>
    policy(when, { version, budgets: [{ leg: 'sign', acceptBudget: hours * hour }] });

  it('goes by the rules in the order in which they came, to the very first of all', () => {
    const first = new tale.Play([]).all(opened('09-21 09:00'), toBob('09-21 09:00'), allowed('09-21 09:30', 1, 2));
    first.apply(amended('09-21 09:40'));
    first.apply(amended('09-21 09:10'), '09-21 10:00');
    expect(first.due('unaccepted')).toBe('09-21 11:00');
    const twice = by().all(opened('09-21 09:00'), toBob('09-21 09:00'));
    twice.all(allowed('09-21 09:30', 1, 2), allowed('09-21 09:30', 2, 1.5), amended('09-21 09:40'));
    twice.apply(amended('09-21 09:10'), '09-21 10:00');
    expect(twice.due('unaccepted')).toBe('09-21 10:30');
  });

  it('goes by the route that the opening names, whatever came before it', () => {
    const play = by().all(toBob('09-21 09:00'), opened('09-21 09:10'), amended('09-21 09:40'));
    play.apply(amended('09-21 09:20'), '09-21 09:50');
    expect([play.case.state.routeId, play.case.state.route.version]).toEqual(['relay', 1]);
  });

  it('refuses an acceptance in favour of the one that was confirmed of the same offer, and of no later one', () => {
    const toTeam = (when: string): Fact => offered(when, 'desk sign', { to: 'team' });
    const taken = [offered('09-21 09:30', 'desk pay', { to: 'cid' }), accepted('09-21 09:40', 'bea sign')];
    const one = by().all(opened('09-21 09:00'), toTeam('09-21 09:00'), ...taken);
    expect(answers(one.apply(accepted('09-21 09:20', 'bob sign'), '09-21 10:30'))).toEqual(['already-taken: bea']);
    const same = by().all(opened('09-21 09:00'), toTeam('09-21 09:00'), accepted('09-21 09:40', 'bob sign'));
    expect(answers(same.apply(accepted('09-21 09:20', 'bob sign'), '09-21 10:30'))).toEqual([]);
    const again = [withdrawn('09-21 09:30', 'desk sign'), toTeam('09-21 10:00'), accepted('09-21 10:10', 'bea sign')];
    const two = by().all(opened('09-21 09:00'), toTeam('09-21 09:00'), ...again);
    expect(answers(two.apply(accepted('09-21 09:20', 'bob sign'), '09-21 10:30'))).not.toContain('already-taken: bea');
  });

  it('says from whom accountability moved, and offers those who are there when it is known', () => {
    const deputy = {
      id: 'deputy',
      leg: 'sign',
      kind: 'deputy',
      to: 'bea',
      rule: 'P-1',
      ruleTitle: 'bob signs',
    } as const;
    const handlings = [{ ...deputy, class: 'policy', mayGrant: ['boss'] } as const];
    const away = tale.absence('09-21 09:00', 'bea', { from: '09-21 11:10', until: '09-22 00:00' });
    const play = by(routeOf(tale.legs, { handlings })).all(opened('09-21 09:00'), away, amended('09-21 11:20'));
    const said = play.apply(toBob('09-21 09:00'), '09-21 11:30');
    expect(said.filter(({ type }) => type === 'options-proposed')).toMatchObject([
      { kind: 'unaccepted', options: [{ handling: 'escalate' }] },
    ]);
    play.apply(amended('09-21 11:50'));
    const moved = play.apply(accepted('09-21 11:40', 'bob sign'), '09-21 12:00');
    expect(moved).toContainEqual(
      expect.objectContaining({ type: 'accountability-moved', from: 'desk', to: 'bob', leg: 'sign' }),
    );
  });
});

it('whoever took the leg first took it, whoever takes it over from them later', () => {
  const play = by(routeOf([leg('sign', 'crew')])).all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign'));
  const grant = { leg: 'sign', handling: 'other-holder:cid', reason: 'ann is ill' };
  play.all(accepted('09-21 09:30', 'ann sign'), did('09-21 10:00', 'ann special-handling.granted', grant));
  play.apply(accepted('09-21 11:20', 'cid sign'));
  expect(play.case.state.accountable).toBe('cid');
  expect(late(play, amended('09-21 09:10'))).toEqual([]);
});
