import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { accepted, answers, at, by, completed, declined, did: unleg, leg, offered, opened, returned, routeOf } = tale;

const toBob = offered('09-21 09:00', 'desk sign', { to: 'bob' });
const told = (...facts: readonly Fact[]): tale.Play => by().all(opened('09-21 09:00'), ...facts);
const of = (play: tale.Play, ...ids: readonly string[]): readonly string[] =>
  ids.map((id) => `${id} ${play.leg(id)?.state} ${play.leg(id)?.holder ?? '-'}`);

describe('a fact that names no leg', () => {
  const two = (): tale.Play =>
    told(offered('09-21 09:00', 'desk ask', { to: 'ann' }), accepted('09-21 09:00', 'ann ask')).all(
      ...[offered('09-21 09:10', 'ann sign', { to: 'bob' }), accepted('09-21 09:20', 'bob sign')],
      offered('09-21 09:30', 'bob pay', { to: 'cid' }),
    );

  it('is about what its sender has, else what they are asked to take, else what is at hand', () => {
    expect(of(two().all(unleg('09-21 10:00', 'ann handoff.completed')), 'ask', 'sign', 'pay')).toEqual([
      ...['ask completed ann', 'sign held bob', 'pay offered -'],
    ]);
    expect(of(two().all(unleg('09-21 10:00', 'bob handoff.completed')), 'ask', 'sign', 'pay')).toEqual([
      ...['ask held ann', 'sign completed bob', 'pay offered -'],
    ]);
    expect(of(two().all(unleg('09-21 10:00', 'cid handoff.progressed')), 'ask', 'sign', 'pay')).toEqual([
      ...['ask held ann', 'sign held bob', 'pay held cid'],
    ]);
    expect(of(two().all(unleg('09-21 10:00', 'desk handoff.completed')), 'ask', 'sign', 'pay')).toEqual([
      ...['ask held ann', 'sign completed bob', 'pay offered -'],
    ]);
  });
});

describe('a fact of somebody who has done one leg and is asked to take the next', () => {
  it('is about the next', () => {
    const play = told(toBob, accepted('09-21 09:10', 'bob sign'), completed('09-21 09:20', 'bob sign'));
    play.all(offered('09-21 09:30', 'bob pay', { to: 'bob' }), unleg('09-21 09:40', 'bob handoff.declined'));
    expect(answers(play.decisions)).toEqual([]);
    expect(of(play, 'sign', 'pay')).toEqual(['sign completed bob', 'pay ahead -']);
  });
});

describe('what is completed', () => {
  const done = (): tale.Play => told(toBob, accepted('09-21 09:10', 'bob sign'), completed('09-21 09:20', 'bob sign'));
  const again = (when: string, to: string): Fact => offered(when, 'desk sign', { to });

  it('may be offered once more, stays completed when that is withdrawn, and may be offered to whoever did it', () => {
    expect(of(done().all(again('09-21 09:30', 'cid')), 'sign')).toEqual(['sign offered bob']);
    const undone = done().all(again('09-21 09:30', 'cid'), tale.withdrawn('09-21 09:40', 'desk sign'));
    expect(of(undone, 'sign')).toEqual(['sign completed bob']);
    const back = done().all(again('09-21 09:30', 'cid'), again('09-21 09:40', 'bob'));
    expect([back.leg()?.state, back.leg()?.receiver]).toEqual(['offered', 'bob']);
  });

  it('leaves nothing to offer, when it was the last', () => {
    const play = by(routeOf([leg('sign', 'bob')])).all(opened('09-21 09:00'), completed('09-21 09:20', 'bob sign'));
    expect(answers(play.apply(unleg('09-21 09:30', 'desk handoff.offered', { to: 'cid' })))).toEqual([
      'irregular: offered, but the route has no further leg',
    ]);
  });
});

describe('a fact that names no leg, when nothing is at hand,', () => {
  it.each([
    ['handoff.accepted', 'not-on-offer: no leg is on offer'],
    ['handoff.declined', 'irregular: declined by bob, who was not asked'],
    ['handoff.withdrawn', 'irregular: withdrawn, but nothing is on offer'],
    ['handoff.returned', 'irregular: returned, but nobody had it'],
    ['handoff.completed', 'irregular: completed, but nothing is under way'],
  ])('%s is told so', (name, said) => {
    const play = by(routeOf([])).all(opened('09-21 09:00'));
    expect(answers(play.apply(unleg('09-21 09:10', `bob ${name}`)))).toEqual([said]);
    expect(play.case.state.accountable).toBe('desk');
  });

  it('shows progress of nothing, and refers to nothing', () => {
    const play = by(routeOf([])).all(opened('09-21 09:00'));
    expect(play.apply(unleg('09-21 09:10', 'bob handoff.progressed'))).toEqual([]);
    expect(answers(play.apply(unleg('09-21 09:20', 'bob handoff.referred', { to: 'cid' })))).toEqual([
      'irregular: referred, but nothing is left to do',
    ]);
  });
});

describe('an acceptance', () => {
  it('that names no leg is of what is on offer to its sender, though they hold another', () => {
    const play = told(toBob, accepted('09-21 09:10', 'bob sign'), offered('09-21 09:20', 'bob pay', { to: 'bob' }));
    play.apply(unleg('09-21 09:30', 'bob handoff.accepted'));
    expect(of(play, 'sign', 'pay')).toEqual(['sign held bob', 'pay held bob']);
  });

  it('of what was completed before anybody had accepted it comes too late', () => {
    const play = told(completed('09-21 09:20', 'desk sign'));
    expect(answers(play.apply(accepted('09-21 09:30', 'bob sign')))).toEqual(['not-on-offer: sign is not on offer']);
    expect(of(play, 'sign')).toEqual(['sign completed -']);
  });
});

describe('what is held', () => {
  const held = (...more: readonly Fact[]): tale.Play => told(toBob, accepted('09-21 09:10', 'bob sign'), ...more);
  const ofBob = { state: 'held', holder: 'bob' };

  it('is returned to its giver whoever says so, and declined by its holder alone', () => {
    const play = held(returned('09-21 09:20', 'cid sign', { reason: 'unclear' }));
    expect(play.leg()).toMatchObject({ state: 'ahead', holder: undefined });
    expect(play.case.state.accountable).toBe('desk');
    const other = held();
    expect(answers(other.apply(declined('09-21 09:20', 'cid sign')))).toEqual([
      'irregular: declined by cid, who was not asked',
    ]);
    expect(other.leg()).toMatchObject(ofBob);
  });

  it('goes back whole when its holder gives up what they were offering on', () => {
    const play = held(offered('09-21 09:20', 'bob sign', { to: 'cid', validUntil: at('09-22 12:00') }));
    play.apply(declined('09-21 09:30', 'bob sign'));
    const nothing = { before: undefined, receiver: undefined, holder: undefined };
    expect(play.leg()).toMatchObject({ state: 'ahead', ...nothing });
    expect([play.due('lapse'), play.due('unaccepted'), play.case.state.accountable]).toEqual([
      ...[undefined, undefined, 'desk'],
    ]);
  });

  it('and completed can be declined no more, neither when it is on offer again to another', () => {
    const done = completed('09-21 09:20', 'bob sign');
    for (const more of [[], [offered('09-21 09:30', 'desk sign', { to: 'cid' })]]) {
      const play = held(done, ...more);
      expect(answers(play.apply(declined('09-21 09:40', 'bob sign')))).toEqual([
        'irregular: declined by bob, who was not asked',
      ]);
      expect(play.leg()).toMatchObject({ state: more.length === 0 ? 'completed' : 'offered', holder: 'bob' });
    }
  });
});

describe('what is on offer', () => {
  it('and named is withdrawn, not the latest', () => {
    const play = told(
      toBob,
      offered('09-21 09:10', 'desk pay', { to: 'cid' }),
      tale.withdrawn('09-21 09:20', 'desk sign'),
    );
    expect([play.leg('sign')?.state, play.leg('pay')?.state]).toEqual(['ahead', 'offered']);
  });

  it('and returned counts as declined', () => {
    const play = told(toBob);
    play.until('09-21 11:00');
    expect(tale.stalls(play.apply(returned('09-21 11:10', 'bob sign')))).toEqual([
      '09-21 11:10 unaccepted sign cleared: declined',
    ]);
  });
});
