import { describe, expect, it } from '@jest/globals';
import type { Fact, RouteLeg } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { accepted, accountable, at, by, completed, declined, did, hour, leg, legs, offered, ofKind, opened } = tale;
const { parties, party, progressed, returned, rosterChanged, routeOf, routePublished, withdrawn } = tale;

const idle = (play: tale.Play): string[] => ofKind('idle', play.decisions);
const watched = (id: string, who: string): RouteLeg => leg(id, who, { progressInterval: hour });
const asked = [opened('09-21 09:00'), offered('09-21 09:00', 'desk ask', { to: 'ann' })];
const held = (...more: readonly Fact[]): readonly Fact[] => [...asked, accepted('09-21 09:00', 'ann ask'), ...more];
const needBy = (when: string) => ({ needBy: at(when) });

describe('a forecast', () => {
  it('comes for a need-by that is this very instant, and is missed with it', () => {
    const play = by().all(...asked, did('09-21 10:00', 'desk case.amended', needBy('09-21 10:00')));
    expect(ofKind('forecast', play.decisions)).toEqual([
      '09-21 10:00 forecast - ann',
      '09-21 10:00 forecast - cleared: superseded',
    ]);
  });

  it('does not come once more for an offer that lapses when it is missed', () => {
    const play = by().all(opened('09-21 09:00', 'desk', needBy('09-21 17:30')));
    play.apply(offered('09-21 09:00', 'desk ask', { to: 'ann', validUntil: at('09-21 17:30') }));
    play.until('09-22 12:00');
    expect(ofKind('forecast', play.decisions)).toEqual([
      '09-21 09:00 forecast - ann',
      '09-21 17:30 forecast - cleared: superseded',
    ]);
  });
});

describe('idle', () => {
  const route = routeOf([watched('ask', 'ann'), watched('sign', 'bob')]);

  it('counts from a reopening for what is held, and for nothing else', () => {
    const play = by(route).all(...held(offered('09-21 09:10', 'ann sign', { to: 'bob' })));
    play.all(declined('09-21 09:20', 'bob sign'), did('09-21 09:30', 'desk case.closed'));
    play.apply(did('09-21 11:00', 'desk case.reopened'));
    play.until('09-21 17:30');
    expect(idle(play)).toEqual(['09-21 12:00 idle ask ann']);
  });

  it('goes on over a migration for what is held, and begins anew for what waits for an offer', () => {
    const second = routePublished('09-21 09:05', { ...route, version: 2 });
    const migrated = did('09-21 09:30', 'desk case.migrated', { route: 'relay', version: 2 });
    const working = by(route).all(...held(second, migrated));
    working.until('09-21 12:00');
    expect(idle(working)).toEqual(['09-21 10:00 idle ask ann']);
    const waiting = by(route).all(opened('09-21 09:00'), second, migrated);
    waiting.until('09-21 12:00');
    expect(idle(waiting)).toEqual(['09-21 10:30 idle ask desk']);
  });

  it('is not ended for what is held by an offer of the next leg', () => {
    const play = by(route).all(...held(offered('09-21 09:30', 'ann sign', { to: 'bob' })));
    play.until('09-21 10:00');
    expect(idle(play)).toEqual(['09-21 10:00 idle ask ann']);
  });

  it('is waited for again once a leg beside the route is done', () => {
    const aside = [offered('09-21 09:10', 'desk aside', { to: 'bea' }), accepted('09-21 09:20', 'bea aside')];
    const play = by().all(opened('09-21 09:00'), ...aside, completed('09-21 09:30', 'bea aside'));
    play.until('09-21 17:30');
    expect(idle(play)).toEqual(['09-21 11:30 idle ask bea']);
  });

  it('of one branch is not touched by what happens on another', () => {
    const apart = routeOf([
      leg('ask', 'ann'),
      ...['sign', 'look'].map((id) => leg(id, 'bob', { after: ['ask'] })),
      leg('file', 'bea', { after: ['sign'] }),
      leg('pay', 'desk', { after: ['look'] }),
    ]);
    const play = by(apart).all(...held(completed('09-21 09:30', 'ann ask'), offered('09-21 10:00', 'ann sign')));
    play.apply(progressed('09-21 10:30', 'cid sign'));
    play.until('09-21 11:30');
    expect(idle(play)).toEqual(['09-21 11:30 idle look ann']);
    play.all(accepted('09-21 11:40', 'bob sign'), completed('09-21 11:50', 'bob sign'));
    expect(idle(play)).toEqual(['09-21 11:30 idle look ann']);
    expect(play.case.state.clocks.map((clock) => `${clock.kind} ${clock.leg?.definition.id}`)).toEqual(['idle file']);
    play.all(offered('09-21 14:00', 'ann look'), accepted('09-21 14:00', 'bob look'));
    play.apply(completed('09-21 14:10', 'bob look'));
    play.until('09-21 15:50');
    expect(idle(play).at(-1)).toBe('09-21 15:50 idle file bob');
  });
});

describe('without a budget', () => {
  it('nothing runs', () => {
    const { acceptBudget: _accept, finishBudget: _finish, ...bare } = leg('ask', 'ann');
    const play = by(routeOf([bare])).all(opened('09-21 09:00'));
    expect(play.case.state.clocks).toEqual([]);
    play.apply(offered('09-21 09:00', 'desk ask', { to: 'ann' }));
    expect(play.case.state.clocks).toEqual([]);
    play.apply(accepted('09-21 09:00', 'ann ask'));
    expect(play.case.state.clocks).toEqual([]);
  });
});

describe('whoever has a leg and takes it once more, while it is on offer to another', () => {
  const play = (): tale.Play =>
    by().all(...held(offered('09-21 10:00', 'ann ask', { to: 'bea' }), accepted('09-21 11:00', 'ann ask')));

  it('has no new budget', () => {
    expect(play().due('overrun')).toBe('09-22 09:00');
  });

  it('has not sent it on', () => {
    expect(play().leg('ask')?.tour).toBeUndefined();
  });
});

describe('incomplete', () => {
  it('says how often its own leg came back, and not another', () => {
    const route = routeOf([leg('ask', 'ann'), leg('sign', 'bob', { needs: ['form'] })]);
    const play = by(route).all(...held(returned('09-21 09:30', 'ann ask', { reason: 'unclear' })));
    play.apply(offered('09-21 09:40', 'desk sign', { to: 'bob' }));
    const raised = play.decisions.find((one) => one.type === 'stall-raised' && one.kind === 'incomplete');
    expect(raised).toMatchObject({ leg: 'sign', missing: ['form'] });
    expect(raised).not.toHaveProperty('returns');
  });
});

describe('unowned', () => {
  const toNobody = offered('09-21 10:00', 'ann ask', { to: 'vacancy' });

  it('over, whoever held what was offered on to nobody answers for it again', () => {
    const play = by().all(...held(toNobody, withdrawn('09-21 10:30', 'ann ask')));
    expect(accountable(play.decisions).slice(-2)).toEqual(['09-21 10:00 dean answers', '09-21 10:30 ann answers']);
  });

  it('passes to the owner of the route that the case is migrated to, and nothing else does', () => {
    const second = routePublished('09-21 09:05', routeOf(legs, { version: 2, owner: 'boss' }));
    const migrated = did('09-21 11:00', 'desk case.migrated', { route: 'relay', version: 2 });
    const nobody = by().all(...held(second, toNobody, migrated));
    expect(accountable(nobody.decisions).at(-1)).toBe('09-21 11:00 boss answers');
    const somebody = by().all(...held(second, migrated));
    expect(accountable(somebody.decisions).at(-1)).toBe('09-21 09:00 ann answers');
  });

  it('is not what was taken by somebody whom no roster knows, until they offer it to nobody', () => {
    const play = by().all(opened('09-21 09:00'), accepted('09-21 09:00', 'eve ask'));
    play.apply(rosterChanged('09-21 10:00', [...parties, party('new')]));
    expect(ofKind('unowned', play.decisions)).toEqual([]);
    play.apply(offered('09-21 11:00', 'eve ask', { to: 'vacancy' }));
    expect(ofKind('unowned', play.decisions)).toEqual(['09-21 11:00 unowned ask vacancy']);
  });
});
