import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { absence, accepted, accountable, answers, at, by, completed, declined, did, offered, ofKind, opened } = tale;
const { progressed, returned, stalls, withdrawn } = tale;

const told = (...facts: readonly Fact[]): tale.Play => by().all(opened('09-21 09:00'), ...facts);
const toBob = offered('09-21 09:00', 'desk sign', { to: 'bob' });
const who = (play: tale.Play): string => play.case.state.accountable;

describe('the exchange zone, row by row', () => {
  const refused: readonly (readonly [string, readonly Fact[]])[] = [
    ['withdrawn', [toBob, withdrawn('09-21 09:30', 'desk sign')]],
    ['lapsed', [offered('09-21 09:00', 'desk sign', { to: 'bob', validUntil: at('09-21 09:30') })]],
    ['declined', [toBob, declined('09-21 09:30', 'bob sign')]],
  ];
  it.each(refused)('an acceptance of what was %s is refused, the giver stays accountable', (_, facts) => {
    const play = told(...facts);
    play.until('09-21 10:00');
    expect(answers(play.apply(accepted('09-21 10:00', 'bob sign')))).toEqual(['not-on-offer: sign is not on offer']);
    expect(who(play)).toBe('desk');
  });

  it('the first of two acceptances in the order of the ledger wins, however they occurred', () => {
    const play = told(offered('09-21 09:00', 'desk sign', { to: 'team' }));
    play.apply(accepted('09-21 09:30', 'bea sign'), '09-21 09:40');
    expect(answers(play.apply(accepted('09-21 09:20', 'bob sign'), '09-21 09:50'))).toEqual(['already-taken: bea']);
    expect(who(play)).toBe('bea');
    expect(answers(play.apply(accepted('09-21 09:55', 'bea sign')))).toEqual([]);
  });

  it('work counts as acceptance at that instant', () => {
    const noted = told(toBob, progressed('09-21 09:30', 'bob sign'));
    expect(noted.leg()).toMatchObject({ state: 'held', holder: 'bob', acceptedAt: at('09-21 09:30') });
    const done = told(toBob, completed('09-21 09:30', 'bob sign'));
    expect(done.leg()).toMatchObject({ state: 'completed', holder: 'bob', acceptedAt: at('09-21 09:30') });
    expect([who(noted), who(done)]).toEqual(['bob', 'bob']);
  });

  it('a decline after acceptance is a return: the giver answers, the time so far stays on record', () => {
    const play = told(toBob, accepted('09-21 09:30', 'bob sign'), declined('09-21 10:30', 'bob sign'));
    expect(accountable(play.decisions).slice(1)).toEqual(['09-21 09:30 bob answers', '09-21 10:30 desk answers']);
    expect(play.leg()).toMatchObject({ state: 'ahead', acceptedAt: at('09-21 09:30') });
    expect(answers(play.decisions)).toEqual([]);
  });

  it('a return goes to who gave it, over several hands', () => {
    const play = told(
      ...[toBob, accepted('09-21 09:10', 'bob sign'), offered('09-21 09:20', 'bob sign', { to: 'cid' })],
      ...[accepted('09-21 09:30', 'cid sign'), returned('09-21 09:40', 'cid sign')],
    );
    expect(who(play)).toBe('bob');
  });

  it('a holder may give back what he is just offering on', () => {
    const play = told(
      ...[toBob, accepted('09-21 09:10', 'bob sign'), offered('09-21 09:20', 'bob sign', { to: 'cid' })],
      returned('09-21 09:30', 'bob sign'),
    );
    expect(who(play)).toBe('desk');
  });

  it('what the giver completes while it is on offer is done, and still on offer', () => {
    const play = told(toBob, completed('09-21 09:30', 'desk sign'));
    expect(play.leg()).toMatchObject({ state: 'offered', receiver: 'bob', completedAt: at('09-21 09:30') });
    expect(who(play)).toBe('desk');
    expect(stalls(play.until('09-21 11:00'))).toEqual(['09-21 11:00 unaccepted sign bob']);
    play.apply(accepted('09-21 11:10', 'bob sign'));
    expect(who(play)).toBe('bob');
  });

  it('what its holder completes while offering it on comes back to the holder', () => {
    const play = told(
      ...[toBob, accepted('09-21 09:10', 'bob sign'), offered('09-21 09:20', 'bob sign', { to: 'cid' })],
      ...[
        completed('09-21 09:30', 'bob sign'),
        accepted('09-21 09:40', 'cid sign'),
        returned('09-21 09:50', 'cid sign'),
      ],
    );
    expect(accountable(play.decisions).slice(1)).toEqual([
      ...['09-21 09:10 bob answers', '09-21 09:40 cid answers', '09-21 09:50 bob answers'],
    ]);
  });

  it('an offer that is repeated changes nothing but what comes with it', () => {
    const play = told(toBob);
    expect(play.apply(offered('09-21 10:00', 'desk sign', { to: 'bob' }))).toEqual([]);
    expect(stalls(play.until('09-21 11:00'))).toEqual(['09-21 11:00 unaccepted sign bob']);
    expect(play.apply(offered('09-21 11:30', 'desk sign', { to: 'bob' }))).toEqual([]);
  });

  const ends: readonly (readonly [string, Fact])[] = [
    ['accepted', accepted('09-21 11:30', 'bob sign')],
    ['declined', declined('09-21 11:30', 'bob sign')],
    ['withdrawn', withdrawn('09-21 11:30', 'desk sign')],
    ['offered-to-another', offered('09-21 11:30', 'desk sign', { to: 'cid' })],
    ['closed', did('09-21 11:30', 'desk case.closed')],
    ['case-cancelled', did('09-21 11:30', 'desk case.cancelled')],
  ];
  it.each(ends)('`unaccepted` is over when %s', (because, fact) => {
    const play = told(toBob);
    play.until('09-21 11:00');
    expect(ofKind('unaccepted', play.apply(fact))).toEqual([`09-21 11:30 unaccepted sign cleared: ${because}`]);
  });

  it('a foreign acceptance moves the baton, flagged; other irregular facts move nothing', () => {
    const play = told(toBob, accepted('09-21 09:30', 'cid sign'));
    expect(answers(play.decisions)).toEqual(['irregular: accepted by cid, but offered to bob']);
    expect(who(play)).toBe('cid');
    const idle = told();
    const odd = [
      declined('09-21 09:10', 'bob sign'),
      withdrawn('09-21 09:10', 'desk sign'),
      returned('09-21 09:10', 'bob sign'),
    ];
    expect(odd.flatMap((fact) => answers(idle.apply(fact)))).toEqual([
      'irregular: declined by bob, who was not asked',
      'irregular: withdrawn, but nothing is on offer',
      'irregular: returned, but nobody had it',
    ]);
    expect(accountable(idle.decisions)).toEqual(['09-21 09:00 desk answers']);
  });

  it('an offer to somebody who is away is allowed, and says so at once', () => {
    const play = by().all(opened('09-21 09:00', 'desk', { needBy: at('09-23 17:30') }));
    play.apply(absence('09-21 09:05', 'bob', { from: '09-21 00:00', until: '09-24 00:00' }));
    expect(ofKind('absent', play.apply(offered('09-21 09:10', 'desk sign', { to: 'bob' })))).toEqual([
      '09-21 09:10 absent sign bob',
    ]);
  });

  it('the case stays with its opener before anybody accepts, and between legs with the last holder', () => {
    const play = told(toBob);
    expect(who(play)).toBe('desk');
    play.all(accepted('09-21 09:30', 'bob sign'), completed('09-21 10:00', 'bob sign'));
    play.all(offered('09-21 10:00', 'bob pay', { to: 'cid' }), declined('09-21 10:30', 'cid pay'));
    expect(who(play)).toBe('bob');
  });

  it('a reopened case is its last holder’s, and has the need-by that is said or none', () => {
    const play = told(toBob, accepted('09-21 09:30', 'bob sign'), did('09-21 10:00', 'desk case.closed'));
    play.apply(did('09-22 08:00', 'desk case.reopened', { needBy: at('09-22 10:00') }));
    expect(who(play)).toBe('bob');
    expect(ofKind('missed', play.until('09-22 10:00'))).toEqual(['09-22 10:00 missed - -']);
    const open = told(toBob);
    expect(answers(open.apply(did('09-21 09:30', 'desk case.reopened')))).toEqual(['irregular: case is open']);
  });
});
