import { describe, expect, it } from '@jest/globals';
import { latestFinishOf, latestStartOf } from '@baton/handoff-engine';
import * as tale from './tale.fixture.ts';

const { accepted, accountable, at, batons, by, completed, declined, did, hour, leg, offered, opened, routeOf, text } =
  tale;

/** ann asks; bob signs and cid looks beside; bea pays when both are done. */
const fork = routeOf([
  leg('ask', 'ann'),
  leg('sign', 'bob', { after: ['ask'], typical: 2 * hour }),
  leg('look', 'cid', { after: ['ask'], typical: 4 * hour }),
  leg('pay', 'bea', { after: ['sign', 'look'] }),
]);
/** Two branches that never join: sign then file, look then pay. */
const apart = routeOf([
  leg('ask', 'ann'),
  leg('sign', 'bob', { after: ['ask'], typical: hour }),
  leg('look', 'cid', { after: ['ask'], typical: 7 * hour }),
  leg('file', 'bea', { after: ['sign'] }),
  leg('pay', 'desk', { after: ['look'] }),
]);

const forked = (route = fork, needBy = '09-23 17:30'): tale.Play =>
  by(route).all(
    opened('09-21 08:00', 'desk', { needBy: at(needBy) }),
    offered('09-21 08:00', 'desk ask', { to: 'ann' }),
    accepted('09-21 08:00', 'ann ask'),
    completed('09-21 10:00', 'ann ask'),
    offered('09-21 10:00', 'ann sign', { to: 'bob' }),
    offered('09-21 10:00', 'ann look', { to: 'cid' }),
  );
const taken = (route = fork, needBy?: string): tale.Play =>
  forked(route, needBy).all(accepted('09-21 10:30', 'bob sign'), accepted('09-21 10:40', 'cid look'));

describe('parallel legs', () => {
  it('have a baton each: the giver answers for what is on offer, the holder for what is held', () => {
    const play = forked();
    expect(batons(play, '09-21 10:00')).toEqual(['ask ann', 'sign ann', 'look ann']);
    play.apply(accepted('09-21 10:30', 'bob sign'));
    expect(batons(play, '09-21 10:30')).toEqual(['ask ann', 'sign bob', 'look ann']);
    play.apply(accepted('09-21 10:40', 'cid look'));
    expect(batons(play, '09-21 10:40')).toEqual(['sign bob', 'look cid']);
  });

  it('leave the case to the holder with the least slack', () => {
    const play = taken();
    expect(accountable(play.decisions)).toEqual([
      '09-21 08:00 desk answers',
      '09-21 08:00 ann answers',
      '09-21 10:40 cid answers',
    ]);
  });

  it('leave the case to the first of the route when the slack is the same', () => {
    const even = routeOf(fork.legs.map((one) => ({ ...one, typical: 4 * hour })));
    const play = forked(even).all(accepted('09-21 10:40', 'cid look'), accepted('09-21 10:40', 'bob sign'));
    expect(play.case.state.accountable).toBe('bob');
  });

  it('keep each branch with its last holder until the joined leg is accepted', () => {
    const play = taken().all(completed('09-21 11:30', 'bob sign'));
    expect(batons(play, '09-21 11:30')).toEqual(['sign bob', 'look cid']);
    expect(play.case.state.accountable).toBe('cid');
    play.all(completed('09-21 11:50', 'cid look'), offered('09-21 11:50', 'cid pay', { to: 'bea' }));
    expect(batons(play, '09-21 14:00')).toEqual(['sign bob', 'look cid', 'pay cid']);
    play.apply(accepted('09-21 14:00', 'bea pay'));
    expect(batons(play, '09-21 14:00')).toEqual(['pay bea']);
    expect(play.case.state.accountable).toBe('bea');
  });

  it('keep a branch with its last holder also when nobody had accepted what was completed', () => {
    const play = by(fork).all(opened('09-21 08:00'), offered('09-21 08:00', 'desk ask', { to: 'ann' }));
    play.all(
      accepted('09-21 08:00', 'ann ask'),
      completed('09-21 09:00', 'ann ask'),
      completed('09-21 09:30', 'bob sign'),
    );
    play.all(offered('09-21 09:40', 'ann look', { to: 'cid' }), accepted('09-21 09:50', 'cid look'));
    expect(batons(play, '09-21 09:50')).toEqual(['sign ann', 'look cid']);
  });

  it('give the joined leg back to the branches when it is declined after acceptance', () => {
    const play = taken().all(
      completed('09-21 11:30', 'bob sign'),
      completed('09-21 11:50', 'cid look'),
      offered('09-21 11:50', 'cid pay', { to: 'bea' }),
      accepted('09-21 14:00', 'bea pay'),
      declined('09-21 15:00', 'bea pay'),
    );
    expect(batons(play, '09-21 15:00')).toEqual(['sign bob', 'look cid']);
    expect(play.case.state.accountable).toBe('bob');
  });

  it('end both when the case is cancelled', () => {
    const play = forked().all(accepted('09-21 10:00', 'bob sign'));
    play.until('09-22 11:00');
    expect(tale.stalls(play.apply(did('09-22 11:00', 'desk case.cancelled')))).toEqual([
      '09-22 11:00 unaccepted look cleared: case-cancelled',
      '09-22 11:00 overrun sign cleared: case-cancelled',
    ]);
    expect(play.leg('look')?.state).toBe('ahead');
    expect(play.until('10-20 00:00')).toEqual([]);
  });

  it('wait for an offer each on their own', () => {
    const play = taken(apart, '09-29 17:30').all(completed('09-21 11:00', 'bob sign'));
    play.until('09-21 17:00');
    expect(tale.ofKind('idle', play.decisions).map((line) => line.slice(0, 21))).toEqual(['09-21 15:00 idle file']);
  });

  it('are idle on whom the branch waits for, not on whom the case does', () => {
    const play = taken(apart, '09-29 17:30').all(completed('09-21 11:00', 'bob sign'));
    play.until('09-21 17:00');
    expect(play.case.state.accountable).toBe('cid');
    expect(tale.ofKind('idle', play.decisions)).toEqual(['09-21 15:00 idle file bob']);
  });

  it('are the owner’s when one that is held is offered on to nobody', () => {
    const play = by(fork).all(opened('09-21 08:00'), offered('09-21 08:00', 'desk ask', { to: 'ann' }));
    play.all(accepted('09-21 08:30', 'ann ask'), offered('09-21 09:00', 'ann ask', { to: 'vacancy' }));
    expect(batons(play, '09-21 09:00')).toEqual(['ask dean']);
    expect(play.case.state.accountable).toBe('dean');
  });
});

describe('a leg beside another by special handling', () => {
  const rule = { rule: 'S-1', ruleTitle: 'one by one', class: 'standard', mayGrant: [] } as const;
  const beside = { id: 'beside', leg: 'pay', kind: 'parallel', with: 'sign', ...rule } as const;
  const start = (sign: number, pay: number): tale.Play => {
    const legs = [
      leg('ask', 'ann'),
      leg('sign', 'bob', { typical: sign * hour }),
      leg('pay', 'cid', { typical: pay * hour }),
    ];
    return by(routeOf([...legs, leg('end', 'bea', { typical: 2 * hour })], { handlings: [beside] })).all(
      opened('09-21 08:00', 'desk', { needBy: at('09-24 17:30') }),
      offered('09-21 08:00', 'desk sign', { to: 'bob' }),
      did('09-21 08:00', 'desk special-handling.granted', { handling: 'beside', leg: 'pay', reason: 'urgent' }),
    );
  };

  it('joins it before what comes after both', () => {
    const play = start(7, 1);
    expect(tale.projection(play, '09-21 08:00')).toBe('09-22 09:30');
    play.apply(offered('09-21 08:00', 'desk sign', { to: 'bea' }));
    expect(play.decisions.findLast((one) => one.type === 'heads-up')).toMatchObject({
      latestFinish: at('09-24 15:30'),
    });
  });

  it('leaves the case, when it is done, to who has the other', () => {
    const play = start(4, 4).all(accepted('09-21 08:10', 'bob sign'), offered('09-21 08:20', 'bob pay', { to: 'cid' }));
    play.apply(accepted('09-21 08:30', 'cid pay'));
    expect(play.case.state.accountable).toBe('cid');
    play.apply(completed('09-21 10:00', 'cid pay'));
    expect(play.case.state.accountable).toBe('bob');
    expect(batons(play, '09-21 10:00')).toEqual(['sign bob', 'pay cid']);
  });
});

describe('the latest moments of a route with branches', () => {
  it('are those of the tightest way to the end, each leg in its own time', () => {
    const legs = [
      leg('a', 'ann', { after: [], typical: 2 * hour }),
      leg('b', 'bob', { after: ['a'], typical: 4 * hour }),
      leg('c', 'cid', { after: ['a'], typical: hour }),
      leg('d', 'bea', { after: ['c'], typical: 2 * hour }),
      leg('e', 'desk', { after: ['b', 'd'], typical: 1.5 * hour }),
      leg('f', 'boss', { after: ['a'], typical: 8 * hour, elapsed: true }),
    ];
    const play = by(routeOf(legs)).all(opened('09-21 08:00', 'desk', { needBy: at('09-22 17:30') }));
    const folder = play.engine.look(play.case, at('09-21 08:00'));
    const latest = legs.map((definition, index) => {
      const one = { definition, index } as Parameters<typeof latestStartOf>[1];
      return `${definition.id} ${text(latestStartOf(folder, one)!)} ${text(latestFinishOf(folder, one)!)}`;
    });
    expect(latest).toEqual([
      'a 09-21 17:00 09-22 09:30',
      'b 09-22 10:00 09-22 16:00',
      'c 09-22 11:00 09-22 14:00',
      'd 09-22 14:00 09-22 16:00',
      'e 09-22 16:00 09-22 17:30',
      'f 09-22 09:30 09-22 17:30',
    ]);
    expect(tale.projection(play, '09-21 08:00')).toBe('09-21 18:00');
  });
});
