import { describe, expect, it } from '@jest/globals';
import type { CaseFact } from '@baton/contracts';
import * as tale from './tale.fixture.ts';

const { accepted, accountable, answers, at, by, did, minute, offered, opened, stalls, text, voided } = tale;

const onOffer = (): tale.Play => by().all(opened('09-21 09:00'), offered('09-21 09:00', 'desk sign', { to: 'bob' }));
const shifted = (fact: CaseFact, ms: number): CaseFact => ({ ...fact, occurredAt: fact.occurredAt + ms });

describe('a fact from the past', () => {
  it('of exactly seven days ago counts from when it occurred', () => {
    const play = onOffer();
    play.until('09-28 10:30');
    const said = play.apply(accepted('09-21 10:30', 'bob sign'), '09-28 10:30');
    expect(answers(said)).toEqual([]);
    expect(stalls(said)).toEqual(['unaccepted sign retracted', '09-22 10:30 overrun sign bob']);
    expect(text(play.leg()!.acceptedAt!)).toBe('09-21 10:30');
  });

  it('of one millisecond more counts from when it arrived, and is flagged', () => {
    const play = onOffer();
    play.until('09-28 10:30');
    const said = play.apply(shifted(accepted('09-21 10:30', 'bob sign'), -1), '09-28 10:30');
    expect(answers(said)).toEqual(['late: folded where it arrived']);
    expect(stalls(said)).toEqual(['09-28 10:30 unaccepted sign cleared: accepted']);
    expect(text(play.leg()!.acceptedAt!)).toBe('09-28 10:30');
  });
});

describe('a fact of no case', () => {
  it('counts from when it is recorded, whenever it occurred', () => {
    const play = by().all(
      opened('09-21 09:00', 'desk', { needBy: at('09-22 12:00') }),
      offered('09-21 09:00', 'desk sign', { to: 'bob' }),
    );
    const away = tale.absence('09-21 09:10', 'bob', { from: '09-21 09:10', until: '09-28 00:00' });
    expect(stalls(play.apply(away, '09-21 10:00')).slice(0, 1)).toEqual(['09-21 10:00 absent sign bob']);
  });
});

describe('a fact from the future', () => {
  it('is said to be when it is more than five minutes ahead', () => {
    const flags = [5 * minute, 5 * minute + 1].map((ahead) => {
      const play = onOffer();
      const said = play.apply(shifted(accepted('09-21 10:00', 'bob sign'), ahead), '09-21 10:00');
      expect(play.leg()!.state).toBe('held');
      return answers(said);
    });
    expect(flags).toEqual([[], ['future: taken as of when it was recorded']]);
  });
});

describe('a case that nobody opened', () => {
  const unopened = (): tale.Play => by().all(offered('09-21 09:00', 'desk sign', { to: 'bob' }));

  it('is kept, flagged, and on the default route', () => {
    const play = unopened();
    expect(answers(play.decisions)).toEqual(['implicit: no opening of this case was known']);
    expect(play.case.state).toMatchObject({ implicit: true, accountable: 'owner' });
    expect(play.case.state.route.id).toBe('default');
  });

  it('becomes an ordinary one with its opening, from the opening', () => {
    const play = unopened().all(accepted('09-21 09:30', 'bob sign'));
    play.apply(opened('09-21 08:00'), '09-21 12:00');
    expect(play.case.state).toMatchObject({ implicit: false, title: 'One', accountable: 'bob' });
    expect(play.due('overrun')).toBe('09-22 09:30');
  });
});

describe('a voided fact', () => {
  it('that opened the case leaves it implicit', () => {
    const opening = opened('09-21 09:00');
    const play = by().all(opening, offered('09-21 09:10', 'desk sign', { to: 'bob' }), voided('09-21 09:40', opening));
    expect(play.case.state).toMatchObject({ implicit: true, accountable: 'owner', title: 'one' });
  });

  it('that opened the case and was all there is leaves it implicit', () => {
    const opening = opened('09-21 09:00');
    const play = by().all(opening, voided('09-21 09:40', opening));
    expect(play.case.state).toMatchObject({ implicit: true, accountable: 'owner' });
  });

  it('that was an offer takes its stall back, and what would have been is said', () => {
    const offer = offered('09-21 09:00', 'desk ask', { to: 'ann' });
    const play = by().all(opened('09-21 09:00'), offer);
    play.until('09-21 11:30');
    const said = play.apply(voided('09-21 11:40', offer));
    expect(stalls(said)).toEqual(['unaccepted ask retracted', '09-21 11:00 idle ask desk']);
    expect(said.filter((one) => one.type === 'stall-raised')).toMatchObject([{ knownAt: at('09-21 11:40') }]);
  });

  it('that was an acceptance gives the baton back, however long ago', () => {
    const acceptance = accepted('09-21 09:30', 'bob sign');
    const play = onOffer().all(acceptance, voided('09-30 09:00', acceptance));
    expect(play.case.state.accountable).toBe('desk');
    expect(stalls(play.decisions)).toContain('overrun sign retracted');
    expect(stalls(play.decisions)).toContain('09-21 11:00 unaccepted sign bob');
  });

  it('that closed the case leaves it open, with what came up meanwhile', () => {
    const closing = did('09-21 10:00', 'desk case.closed');
    const play = onOffer().all(closing);
    expect(stalls(play.apply(voided('09-21 11:30', closing)))).toEqual(['09-21 11:00 unaccepted sign bob']);
  });

  it('that is not there yet is flagged, and without effect when it comes', () => {
    const play = onOffer();
    const acceptance = accepted('09-21 09:30', 'bob sign');
    expect(answers(play.apply(voided('09-21 09:40', acceptance)))).toEqual([
      `irregular: names ${acceptance.id}, which is no fact of this case so far`,
    ]);
    play.apply(acceptance, '09-21 09:50');
    expect(play.case.state.accountable).toBe('desk');
  });

  it('that voided another by mistake brings that one back', () => {
    const acceptance = accepted('09-21 09:30', 'bob sign');
    const voiding = voided('09-21 09:40', acceptance);
    const play = onOffer().all(acceptance, voiding, voided('09-21 09:50', voiding));
    expect(play.case.state.accountable).toBe('bob');
  });

  it('that arrives after its voiding has the same effect before and after the case is folded anew', () => {
    const acceptance = accepted('09-21 09:40', 'bob sign');
    const play = onOffer().all(voided('09-21 09:39', acceptance), acceptance);
    const before = play.case.state.accountable;
    play.apply(did('09-21 09:10', 'desk case.amended', { title: 'Another' }), '09-21 10:00');
    expect(play.case.state.accountable).toBe(before);
    expect(accountable(play.decisions).at(-1)).toContain(before);
  });
});
