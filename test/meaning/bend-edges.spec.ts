import { describe, expect, it } from '@jest/globals';
import type { Decision, Fact } from '@baton/contracts';
import { carriedOut, closed, granted, handlings, onOffer, refused } from './bends.fixture.ts';
import * as tale from './tale.fixture.ts';

const { accepted, answers, completed, declined, did, offered, orders, outcomes, projection, withdrawn } = tale;

const proposed = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((one) =>
    one.type === 'options-proposed' ? [one.options.map(({ handling }) => handling).join()] : [],
  );
const toBob = (when: string) => offered(when, 'desk sign', { to: 'bob' });

describe('a special handling is for the one baton', () => {
  it('and over once somebody has it, even when the deputy had declined', () => {
    const play = onOffer().all(granted('09-21 09:10', 'bob deputy'), declined('09-21 09:20', 'bea sign'));
    play.all(accepted('09-21 09:30', 'bob sign'));
    expect(proposed(play.until('09-22 17:30'))).toEqual(['deputy,later,escalate']);
  });

  it('and gives no second chance to a deputy whom nobody had granted before', () => {
    const play = onOffer().all(carriedOut('09-21 09:10', 'later', { to: 'cid' }), accepted('09-21 09:20', 'bob sign'));
    expect(answers(play.apply(accepted('09-21 09:30', 'cid sign')))).toEqual(['already-taken: bob']);
  });

  it.each([
    ['carried out', carriedOut('09-21 09:20', 'deputy', { to: 'bea' })],
    ['and another refused', refused('09-21 09:20', 'boss later')],
  ])('so that it may be ordered anew for the next: ordered, %s', (_, fact) => {
    const play = onOffer().all(granted('09-21 09:10', 'bob deputy'), fact, declined('09-21 09:30', 'bob sign'));
    play.all(toBob('09-21 09:40'), granted('09-21 09:50', 'bob deputy'));
    expect(orders(play.decisions)).toHaveLength(2);
  });

  it('and a leg that is withdrawn waits again for what it stood beside', () => {
    const play = onOffer().all(granted('09-21 09:00', 'desk beside', 'pay'));
    expect(projection(play, '09-21 09:00')).toBe('09-21 15:00');
    play.all(offered('09-21 09:00', 'desk pay', { to: 'cid' }), withdrawn('09-21 09:00', 'desk pay'));
    expect(projection(play, '09-21 09:00')).toBe('09-22 09:30');
  });
});

describe('whom a grant is for', () => {
  it('that names no leg is for the one at hand, and refused when there is none', () => {
    const unnamed = (when: string) =>
      did(when, 'boss special-handling.granted', { handling: 'later', reason: 'urgent' });
    expect(orders(onOffer().apply(unnamed('09-21 09:10')))).toEqual(['later ordered by boss']);
    const play = tale.by(tale.routeOf(tale.legs, { handlings }));
    expect(answers(play.all(tale.opened('09-21 09:00')).apply(unnamed('09-21 09:10')))).toEqual([
      'unknown-handling: expected one of deputy, later, quick, rush, beside, alone, got later',
    ]);
    expect(play.case.state.legs).toEqual([expect.objectContaining({ state: 'ahead', offeredAt: undefined })]);
  });

  it('for somebody who completed the leg once orders it for the next time', () => {
    const play = onOffer().all(accepted('09-21 09:10', 'bea sign'), completed('09-21 09:20', 'bea sign'));
    play.all(toBob('09-21 09:30'), granted('09-21 09:40', 'bob deputy'));
    expect(orders(play.decisions)).toEqual(['deputy ordered by bob']);
    expect(answers(play.apply(accepted('09-21 09:50', 'bea sign')))).toEqual([]);
  });
});

describe('a leg that runs beside another', () => {
  const beside = { kind: 'parallel', rule: 'S-1', ruleTitle: 'one by one', class: 'standard', mayGrant: [] } as const;
  const bends = [
    { ...beside, id: 'pay-early', leg: 'pay', with: 'sign' },
    { ...beside, id: 'file-early', leg: 'file', with: 'pay' },
  ];
  const route = tale.routeOf([...tale.legs, tale.leg('file', 'bea')], { handlings: bends });
  const asked = (...more: readonly Fact[]): tale.Play =>
    tale.by(route, ...more).all(tale.opened('09-21 09:00'), toBob('09-21 09:00'));

  it('does so in its own case, and the others of the route as they are allowed to', () => {
    const one = asked().all(granted('09-21 09:00', 'desk pay-early', 'pay'));
    const two = asked().all(granted('09-21 09:00', 'desk file-early', 'file'));
    const waits = (play: tale.Play) => play.case.state.graph.before;
    expect(waits(one)).toEqual([[], [0], [0], [2, 1]]);
    expect(waits(two)).toEqual([[], [0], [1], [1]]);
    expect(waits(asked())).toEqual([[], [0], [1], [2]]);
  });

  it('and is not on the route to which the case migrates leaves that as it is', () => {
    const migrated = (...ids: readonly string[]): boolean => {
      const other = tale.routeOf(
        ids.map((id) => tale.leg(id, 'cid')),
        { id: 'other' },
      );
      const play = asked(tale.routePublished('09-21 00:00', other)).all(
        granted('09-21 09:00', 'desk pay-early', 'pay'),
      );
      play.apply(did('09-21 09:10', 'desk case.migrated', { route: 'other' }));
      return play.case.state.graph.isSequence;
    };
    expect([migrated('sign', 'check', 'file'), migrated('pay', 'check', 'file')]).toEqual([true, true]);
  });
});

describe('a grant', () => {
  const ends = (play: tale.Play): string[] => outcomes(play.apply(closed('09-21 17:00')));
  const later = [carriedOut('09-21 09:20', 'later', { to: 'cid' }), accepted('09-21 09:30', 'cid sign')];

  it('says who is to do it', () => {
    const [order] = onOffer()
      .apply(granted('09-21 09:10', 'bob deputy'))
      .filter(({ type }) => type === 'special-handling-ordered');
    expect(order).toMatchObject({ handling: 'deputy', to: 'bea' });
  });

  it('after the fact is kept once, whatever else was granted', () => {
    const twice = [granted('09-21 09:40', 'boss later'), granted('09-21 09:50', 'boss later')];
    expect(ends(onOffer().all(...later, ...twice))).toEqual(['later by boss: in-time']);
    const both = onOffer().all(granted('09-21 09:10', 'bob deputy'), ...later, ...twice);
    expect(ends(both)).toEqual(['deputy by bob: in-time', 'later by boss: in-time']);
    const elsewhere = { ...handlings[1]!, leg: 'ask' };
    const same = onOffer('09-24 17:30', { handlings: [...handlings, elsewhere] });
    same.all(granted('09-21 09:10', 'boss later', 'ask'), ...later, ...twice);
    expect(ends(same)).toEqual(['later by boss: in-time', 'later by boss: in-time']);
  });

  it('after the fact counts for nothing where the policy wants it before', () => {
    const done = [accepted('09-21 09:10', 'bob sign'), completed('09-21 09:20', 'bob sign')];
    expect(ends(onOffer().all(...done, granted('09-21 09:30', 'bob deputy')))).toEqual([]);
    expect(ends(onOffer().all(...done, granted('09-21 09:30', 'boss later')))).toEqual(['later by boss: in-time']);
  });
});

describe('what was carried out', () => {
  it('without a grant is irregular where the policy wants one before, and lets nobody in', () => {
    const said = (id: string): string[] => answers(onOffer().apply(carriedOut('09-21 09:10', id)));
    expect(said('deputy')).toEqual(['irregular: carried out, but nobody had granted deputy']);
    expect([said('later'), said('magic')]).toEqual([[], []]);
    const play = onOffer().all(carriedOut('09-21 09:10', 'deputy'));
    expect(answers(play.apply(accepted('09-21 09:20', 'bea sign')))).toEqual([
      'irregular: accepted by bea, but offered to bob',
    ]);
  });
});

describe('whoever the service names', () => {
  const named = carriedOut('09-21 09:30', 'deputy', { to: 'ann' });
  const taken = (play: tale.Play): string[] => answers(play.all(named).apply(accepted('09-21 09:40', 'ann sign')));
  const held = (): tale.Play =>
    onOffer().all(granted('09-21 09:10', 'bob deputy'), accepted('09-21 09:20', 'bob sign'));

  it('may take what is on offer or held, and not what is done', () => {
    expect(taken(onOffer().all(granted('09-21 09:10', 'bob deputy')))).toEqual([]);
    expect(taken(onOffer().all(accepted('09-21 09:20', 'bob sign')))).toEqual([]);
    expect(taken(held().all(completed('09-21 09:25', 'bob sign')))).toEqual(['already-taken: bob']);
  });

  it('is a deputy once, and not of themselves', () => {
    const twice = onOffer().all(granted('09-21 09:10', 'bob deputy'), named, carriedOut('09-21 09:31', 'deputy'));
    expect(twice.leg()?.deputies).toEqual(['bea', 'ann']);
    expect(
      held()
        .all(carriedOut('09-21 09:30', 'deputy', { to: 'bob' }))
        .leg()?.deputies,
    ).toEqual([]);
    expect(onOffer().all(carriedOut('09-21 09:30', 'deputy')).leg()?.deputies).toEqual([]);
    expect(
      onOffer()
        .all(granted('09-21 09:10', 'desk quick', 'pay'))
        .leg('pay')?.deputies,
    ).toEqual([]);
  });
});

describe('a pause', () => {
  const paused = (when: string) => did(when, 'desk handoff.paused', { leg: 'sign', cause: 'supplier' });

  it('ends with the offer', () => {
    const play = onOffer().all(paused('09-21 09:10'), declined('09-21 09:20', 'bob sign'), toBob('09-21 09:30'));
    expect(play.due('unaccepted')).toBe('09-21 11:30');
  });

  it('stops budgets, and not when an offer lapses', () => {
    const until = tale.at('09-22 12:00');
    const play = onOffer().all(offered('09-21 09:05', 'desk sign', { to: 'bob', validUntil: until }));
    play.all(paused('09-21 09:10'), did('09-21 09:20', 'bob handoff.resumed', { leg: 'sign' }));
    expect([play.due('lapse'), play.due('unaccepted')]).toEqual(['09-22 12:00', '09-21 11:10']);
  });

  it('said twice is one, and the end of none moves nothing', () => {
    const route = { legs: [tale.leg('sign', 'bob', { elapsed: true })] };
    const resumed = (when: string) => did(when, 'bob handoff.resumed', { leg: 'sign' });
    const play = onOffer('09-24 17:30', route).all(paused('09-21 09:10'), paused('09-21 09:20'));
    play.apply(resumed('09-21 09:30'));
    expect(play.due('unaccepted')).toBe('09-21 11:20');
    expect(play.apply(resumed('09-21 09:40'))).toEqual([]);
    expect(play.due('unaccepted')).toBe('09-21 11:20');
  });

  it('of what is held does not end with an offer to another', () => {
    const play = onOffer().all(accepted('09-21 09:10', 'bob sign'), paused('09-21 09:20'));
    play.all(offered('09-21 09:30', 'bob sign', { to: 'cid' }), withdrawn('09-21 09:40', 'bob sign'));
    expect([play.leg()?.state, play.leg()?.pausedUntil]).not.toContain(undefined);
    expect(play.due('overrun')).toBeUndefined();
  });
});
