import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { accepted, by, completed, declined, did, offered, ofKind, opened, policy, returned } = tale;

const runaround = (play: tale.Play): string[] => ofKind('runaround', play.decisions);
const told = (...facts: readonly Fact[]): tale.Play => by().all(opened('09-21 08:00'), ...facts);
const to = (when: string, who: string, actor = 'desk'): Fact => offered(when, `${actor} sign`, { to: who });
const no = (when: string, who: string): Fact => declined(when, `${who} sign`);
const yes = (when: string, who: string): Fact => accepted(when, `${who} sign`);
const referred = (when: string, who: string, on: string): Fact =>
  did(when, `${who} handoff.referred`, { leg: 'sign', to: on });

describe('runaround', () => {
  const rows: readonly (readonly [string, readonly Fact[], readonly string[]])[] = [
    [
      'comes with the third hop: declines',
      [
        ...[to('09-21 09:00', 'bob'), no('09-21 09:10', 'bob'), to('09-21 09:20', 'bea'), no('09-21 09:30', 'bea')],
        ...[to('09-21 09:40', 'cid'), no('09-21 09:50', 'cid')],
      ],
      ['09-21 09:50 runaround sign desk'],
    ],
    [
      'comes with the third hop: changes of holder',
      [
        ...[
          to('09-21 09:00', 'bob'),
          yes('09-21 09:10', 'bob'),
          to('09-21 09:20', 'bea', 'bob'),
          yes('09-21 09:30', 'bea'),
        ],
        ...[to('09-21 09:40', 'cid', 'bea'), yes('09-21 09:50', 'cid')],
        ...[to('09-21 10:00', 'ann', 'cid'), yes('09-21 10:10', 'ann')],
      ],
      ['09-21 10:10 runaround sign ann'],
    ],
    [
      'comes with the third hop: referrals, which move no baton',
      [
        ...[to('09-21 09:00', 'bob'), referred('09-21 09:10', 'bob', 'ann'), referred('09-21 09:20', 'ann', 'cid')],
        referred('09-21 09:30', 'cid', 'boss'),
      ],
      ['09-21 09:30 runaround sign desk'],
    ],
    [
      'counts a decline, a return and a referral alike',
      [
        ...[to('09-21 09:00', 'bob'), no('09-21 09:10', 'bob'), to('09-21 09:20', 'bea'), yes('09-21 09:30', 'bea')],
        ...[returned('09-21 09:40', 'bea sign'), referred('09-21 09:50', 'ann', 'cid')],
      ],
      ['09-21 09:50 runaround sign desk'],
    ],
    [
      'does not come with two changes of holder',
      [
        ...[
          to('09-21 09:00', 'bob'),
          yes('09-21 09:10', 'bob'),
          to('09-21 09:20', 'bea', 'bob'),
          yes('09-21 09:30', 'bea'),
        ],
        ...[to('09-21 09:40', 'cid', 'bea'), yes('09-21 09:50', 'cid')],
      ],
      [],
    ],
    [
      'does not come with a decline and a change of holder',
      [
        ...[to('09-21 09:00', 'cid'), no('09-21 09:10', 'cid'), to('09-21 09:20', 'bob'), yes('09-21 09:30', 'bob')],
        ...[to('09-21 09:40', 'bea', 'bob'), yes('09-21 09:50', 'bea')],
      ],
      [],
    ],
    [
      'does not come with one way there and back',
      [
        ...[
          to('09-21 09:00', 'bob'),
          yes('09-21 09:10', 'bob'),
          to('09-21 09:20', 'bea', 'bob'),
          yes('09-21 09:30', 'bea'),
        ],
        ...[to('09-21 09:40', 'bob', 'bea'), yes('09-21 09:50', 'bob')],
      ],
      [],
    ],
  ];
  it.each(rows)('%s', (_, facts, expected) => {
    expect(runaround(told(...facts))).toEqual(expected);
  });

  it('comes with the second time back to parties already on the path', () => {
    const often = policy('09-21 07:00', { runaround: { hops: 99 } });
    const play = by(undefined, often).all(
      ...[opened('09-21 08:00'), to('09-21 09:00', 'bob'), no('09-21 09:10', 'bob'), to('09-21 09:20', 'cid')],
      ...[no('09-21 09:30', 'cid'), to('09-21 09:40', 'bob'), no('09-21 09:50', 'bob')],
    );
    expect(runaround(play)).toEqual([]);
    play.apply(to('09-21 10:00', 'cid'));
    expect(runaround(play)).toEqual(['09-21 10:00 runaround sign desk']);
  });

  it('says how often and where it went', () => {
    const play = told(
      ...[to('09-21 09:00', 'bob'), referred('09-21 09:10', 'bob', 'ann'), referred('09-21 09:20', 'ann', 'cid')],
      referred('09-21 09:30', 'cid', 'bob'),
    );
    expect(play.decisions.find((one) => one.type === 'stall-raised')).toMatchObject({
      hops: 3,
      path: ['bob', 'ann', 'cid', 'bob'],
    });
  });

  it('takes the policy’s numbers, from when they are published', () => {
    const play = told(to('09-21 09:00', 'bob'), no('09-21 09:10', 'bob'));
    expect(runaround(play)).toEqual([]);
    play.apply(policy('09-21 09:20', { runaround: { hops: 1 } }));
    expect(runaround(play)).toEqual(['09-21 09:20 runaround sign desk']);
  });

  it('is over when a leg completes, and counts from nothing', () => {
    const play = told(
      ...[to('09-21 09:00', 'bob'), no('09-21 09:10', 'bob'), to('09-21 09:20', 'bea'), no('09-21 09:30', 'bea')],
      ...[to('09-21 09:40', 'cid'), no('09-21 09:50', 'cid'), to('09-21 10:00', 'bob'), yes('09-21 10:10', 'bob')],
      completed('09-21 10:20', 'bob sign'),
    );
    expect(runaround(play)).toEqual([
      '09-21 09:50 runaround sign desk',
      '09-21 10:20 runaround sign cleared: completed',
    ]);
    play.all(to('09-21 10:30', 'cid', 'bob'), no('09-21 10:40', 'cid'));
    expect(runaround(play)).toHaveLength(2);
  });
});
