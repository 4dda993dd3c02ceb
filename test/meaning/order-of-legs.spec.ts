import { describe, expect, it } from '@jest/globals';
import { granted } from './bends.fixture.ts';
import * as tale from './tale.fixture.ts';

const { at, by, leg, offered, opened, projection, routeOf } = tale;

describe('the legs of a route', () => {
  it('follow what they wait for, however they are listed', () => {
    const listed = [
      leg('pay', 'cid', { after: ['sign'] }),
      leg('sign', 'bob', { after: ['ask'] }),
      leg('ask', 'ann', { after: [] }),
    ];
    const play = by(routeOf(listed)).all(opened('09-21 09:00', 'desk', { needBy: at('09-24 17:30') }));
    expect(play.case.state.graph).toMatchObject({ order: [2, 1, 0], isSequence: false });
    expect(projection(play, '09-21 09:00')).toBe('09-22 15:30');
  });

  it('that run beside one of those they wait for still wait for the others', () => {
    const beside = {
      id: 'early',
      leg: 'pay',
      kind: 'parallel',
      with: 'sign',
      rule: 'S-1',
      ruleTitle: 'one by one',
    } as const;
    const forked = [
      leg('ask', 'ann'),
      leg('sign', 'bob', { after: ['ask'] }),
      leg('look', 'cid', { after: ['ask'] }),
      leg('pay', 'bea', { after: ['sign', 'look'] }),
    ];
    const play = by(routeOf(forked, { handlings: [{ ...beside, class: 'standard', mayGrant: [] }] }));
    play.all(opened('09-21 09:00'), offered('09-21 09:00', 'desk pay', { to: 'bea' }));
    play.apply(granted('09-21 09:10', 'desk early', 'pay'));
    expect(play.case.state.graph.before).toEqual([[], [0], [0], [2, 0]]);
  });
});
