import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { accepted, answers, at, by, calendarPublished, declined, did, hour, leg, legs, moves, offered, ofKind } = tale;
const { opened, parties, policy, progressed, rosterChanged, routeOf, routePublished, voided, withdrawn } = tale;

const first = (play: tale.Play, kind: string): string | undefined => ofKind(kind, play.decisions)[0];

describe('a policy that comes after the case', () => {
  /** Sent on twice in the morning; two hops are a runaround by the policy. */
  const sentOn = (named: string | undefined): tale.Play =>
    by(routeOf(legs, named === undefined ? {} : { policy: named })).all(
      ...[opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' })],
      ...[declined('09-21 09:30', 'bob sign'), offered('09-21 10:00', 'desk sign', { to: 'bea' })],
      declined('09-21 10:30', 'bea sign'),
    );
  const two = (when: string, id: string, version = 1): Fact =>
    policy(when, { id, version, runaround: { hops: 2, returns: 9 } });

  it('counts from the opening if the route names it and it was never there before', () => {
    expect(first(sentOn('strict').all(two('09-21 12:00', 'strict')), 'runaround')).toBe(
      '09-21 10:30 runaround sign desk',
    );
  });

  it('counts from when it is published if it is another version of one that was there, or the default', () => {
    const later = sentOn('strict').all(policy('09-21 11:00', { id: 'strict', runaround: { hops: 9, returns: 9 } }));
    expect(first(later.all(two('09-21 12:00', 'strict', 2)), 'runaround')).toBe('09-21 12:00 runaround sign desk');
    expect(first(sentOn(undefined).all(two('09-21 12:00', 'default')), 'runaround')).toBe(
      '09-21 12:00 runaround sign desk',
    );
  });

  it('counts for nobody who goes by another', () => {
    expect(first(sentOn('strict').all(two('09-21 12:00', 'other')), 'runaround')).toBeUndefined();
    expect(first(sentOn(undefined).all(two('09-21 12:00', 'other')), 'runaround')).toBeUndefined();
  });
});

describe('a calendar that comes after the case', () => {
  it('moves from the opening the deadlines that it concerns, each of which is said once', () => {
    const play = new tale.Play([rosterChanged('09-21 00:00', parties), routePublished('09-21 00:00', routeOf(legs))]);
    play.all(
      opened('09-21 16:00', 'desk', { needBy: at('09-25 17:30') }),
      offered('09-21 16:00', 'desk ask', { to: 'ann' }),
      accepted('09-21 16:20', 'ann ask'),
      offered('09-21 16:30', 'ann sign', { to: 'bob', validUntil: at('09-23 08:00') }),
    );
    play.apply(calendarPublished('09-21 17:00'));
    expect(moves(play.decisions).filter((line) => !line.startsWith('forecast'))).toEqual([
      'overrun ask 09-21 23:50 → 09-22 16:20: calendar-published',
      'unaccepted sign 09-21 18:30 → 09-22 09:00: calendar-published',
    ]);
  });
});

describe('an acceptance', () => {
  const offer = offered('09-21 09:00', 'desk sign', { to: 'team' });
  const onOffer = (): tale.Play => by().all(opened('09-21 09:00'), offer);

  it('that was refused because another was first is without effect for good', () => {
    const bea = accepted('09-21 09:30', 'bea sign', { by: 'bea' });
    const play = onOffer().all(bea);
    expect(answers(play.apply(accepted('09-21 10:00', 'bob sign', { by: 'bob' })))).toEqual(['already-taken: bea']);
    play.apply(voided('09-21 11:00', bea));
    expect(play.leg('sign')).toMatchObject({ state: 'offered', receiver: 'team' });
  });

  it('that was refused because nothing was on offer counts once the withdrawal turns out a mistake', () => {
    const mistake = withdrawn('09-21 09:10', 'desk sign');
    const play = by().all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' }), mistake);
    expect(answers(play.apply(accepted('09-21 10:00', 'bob sign')))).toEqual(['not-on-offer: sign is not on offer']);
    expect(answers(play.apply(voided('09-21 11:00', mistake)))).toEqual([]);
    expect(play.leg('sign')).toMatchObject({ state: 'held', holder: 'bob', acceptedAt: at('09-21 10:00') });
  });

  it('that came late and was confirmed stands against an earlier one that comes later still', () => {
    const play = onOffer().all(did('09-21 11:00', 'desk case.amended', { title: 'Another' }));
    play.apply(accepted('09-21 10:00', 'bea sign', { by: 'bea' }), '09-21 12:00');
    expect(play.leg('sign')).toMatchObject({ state: 'held', holder: 'bea' });
    const bob = accepted('09-21 09:30', 'bob sign', { by: 'bob' });
    expect(answers(play.apply(bob, '09-21 13:00'))).toEqual(['already-taken: bea']);
    expect(play.leg('sign')).toMatchObject({ state: 'held', holder: 'bea' });
  });
});

describe('budgets', () => {
  it('of a leg that counts on the wall do too', () => {
    const play = by(routeOf([leg('sign', 'bob', { elapsed: true })]));
    play.all(opened('09-21 16:30'), offered('09-21 16:30', 'desk sign', { to: 'bob' }));
    expect(play.due('unaccepted')).toBe('09-21 18:30');
    play.apply(accepted('09-21 17:00', 'bob sign'));
    expect(play.due('overrun')).toBe('09-22 00:30');
  });

  const held = (until?: string): tale.Play => {
    const play = by(routeOf([leg('sign', 'bob', { progressInterval: hour })]));
    play.all(
      opened('09-21 08:00'),
      offered('09-21 08:00', 'desk sign', { to: 'bob' }),
      accepted('09-21 08:00', 'bob sign'),
    );
    const pause = { cause: 'trip', ...(until === undefined ? {} : { until: at(until) }) };
    return play.all(did('09-21 08:30', 'bob handoff.paused', { leg: 'sign', ...pause }));
  };

  it('begin anew at once when the pause is over, at its very end too', () => {
    const after = held('09-21 10:00').all(progressed('09-21 10:10', 'bob sign'));
    expect(after.due('idle')).toBe('09-21 11:10');
    const play = held('09-21 10:00').all(progressed('09-21 10:00', 'bob sign'));
    expect(play.due('idle')).toBe('09-21 11:00');
  });

  it('that begin in a pause without an end are never due', () => {
    const play = held().all(progressed('09-21 09:00', 'bob sign'));
    expect(play.due('idle')).toBeUndefined();
    expect(play.engine.nextDue()).toBeUndefined();
  });
});

describe('of what falls due together', () => {
  it('a clock comes before a rung of a later leg', () => {
    const rung = { after: hour, elapsed: true, whom: 'owner', channel: 'console' } as const;
    const play = by(routeOf([leg('ask', 'ann'), leg('sign', 'bob', { acceptBudget: hour })], { ladder: [rung] }));
    play.all(
      ...[opened('09-21 09:00'), offered('09-21 09:00', 'desk ask', { to: 'ann' })],
      offered('09-21 09:00', 'desk sign', { to: 'bob' }),
    );
    play.until('09-21 11:00');
    const said = play.decisions.flatMap((one) =>
      one.type === 'stall-raised' || one.type === 'rung-fired'
        ? [`${one.type} ${one.leg} ${tale.text(one.dueAt)}`]
        : [],
    );
    expect(said).toEqual([
      'stall-raised sign 09-21 10:00',
      'stall-raised ask 09-21 11:00',
      'rung-fired sign 09-21 11:00',
    ]);
  });
});
