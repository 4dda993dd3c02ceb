import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import * as relay from './relay.fixture.ts';

const { Play, absence, accepted, answers, completed, declined, granted, holders, offered, opened, withdrawn } = relay;
/** These stories are not about who lets time go by, nor about what is foreseen. */
const stalls = relay.stallsOf('unaccepted', 'overrun', 'absent', 'missed');

/** Opened by the desk at nine on Monday, and on offer to bob, who has until eleven. */
const onOffer = (...facts: readonly Fact[]): relay.Play =>
  new Play().all(opened('09-21 09:00', 'desk'), offered('09-21 09:00', 'desk'), ...facts);

describe('the exchange zone', () => {
  it('keeps the giver accountable until acceptance, and the last holder between legs', () => {
    const play = onOffer(accepted('09-21 09:30', 'bob'), completed('09-21 10:00', 'bob'));
    play.apply(offered('09-21 10:05', 'bob', { leg: 'pay', to: 'cid' }));
    expect(play.case.state.accountable).toBe('bob');
    play.apply(accepted('09-21 10:30', 'cid', { leg: 'pay' }));
    expect(holders(play.decisions)).toEqual(['09-21 09:00 desk', '09-21 09:30 bob', '09-21 10:30 cid']);
  });

  it('refuses an acceptance after the offer was withdrawn, declined or has lapsed', () => {
    for (const end of [withdrawn('09-21 09:30', 'desk'), declined('09-21 09:30', 'bob')]) {
      const play = onOffer(end);
      expect(answers(play.apply(accepted('09-21 10:00', 'bob')))).toEqual(['not-on-offer: sign is not on offer']);
      expect(play.case.state.accountable).toBe('desk');
    }
  });

  it('lets an offer lapse at the instant that it carries, and at no other', () => {
    const until = { validUntil: relay.at('09-21 11:30') };
    const start = () => new Play().all(opened('09-21 09:00', 'desk'), offered('09-21 09:00', 'desk', until));
    const play = start();
    expect(stalls(play.until('09-21 12:00'))).toEqual([
      'unaccepted bob raised 09-21 11:00',
      'unaccepted cleared 09-21 11:30 lapsed',
    ]);
    expect(answers(play.apply(accepted('09-21 12:00', 'bob')))).toEqual(['not-on-offer: sign is not on offer']);
    const inTime = start();
    inTime.apply(accepted('09-21 11:30', 'bob'), '09-21 12:00');
    expect(inTime.case.state.accountable).toBe('bob');
    const extended = start();
    extended.apply(offered('09-21 10:00', 'desk', { validUntil: relay.at('09-21 16:00') }));
    extended.until('09-21 15:00');
    expect(extended.leg()?.state).toBe('offered');
  });

  it('refuses the second of two acceptances with the name of the first', () => {
    const play = new Play().all(opened('09-21 09:00', 'desk'), offered('09-21 09:00', 'desk', { to: 'team' }));
    expect(answers(play.apply(accepted('09-21 09:30', 'ann')))).toEqual([]);
    expect(answers(play.apply(accepted('09-21 09:31', 'cid')))).toEqual(['already-taken: ann']);
    play.apply(completed('09-21 09:40', 'ann'));
    expect(answers(play.apply(accepted('09-21 09:45', 'cid')))).toEqual(['already-taken: ann']);
  });

  it('takes the same acceptance twice for one', () => {
    const play = onOffer(accepted('09-21 09:30', 'bob'));
    expect(play.apply(accepted('09-21 09:35', 'bob'))).toEqual([]);
    play.apply(completed('09-21 09:40', 'bob'));
    expect(play.apply(accepted('09-21 09:45', 'bob'))).toEqual([]);
    expect(play.case.state.accountable).toBe('bob');
  });

  it('takes work by the party on offer, a deputy or a named member of the team for acceptance', () => {
    const worked = onOffer(relay.progressed('09-21 09:30', 'bob'));
    expect(worked.leg()).toMatchObject({ state: 'held', holder: 'bob', acceptedAt: relay.at('09-21 09:30') });
    const finished = onOffer(completed('09-21 09:30', 'bob', { leg: undefined }));
    expect(finished.leg()).toMatchObject({ state: 'completed', holder: 'bob' });
    expect(finished.case.state.accountable).toBe('bob');
    const byMember = new Play().all(opened('09-21 09:00', 'desk'), offered('09-21 09:00', 'desk', { to: 'team' }));
    byMember.apply(relay.progressed('09-21 09:30', 'system', { by: 'ann' }));
    expect(byMember.case.state.accountable).toBe('ann');
    const byStranger = onOffer(relay.progressed('09-21 09:30', 'eve'));
    expect(byStranger.case.state.accountable).toBe('desk');
  });

  it('takes a refusal by the holder for a return', () => {
    const play = onOffer(accepted('09-21 09:30', 'bob'), declined('09-21 10:00', 'bob'));
    expect(play.case.state.accountable).toBe('desk');
    expect(play.leg()).toMatchObject({ state: 'ahead', acceptedAt: relay.at('09-21 09:30') });
    expect(play.due('overrun')).toBeUndefined();
    expect(answers(play.apply(declined('09-21 10:05', 'eve')))).toEqual(['irregular']);
  });

  it('records that the giver completed what is on offer, and lets the offer stand', () => {
    const play = onOffer(accepted('09-21 09:30', 'bob'), offered('09-21 10:00', 'bob', { to: 'cid' }));
    expect(answers(play.apply(completed('09-21 10:30', 'bob')))).toEqual([]);
    expect(play.leg()).toMatchObject({ state: 'offered', receiver: 'cid', completedAt: relay.at('09-21 10:30') });
    expect(play.case.state.accountable).toBe('bob');
    expect(play.due('overrun')).toBeUndefined();
    expect(stalls(play.until('09-21 15:00'))).toEqual(['unaccepted cid raised 09-21 12:00']);
    play.apply(withdrawn('09-21 15:00', 'bob'));
    expect(play.leg()?.state).toBe('completed');
  });

  it('gives a holder back what was offered on in vain, with the clock running on', () => {
    const play = onOffer(accepted('09-21 09:30', 'bob'), offered('09-21 10:00', 'bob', { to: 'cid' }));
    play.apply(declined('09-21 10:30', 'cid'));
    expect(play.leg()).toMatchObject({ state: 'held', holder: 'bob' });
    expect(play.due('overrun')).toBe('09-22 09:30');
    play.all(offered('09-21 11:00', 'bob', { to: 'cid' }), offered('09-21 11:10', 'bob', { to: 'bob' }));
    expect(play.leg()).toMatchObject({ state: 'held', holder: 'bob' });
    expect(play.due('unaccepted')).toBeUndefined();
  });

  it('starts a whole budget for whoever does the work again', () => {
    const play = onOffer(
      accepted('09-21 09:30', 'bob'),
      completed('09-21 10:00', 'bob'),
      offered('09-21 11:00', 'bob', { to: 'cid' }),
    );
    play.apply(accepted('09-21 11:30', 'cid'));
    play.all(
      completed('09-22 10:00', 'cid'),
      offered('09-22 10:00', 'cid', { to: 'bob' }),
      accepted('09-22 10:30', 'bob'),
    );
    expect(play.due('overrun')).toBe('09-23 10:30');
  });

  it('changes nothing when the offer is repeated, and starts anew when it goes to another', () => {
    const play = onOffer();
    expect(play.apply(offered('09-21 10:00', 'desk'))).toEqual([]);
    expect(stalls(play.until('09-21 11:00'))).toEqual(['unaccepted bob raised 09-21 11:00']);
    expect(stalls(play.apply(offered('09-21 11:30', 'desk', { to: 'cid' })))).toEqual([
      'unaccepted cleared 09-21 11:30 offered-to-another',
    ]);
    expect(play.due('unaccepted')).toBe('09-21 15:30');
  });
});

describe('a deputy by special handling', () => {
  it('is on the offer too: the first acceptance wins and the clock runs on', () => {
    const play = onOffer(granted('09-21 10:00', 'boss'));
    expect(play.due('unaccepted')).toBe('09-21 11:00');
    play.apply(accepted('09-21 10:10', 'bea'));
    expect(play.case.state.accountable).toBe('bea');
    expect(answers(play.apply(accepted('09-21 10:11', 'bob')))).toEqual(['already-taken: bea']);
    const receiverFirst = onOffer(granted('09-21 10:00', 'boss'), accepted('09-21 10:10', 'bob'));
    expect(answers(receiverFirst.apply(accepted('09-21 10:11', 'bea')))).toEqual(['already-taken: bob']);
  });

  it('may take over what an absent holder has', () => {
    const away = absence('09-21 10:00', 'bob', { from: '09-21 10:30', until: '09-24 00:00' });
    const play = onOffer(
      relay.amended('09-21 09:10', 'desk', { needBy: relay.at('09-22 17:30') }),
      accepted('09-21 09:30', 'bob'),
    );
    expect(stalls(play.apply(away))).toEqual(['absent bob raised 09-21 10:00']);
    play.all(granted('09-21 10:15', 'boss'));
    expect(stalls(play.apply(accepted('09-21 10:20', 'bea')))).toEqual(['absent cleared 09-21 10:20 deputy-accepted']);
    expect(play.case.state.accountable).toBe('bea');
    expect(play.due('overrun')).toBe('09-22 10:20');
  });

  it('is granted by who has the authority, never against the law, and only where the route knows it', () => {
    const play = onOffer();
    const tried = [
      granted('09-21 09:10', 'eve'),
      granted('09-21 09:10', 'boss', { handling: 'alone' }),
      granted('09-21 09:10', 'boss', { handling: 'magic' }),
    ];
    expect(tried.flatMap((fact) => answers(play.apply(fact)))).toEqual([
      'lacks-authority: P-1 may be bent by boss, not by eve',
      'law-is-never-bent: L-1',
      'unknown-handling: expected one of deputy, alone, escalate, got magic',
    ]);
    play.apply(relay.closed('09-21 09:20', 'desk'));
    expect(answers(play.apply(granted('09-21 09:30', 'boss')))).toEqual(['case-closed: case is closed']);
  });

  it('is forgotten with the offer that it was granted for', () => {
    const play = onOffer(granted('09-21 09:10', 'boss'), offered('09-21 09:20', 'desk', { to: 'cid' }));
    expect(play.leg()?.deputies).toEqual([]);
    expect(play.apply(granted('09-21 09:30', 'boss')).map((one) => one.type)).toEqual(['special-handling-ordered']);
  });
});
