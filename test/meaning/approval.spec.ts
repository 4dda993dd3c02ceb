import { describe, expect, it } from '@jest/globals';
import { carriedOut, closed, granted, onOffer } from './bends.fixture.ts';
import * as tale from './tale.fixture.ts';

const { accepted, answers, completed, did, orders, outcomes, projection } = tale;

describe('approval after the fact', () => {
  it('lets the deputy take the baton first', () => {
    const play = onOffer().all(carriedOut('09-21 09:10', 'later', { to: 'cid' }));
    expect(answers(play.apply(accepted('09-21 09:20', 'cid sign')))).toEqual([]);
    const before = onOffer().all(carriedOut('09-21 09:10', 'deputy', { to: 'bea' }));
    expect(answers(before.decisions)).toEqual(['irregular: carried out, but nobody had granted deputy']);
    expect(answers(onOffer().apply(carriedOut('09-21 09:10', 'alone')))).toEqual([
      'irregular: L-1 is law and was bent',
    ]);
  });

  const approvals = [
    ['while it is held', '09-21 09:40'],
    ['when it is done', '09-21 15:00'],
  ] as const;
  it.each(approvals)('goes on record, and orders nothing again: granted %s', (_, when) => {
    const facts = [
      ...[carriedOut('09-21 09:10', 'later', { to: 'cid' }), accepted('09-21 09:20', 'cid sign')],
      ...[granted(when, 'boss later'), completed('09-21 10:00', 'cid sign'), closed('09-21 16:00')],
    ];
    const play = onOffer().all(...facts.sort((one, other) => one.occurredAt - other.occurredAt));
    expect(outcomes(play.decisions)).toEqual(['later by boss: in-time']);
    expect(orders(play.decisions)).toEqual([]);
  });

  it('counts in the walk from when it is carried out', () => {
    const play = onOffer().all(carriedOut('09-21 09:00', 'rush', { leg: 'pay' }));
    expect(projection(play, '09-21 09:00')).toBe('09-21 16:00');
  });

  it('is about the leg at hand when it names none', () => {
    const play = onOffer().all(
      did('09-21 09:10', 'signing special-handling.carried-out', { handling: 'later', to: 'cid' }),
    );
    expect(answers(play.apply(accepted('09-21 09:20', 'cid sign')))).toEqual([]);
  });
});

describe('what nobody approves', () => {
  it('is on record as no grant, however much time passes', () => {
    const play = onOffer().all(carriedOut('09-21 09:10', 'later', { to: 'cid' }), accepted('09-21 09:20', 'cid sign'));
    play.until('09-23 17:30');
    play.apply(closed('09-24 09:00'));
    expect([...outcomes(play.decisions), ...orders(play.decisions)]).toEqual([]);
  });
});
