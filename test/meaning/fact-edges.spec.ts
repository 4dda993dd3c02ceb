import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import { granted, onOffer } from './bends.fixture.ts';
import * as tale from './tale.fixture.ts';

const { accepted, accountable, answers, at, by, completed, did, hour, leg, legs, moves, offered } = tale;
const { opened, outcomes, policy, returned, routeOf } = tale;

const budgets = (when: string, what: object): Fact => policy(when, { budgets: [{ leg: 'sign', ...what }] } as object);
const toBob = offered('09-21 09:00', 'desk sign', { to: 'bob' });
const told = (...facts: readonly Fact[]): tale.Play => by().all(opened('09-21 09:00'), ...facts);

describe('an opening', () => {
  it('makes who opens accountable, as long as nobody has accepted', () => {
    const play = by().all(toBob, opened('09-21 09:30', 'ann'));
    expect(accountable(play.decisions).at(-1)).toBe('09-21 09:30 ann answers');
  });

  it('that comes after an acceptance leaves the baton where it is; a second one is irregular', () => {
    const play = by().all(accepted('09-21 09:00', 'bob sign'), opened('09-21 09:30', 'desk'));
    expect(accountable(play.decisions).at(-1)).toBe('09-21 09:00 bob answers');
    expect(answers(play.apply(opened('09-21 09:40', 'ann')))).toEqual(['irregular: case is already open']);
    expect(play.case.state.opener).toBe('desk');
  });
});

describe('a need-by', () => {
  it('that is said once more moves nothing, and is told to nobody', () => {
    const play = by().all(opened('09-21 09:00', 'desk', { needBy: at('09-24 17:30') }), toBob);
    const same = play.apply(did('09-21 09:30', 'desk case.amended', { needBy: at('09-24 17:30') }));
    expect(same).toEqual([]);
    const other = play.apply(did('09-21 09:40', 'desk case.amended', { needBy: at('09-24 17:00') }));
    expect(other.map(({ type }) => type)).toEqual(['deadline-moved', 'heads-up']);
  });

  it('is in time to the very instant, and so is what would have been without a grant', () => {
    const ended = (needBy: string, when: string): string | undefined => {
      const play = onOffer(needBy).all(granted('09-21 09:10', 'bob deputy'));
      return outcomes(play.apply(did(when, 'desk case.closed'))).at(-1);
    };
    expect(ended('09-22 09:40', '09-22 09:40')).toBe('deputy by bob: in-time');
    expect(ended('09-22 09:39', '09-22 09:39')).toBe('deputy by bob: saved');
    expect(ended('09-22 09:39', '09-22 09:40')).toBe('deputy by bob: missed');
  });
});

describe('a budget that the policy changes', () => {
  it('is what is left of it when more was used already: none, at once or once the pause is over', () => {
    const running = told(toBob).all(budgets('09-21 10:30', { acceptBudget: hour }));
    expect(tale.stalls(running.decisions)).toEqual(['09-21 10:00 unaccepted sign bob']);
    const waiting = told(toBob, did('09-21 10:30', 'bob handoff.paused', { leg: 'sign', cause: 'trip' }));
    waiting.all(budgets('09-21 11:00', { acceptBudget: hour }));
    expect(waiting.due('unaccepted')).toBeUndefined();
    waiting.apply(did('09-21 11:30', 'bob handoff.resumed', { leg: 'sign' }));
    expect(tale.stalls(waiting.decisions)).toEqual(['09-21 11:30 unaccepted sign bob']);
  });

  it('is said of each clock that it moves, and of no other', () => {
    const play = told(toBob).all(budgets('09-21 09:30', { acceptBudget: 3 * hour, finishBudget: hour }));
    expect(moves(play.decisions)).toEqual(['unaccepted sign 09-21 11:00 → 09-21 12:00: policy-published']);
    play.apply(accepted('09-21 10:00', 'bob sign'));
    expect(play.due('overrun')).toBe('09-21 11:00');
    play.apply(policy('09-21 10:30', { version: 2, budgets: [{ leg: 'sign', finishBudget: 2 * hour }] }));
    expect(moves(play.decisions).at(-1)).toBe('overrun sign 09-21 11:00 → 09-21 12:00: policy-published');
  });

  it('begins with the offer or the acceptance where there was none, and ends where there is none any more', () => {
    const bare = legs.map(({ acceptBudget: _accept, finishBudget: _finish, ...one }) => one);
    const play = by(routeOf(bare)).all(opened('09-21 09:00'), toBob);
    play.apply(budgets('09-21 09:30', { acceptBudget: hour, finishBudget: 2 * hour }));
    expect(moves(play.decisions)).toEqual(['unaccepted sign never → 09-21 10:00: policy-published']);
    play.apply(accepted('09-21 09:40', 'bob sign'));
    expect(play.due('overrun')).toBe('09-21 11:40');
    play.apply(policy('09-21 09:50', { version: 2 }));
    expect(moves(play.decisions).at(-1)).toBe('overrun sign 09-21 11:40 → never: policy-published');
    expect(play.case.state.clocks).toEqual([]);
    play.apply(policy('09-21 10:00', { version: 3, budgets: [{ leg: 'sign', finishBudget: hour }] }));
    expect(moves(play.decisions).at(-1)).toBe('overrun sign never → 09-21 10:40: policy-published');
  });

  it('does not begin again what has stalled already', () => {
    const play = told(toBob);
    play.until('09-21 11:00');
    play.apply(budgets('09-21 11:30', { acceptBudget: 4 * hour }));
    expect(play.due('unaccepted')).toBeUndefined();
  });

  it('counts for what is held by its progress interval, and for what waits by that or the accept budget', () => {
    const watched = routeOf([leg('ask', 'ann'), leg('sign', 'bob', { progressInterval: 3 * hour })]);
    const play = by(watched).all(opened('09-21 08:00'), offered('09-21 08:00', 'desk ask', { to: 'ann' }));
    play.all(accepted('09-21 08:00', 'ann ask'), completed('09-21 08:30', 'ann ask'));
    expect(play.due('idle')).toBe('09-21 11:30');
    play.apply(budgets('09-21 09:00', { progressInterval: hour }));
    expect(moves(play.decisions).at(-1)).toBe('idle sign 09-21 11:30 → 09-21 09:30: policy-published');
    play.all(offered('09-21 09:10', 'ann sign'), accepted('09-21 09:20', 'bob sign'));
    expect(play.due('idle')).toBe('09-21 10:20');
    play.apply(policy('09-21 09:30', { version: 2, budgets: [{ leg: 'sign', progressInterval: 2 * hour }] }));
    expect(moves(play.decisions).find((line) => line.startsWith('idle sign 09-21 10:20'))).toBe(
      'idle sign 09-21 10:20 → 09-21 11:20: policy-published',
    );
  });
});

describe('a pause', () => {
  const pause = (until: string): Fact =>
    did('09-21 10:00', 'bob handoff.paused', { leg: 'sign', cause: 'trip', until: at(until) });

  it('that ends the instant it begins is none', () => {
    expect(moves(told(toBob, pause('09-21 10:00')).decisions)).toEqual([]);
    expect(moves(told(toBob, pause('09-21 10:01')).decisions)).toEqual(['unaccepted sign 09-21 11:00 → never: paused']);
  });

  it('of no leg is one of all that are not done', () => {
    const play = told(toBob, accepted('09-21 09:10', 'bob sign'), completed('09-21 09:20', 'bob sign'));
    play.all(
      offered('09-21 09:30', 'bob pay', { to: 'cid' }),
      did('09-21 10:00', 'bob handoff.paused', { cause: 'trip' }),
    );
    expect([play.leg('sign')?.pausedUntil, play.leg('pay')?.pausedUntil]).toEqual([undefined, Number.MAX_SAFE_INTEGER]);
  });
});

describe('a return', () => {
  it('is counted by its reason, or by what was missing, on its own leg', () => {
    const again = (when: string, who: string, more: Readonly<Record<string, unknown>>): readonly Fact[] => [
      offered(when, `desk ${who.split(' ')[1]}`, { to: who.split(' ')[0] }),
      returned(when, who, more),
    ];
    const play = told(
      ...again('09-21 09:00', 'bob sign', { reason: 'unclear' }),
      ...again('09-21 09:10', 'bob sign', { reason: 'unclear' }),
      ...again('09-21 09:20', 'bob sign', { missing: ['form', 'amount'] }),
      ...again('09-21 09:30', 'ann ask', { reason: 'unclear' }),
    );
    expect(play.case.state.returned).toEqual([
      { leg: 'sign', reason: 'unclear', count: 2 },
      { leg: 'sign', reason: 'form, amount', count: 1 },
      { leg: 'ask', reason: 'unclear', count: 1 },
    ]);
  });

  it('asks for what was missing again, though it had been handed over', () => {
    const play = told(offered('09-21 09:00', 'desk sign', { to: 'bob', items: ['form', 'amount'] }));
    play.apply(returned('09-21 09:10', 'bob sign', { missing: ['form'] }));
    expect(play.case.state.supplied).toEqual(['amount']);
    expect(play.leg()?.demanded).toEqual(['form']);
  });
});
