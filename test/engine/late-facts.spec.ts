import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import * as relay from './relay.fixture.ts';

const { Play, absence, accepted, answers, at, completed, granted, holders, offered, opened } = relay;
/** These stories are not about who lets time go by, nor about what is foreseen. */
const stalls = relay.stallsOf('unaccepted', 'overrun', 'absent', 'missed');

const onOffer = (...facts: readonly Fact[]): relay.Play =>
  new Play().all(opened('09-21 09:00', 'desk'), offered('09-21 09:00', 'desk'), ...facts);

describe('a fact that the ledger learns of later', () => {
  it('retracts the stall that it was in time for, also at the very instant', () => {
    for (const when of ['09-21 10:59', '09-21 11:00']) {
      const play = onOffer();
      expect(stalls(play.until('09-21 14:00'))).toEqual(['unaccepted bob raised 09-21 11:00']);
      expect(stalls(play.apply(accepted(when, 'bob'), '09-21 14:00'))).toEqual(['unaccepted retracted 09-21 11:00']);
      expect(holders(play.decisions).at(-1)).toBe(`${when} bob`);
    }
    const atOnce = onOffer();
    expect(stalls(atOnce.apply(accepted('09-21 11:00', 'bob')))).toEqual([
      'unaccepted bob raised 09-21 11:00',
      'unaccepted retracted 09-21 11:00',
    ]);
  });

  it('clears the stall that it was too late for', () => {
    const play = onOffer();
    play.until('09-21 14:00');
    expect(stalls(play.apply(accepted('09-21 11:01', 'bob'), '09-21 14:00'))).toEqual([
      'unaccepted cleared 09-21 11:01 accepted',
    ]);
  });

  it('raises what would have come up meanwhile, with both instants, and calls by the whole ladder', () => {
    const play = new Play().all(opened('09-21 09:00', 'desk'));
    const decisions = play.apply(offered('09-21 09:00', 'desk'), '09-21 16:00');
    expect(stalls(decisions)).toEqual(['unaccepted bob raised 09-21 11:00 known 09-21 16:00']);
    const rungs = decisions
      .filter((one) => one.type === 'rung-fired')
      .filter(({ kind }) => kind === 'unaccepted')
      .map(({ whom, dueAt }) => `${relay.text(dueAt)} ${whom}`);
    expect(rungs).toEqual(['09-21 11:00 bob', '09-21 15:00 boss']);
  });

  it('says of an episode that is long over both its ends, and proposes nothing', () => {
    const play = new Play().all(opened('09-21 08:30', 'desk'), accepted('09-21 12:00', 'bob'));
    play.apply(completed('09-21 14:30', 'bob'));
    const decisions = play.apply(offered('09-21 08:59', 'desk'), '09-21 16:00');
    expect(answers(decisions)).toEqual([]);
    const again = play.apply(offered('09-21 09:00', 'desk', { to: 'bob' }), '09-21 16:30');
    expect(stalls([...decisions, ...again])).toEqual([
      'unaccepted bob raised 09-21 10:59 known 09-21 16:00',
      'unaccepted cleared 09-21 12:00 accepted',
    ]);
    const said = play.decisions.flatMap((one) => ('kind' in one && one.kind === 'unaccepted' ? [one.type] : []));
    expect(said).toEqual(['stall-raised', 'stall-cleared']);
  });

  it('is folded where it arrives when it is more than a week late, and said to be late', () => {
    const within = onOffer();
    within.until('09-28 10:30');
    expect(stalls(within.apply(accepted('09-21 10:30', 'bob'), '09-28 10:30'))).toContain(
      'unaccepted retracted 09-21 11:00',
    );
    const beyond = onOffer();
    beyond.until('09-28 10:30');
    const decisions = beyond.apply(accepted('09-21 10:29', 'bob'), '09-28 10:30');
    expect(answers(decisions)).toEqual(['late']);
    expect(stalls(decisions)).toEqual(['unaccepted cleared 09-28 10:30 accepted']);
  });

  it('never counts from the future; more than five minutes of it are flagged', () => {
    for (const [ahead, said] of [
      ['09-21 10:05', []],
      ['09-21 10:06', ['future']],
    ] as const) {
      const play = onOffer();
      expect(answers(play.apply(accepted(ahead, 'bob'), '09-21 10:00'))).toEqual(said);
      expect(play.leg()?.acceptedAt).toBe(at('09-21 10:00'));
    }
  });

  it('does not take a confirmed acceptance back', () => {
    const play = onOffer(granted('09-21 09:10', 'boss'), accepted('09-21 10:00', 'bea'));
    expect(answers(play.apply(accepted('09-21 09:30', 'bob'), '09-21 12:00'))).toEqual(['already-taken: bea']);
    expect(answers(play.apply(relay.progressed('09-21 09:20', 'bob'), '09-21 13:00'))).toEqual([]);
    expect(play.case.state.accountable).toBe('bea');
    play.apply(relay.amended('09-21 09:40', 'desk', { title: 'Again' }), '09-21 14:00');
    expect(play.leg()).toMatchObject({ holder: 'bea', acceptedAt: at('09-21 10:00') });
  });

  it('does not take back an acceptance by work either', () => {
    const play = onOffer(granted('09-21 09:10', 'boss'), completed('09-21 10:00', 'bea'));
    expect(answers(play.apply(accepted('09-21 09:30', 'bob'), '09-21 12:00'))).toEqual(['already-taken: bea']);
    expect(play.case.state.accountable).toBe('bea');
  });

  it('says anew, under a new number, what had ended at another instant', () => {
    const play = onOffer();
    play.until('09-21 12:00');
    play.apply(relay.withdrawn('09-21 12:00', 'desk'));
    const decisions = play.apply(offered('09-21 11:30', 'desk', { to: 'cid' }), '09-21 17:00');
    expect(stalls(decisions)).toEqual([
      'unaccepted retracted 09-21 11:00',
      'unaccepted bob raised 09-21 11:00 known 09-21 17:00',
      'unaccepted cleared 09-21 11:30 offered-to-another',
    ]);
    const episodes = play.case.episodes.filter(({ kind }) => kind === 'unaccepted');
    expect(episodes.map(({ ordinal, party, status }) => `${ordinal} ${party} ${status}`)).toEqual([
      '0 bob retracted',
      '1 bob cleared',
    ]);
  });

  it('knows the absences that were known then, and those since', () => {
    const play = onOffer(relay.amended('09-21 09:01', 'desk', { needBy: at('09-23 17:30') }));
    play.apply(absence('09-21 10:00', 'bob', { from: '09-22 08:00', until: '09-26 00:00' }));
    play.until('09-21 14:30');
    play.apply(relay.amended('09-21 09:30', 'desk', { title: 'New' }), '09-21 14:30');
    play.until('09-28 12:00');
    expect(stalls(play.decisions)).toEqual([
      'unaccepted bob raised 09-21 11:00',
      'absent bob raised 09-21 11:30',
      'missed - raised 09-23 17:30',
      'absent cleared 09-24 17:30 absence-over',
    ]);
  });
});
