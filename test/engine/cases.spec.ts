import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import * as relay from './relay.fixture.ts';

const { Play, accepted, answers, offered, opened } = relay;
/** These stories are not about who lets time go by, nor about what is foreseen. */
const stalls = relay.stallsOf('unaccepted', 'overrun', 'absent', 'missed');

/** Opened by the desk at nine on Monday, and on offer to bob, who has until eleven. */
const onOffer = (...facts: readonly Fact[]): relay.Play =>
  new Play().all(opened('09-21 09:00', 'desk'), offered('09-21 09:00', 'desk'), ...facts);

describe('a case', () => {
  it('that is cancelled while on offer has no offer, no clocks and no open stall left', () => {
    const play = onOffer();
    play.until('09-21 11:30');
    expect(stalls(play.apply(relay.cancelled('09-21 12:00', 'desk')))).toEqual([
      'unaccepted cleared 09-21 12:00 case-cancelled',
    ]);
    expect(play.leg()?.state).toBe('ahead');
    expect(answers(play.apply(accepted('09-21 14:00', 'bob')))).toEqual(['case-closed: case is cancelled']);
    expect(play.until('10-20 00:00')).toEqual([]);
  });

  it('that is reopened is the last holder’s, with the clock of what is still held', () => {
    const play = onOffer(accepted('09-21 09:30', 'bob'), relay.closed('09-21 10:00', 'desk'));
    play.apply(relay.reopened('09-22 08:00', 'desk', { needBy: relay.at('09-23 08:30') }));
    expect(play.case.state.accountable).toBe('bob');
    expect(stalls(play.until('09-24 00:00'))).toEqual([
      'overrun bob raised 09-22 17:30',
      'missed - raised 09-23 08:30',
    ]);
  });

  it('that nobody opened is kept, flagged, and put right by a late opening', () => {
    const play = new Play();
    expect(answers(play.apply(offered('09-21 09:00', 'desk')))).toEqual(['implicit']);
    expect(play.case.state.accountable).toBe('owner');
    expect(play.due('unaccepted')).toBeUndefined();
    play.apply(opened('09-21 08:55', 'desk'), '09-21 09:30');
    expect(play.case.state).toMatchObject({ accountable: 'desk', implicit: false, title: 'One' });
    expect(play.due('unaccepted')).toBe('09-21 11:00');
  });

  it('takes an acceptance for true that no offer came before', () => {
    const play = new Play().all(opened('09-21 09:00', 'desk'));
    expect(answers(play.apply(accepted('09-21 09:30', 'bob')))).toEqual(['irregular']);
    expect(play.case.state.accountable).toBe('bob');
    play.apply(offered('09-21 09:10', 'desk'), '09-21 10:00');
    expect(play.leg()).toMatchObject({ state: 'held', giver: 'desk', offeredAt: relay.at('09-21 09:10') });
  });

  it('gets the route that is published after it from its opening on, and keeps its version after that', () => {
    const [calendar, roster, route] = relay.rules();
    const play = new Play([calendar!, roster!]).all(opened('09-21 09:00', 'desk'), offered('09-21 09:00', 'desk'));
    expect(stalls(play.apply({ ...route!, occurredAt: relay.at('09-21 15:00') }))).toEqual([
      'unaccepted bob raised 09-21 11:00 known 09-21 15:00',
    ]);
    play.apply(relay.routePublished('09-21 16:00', { ...relay.relay, version: 2, legs: [] }));
    expect(play.case.state.route).toMatchObject({ version: 1 });
  });

  it('counts hours that are published after it from its opening on', () => {
    const [calendar, roster, route] = relay.rules();
    const play = new Play([route!]).all(opened('09-21 11:00', 'desk'), offered('09-21 11:00', 'desk'));
    expect(stalls(play.until('09-21 13:30'))).toEqual(['unaccepted bob raised 09-21 13:00']);
    play.apply({ ...roster!, occurredAt: relay.at('09-21 13:40') });
    expect(stalls(play.apply({ ...calendar!, occurredAt: relay.at('09-21 13:50') }))).toEqual([
      'unaccepted retracted 09-21 13:00',
    ]);
    expect(play.due('unaccepted')).toBe('09-21 15:00');
  });
});
