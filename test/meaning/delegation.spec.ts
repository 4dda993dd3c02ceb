import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { absence, accepted, answers, at, by, declined, offered, opened, progressed, projection, rule, stalls } = tale;

const appointed = (when: string, more = {}): Fact =>
  rule(when, 'people.delegation-appointed', { delegation: 'd', party: 'bob', to: 'bea', ...more });
const taken = (when: string, actor = 'bea'): Fact =>
  rule(when, 'people.delegation-accepted', { delegation: 'd', actor });
const revoked = (when: string): Fact => rule(when, 'people.delegation-revoked', { delegation: 'd', actor: 'bob' });
const inForce = [appointed('09-21 01:00'), taken('09-21 02:00')];

/** On offer to bob from nine on Monday, needed by Thursday evening. */
const onOffer = (...before: readonly Fact[]): tale.Play =>
  by(undefined, ...before).all(
    opened('09-21 09:00', 'desk', { needBy: at('09-24 17:30') }),
    offered('09-21 09:00', 'desk sign', { to: 'bob' }),
  );
const away = (when: string): Fact => absence(when, 'bob', { from: '09-21 09:30', until: '09-28 00:00' });

const notAsked = ['irregular: accepted by bea, but offered to bob'];
const rows: readonly (readonly [string, readonly Fact[], readonly string[]])[] = [
  ['accepted by the one appointed', inForce, []],
  ['only appointed', [appointed('09-21 01:00')], notAsked],
  ['accepted by another', [appointed('09-21 01:00'), taken('09-21 02:00', 'cid')], notAsked],
  ['revoked', [...inForce, revoked('09-21 03:00')], notAsked],
  ['accepted after it was revoked', [appointed('09-21 01:00'), revoked('09-21 02:00'), taken('09-21 03:00')], notAsked],
  ['appointed anew and not accepted anew', [...inForce, appointed('09-21 03:00')], notAsked],
  ['for this route', [appointed('09-21 01:00', { routes: ['relay'] }), taken('09-21 02:00')], []],
  ['for another route', [appointed('09-21 01:00', { routes: ['other'] }), taken('09-21 02:00')], notAsked],
  ['from that very instant', [appointed('09-21 01:00', { from: at('09-21 09:30') }), taken('09-21 02:00')], []],
  ['from a minute later', [appointed('09-21 01:00', { from: at('09-21 09:31') }), taken('09-21 02:00')], notAsked],
  ['until that very instant', [appointed('09-21 01:00', { until: at('09-21 09:30') }), taken('09-21 02:00')], notAsked],
  ['until a minute later', [appointed('09-21 01:00', { until: at('09-21 09:31') }), taken('09-21 02:00')], []],
];

describe('a delegation', () => {
  it.each(rows)('%s', (_, facts, said) => {
    expect(answers(onOffer(...facts).apply(accepted('09-21 09:30', 'bea sign')))).toEqual(said);
  });

  it('puts the deputy on an offer that is pending already', () => {
    const play = onOffer().all(appointed('09-21 09:10'), taken('09-21 09:20'));
    expect(answers(play.apply(progressed('09-21 09:30', 'bea sign')))).toEqual([]);
    expect(play.leg()).toMatchObject({ state: 'held', holder: 'bea' });
  });

  it('makes the deputy the second receiver: the first acceptance wins, either way', () => {
    const first = onOffer(...inForce).all(accepted('09-21 09:30', 'bea sign'));
    expect(answers(first.apply(accepted('09-21 09:40', 'bob sign')))).toEqual(['already-taken: bea']);
    const second = onOffer(...inForce).all(accepted('09-21 09:30', 'bob sign'));
    expect(answers(second.apply(accepted('09-21 09:40', 'bea sign')))).toEqual(['already-taken: bob']);
  });

  it('lets the accept clock run on, and a deputy who declines leaves the offer with the receiver', () => {
    const play = onOffer(...inForce).all(declined('09-21 09:30', 'bea sign'));
    expect(stalls(play.until('09-21 12:00'))).toEqual(['09-21 11:00 unaccepted sign bob']);
  });

  it('clears `absent` when the deputy accepts the baton, not when the deputy accepts the delegation', () => {
    const play = onOffer();
    expect(stalls(play.apply(away('09-21 09:10')))).toEqual([
      '09-21 09:10 absent sign bob',
      '09-21 09:10 forecast - bob',
    ]);
    play.apply(appointed('09-21 09:15'));
    expect(stalls(play.apply(taken('09-21 09:20')))).toEqual([]);
    expect(stalls(play.apply(accepted('09-21 10:00', 'bea sign')))).toEqual([
      '09-21 10:00 absent sign cleared: deputy-accepted',
      '09-21 10:00 forecast - cleared: inside-again',
    ]);
  });
});

describe('the walk', () => {
  const ahead = (): tale.Play =>
    by().all(
      opened('09-21 09:00', 'desk', { needBy: at('09-24 17:30') }),
      offered('09-21 09:00', 'desk ask', { to: 'ann' }),
      away('09-21 09:10'),
    );

  it('takes the delegate for a leg that lies ahead, as soon as the delegation is accepted and as long as it is', () => {
    const play = ahead();
    expect(stalls(play.decisions)).toEqual(['09-21 09:10 forecast - bob']);
    expect(projection(play, '09-21 09:10')).toBe('09-29 08:30');
    expect(stalls(play.apply(appointed('09-21 09:20')))).toEqual([]);
    expect(stalls(play.apply(taken('09-21 09:30')))).toEqual(['09-21 09:30 forecast - cleared: inside-again']);
    expect(projection(play, '09-21 09:30')).toBe('09-22 16:00');
    expect(stalls(play.apply(revoked('09-21 09:40')))).toEqual(['09-21 09:40 forecast - bob']);
  });

  it('takes the delegate only within the window', () => {
    const tooShort = ahead().all(appointed('09-21 09:20', { until: at('09-22 09:59') }), taken('09-21 09:30'));
    expect(projection(tooShort, '09-21 09:30')).toBe('09-29 08:30');
    const long = ahead().all(appointed('09-21 09:20', { until: at('09-22 10:00') }), taken('09-21 09:30'));
    expect(projection(long, '09-21 09:30')).toBe('09-22 16:00');
    const later = ahead().all(appointed('09-21 09:20', { from: at('09-22 08:00') }), taken('09-21 09:30'));
    expect(projection(later, '09-21 09:30')).toBe('09-23 08:30');
  });

  it('keeps the receiver of a pending offer, whoever may stand in', () => {
    const play = onOffer(...inForce).all(away('09-21 09:10'));
    expect(projection(play, '09-21 09:10')).toBe('09-29 08:10');
  });
});
