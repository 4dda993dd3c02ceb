import { describe, expect, it } from '@jest/globals';
import type { CaseFact, Decision, Fact } from '@baton/contracts';
import { away, closed, granted, onOffer, refused } from './bends.fixture.ts';
import * as tale from './tale.fixture.ts';

const { absence, accepted, accountable, answers, at, by, did, hour, leg, offered, opened, orders } = tale;
const { ofKind, outcomes, projection, routeOf, rungs } = tale;

const proposed = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((one) =>
    one.type === 'options-proposed' ? [one.options.map(({ handling }) => handling).join()] : [],
  );

describe('a grant', () => {
  const rows: readonly (readonly [string, CaseFact, readonly string[]])[] = [
    ['by a member of the team that may', granted('09-21 09:10', 'bob deputy'), []],
    ['by the team itself', granted('09-21 09:10', 'team deputy'), []],
    ['by another', granted('09-21 09:10', 'ann deputy'), ['lacks-authority: P-1 may be bent by team, not by ann']],
    ['of a standard that names nobody, by who is accountable', granted('09-21 09:10', 'desk quick', 'pay'), []],
    [
      'of a standard that names nobody, by another',
      granted('09-21 09:10', 'bob quick', 'pay'),
      ['lacks-authority: S-1 may be bent by desk, not by bob'],
    ],
    ['against the law', granted('09-21 09:10', 'dean alone'), ['law-is-never-bent: L-1']],
  ];
  it.each(rows)('%s', (_, fact, said) => {
    const play = onOffer().all(fact);
    expect(answers(play.decisions)).toEqual(said);
    expect(orders(play.decisions)).toHaveLength(said.length === 0 ? 1 : 0);
  });

  it('that is repeated orders nothing again, also after the deputy has it', () => {
    const play = onOffer().all(granted('09-21 09:10', 'bob deputy'), granted('09-21 09:11', 'bob deputy'));
    play.all(accepted('09-21 09:20', 'bea sign'), granted('09-21 09:30', 'bob deputy'), closed('09-21 16:00'));
    expect(orders(play.decisions)).toHaveLength(1);
    expect(outcomes(play.decisions)).toEqual(['deputy by bob: in-time']);
  });

  it('of an expedition shortens the leg, and moves the latest moments of those before it', () => {
    const play = onOffer();
    expect(projection(play, '09-21 09:00')).toBe('09-22 09:30');
    play.apply(granted('09-21 09:00', 'desk quick', 'pay'));
    expect(projection(play, '09-21 09:00')).toBe('09-21 16:00');
    play.apply(offered('09-21 09:10', 'desk sign', { to: 'bea' }));
    expect(play.decisions.findLast((one) => one.type === 'heads-up')).toMatchObject({
      latestFinish: at('09-24 16:30'),
    });
  });

  it('of an expedition ends the forecast of a late end, and its end brings it back', () => {
    const play = onOffer('09-21 16:30');
    expect(ofKind('forecast', play.decisions)).toEqual(['09-21 09:00 forecast - ann']);
    play.all(granted('09-21 09:10', 'desk quick', 'pay'), offered('09-21 09:20', 'desk pay', { to: 'cid' }));
    expect(ofKind('forecast', play.decisions).at(-1)).toBe('09-21 09:10 forecast - cleared: inside-again');
    play.apply(tale.declined('09-21 09:30', 'cid pay'));
    expect(ofKind('forecast', play.decisions).at(-1)).toBe('09-21 09:30 forecast - bob');
  });

  it('of a leg beside another lets it begin at once', () => {
    const play = onOffer().all(granted('09-21 09:00', 'desk beside', 'pay'));
    expect(projection(play, '09-21 09:00')).toBe('09-21 15:00');
    play.all(offered('09-21 09:10', 'desk pay', { to: 'cid' }), accepted('09-21 09:20', 'cid pay'));
    expect(accountable(play.decisions)).toEqual(['09-21 09:00 desk answers']);
    expect(tale.batons(play, '09-21 09:20')).toEqual(['sign desk', 'pay cid']);
  });
});

describe('a way out', () => {
  it('that was refused by who may is not proposed again; refused by another it is', () => {
    const play = onOffer('09-22 17:30').all(refused('09-21 09:05', 'ann deputy'), refused('09-21 09:06', 'boss later'));
    expect(answers(play.decisions)).toEqual(['lacks-authority: P-1 may be bent by team, not by ann']);
    play.apply(away('09-21 09:10'));
    expect(proposed(play.decisions)[0]).toBe('deputy,escalate');
  });

  it('needs somebody who is there', () => {
    const play = onOffer('09-22 17:30').all(
      absence('09-21 09:05', 'bea', { id: 'b', from: '09-21 09:00', until: '09-22 00:00' }),
    );
    play.apply(away('09-21 09:10'));
    expect(proposed(play.decisions)[0]).toBe('later,escalate');
  });

  it('leads to another holder of the role, and to the owner at last', () => {
    const play = by(routeOf([leg('ask', 'crew')])).all(
      opened('09-21 09:00'),
      offered('09-21 09:00', 'desk ask', { to: 'ann' }),
    );
    expect(proposed(play.until('09-21 11:00'))).toEqual(['other-holder:cid,escalate']);
    play.apply(granted('09-21 11:10', 'desk other-holder:cid', 'ask'));
    expect(answers(play.apply(accepted('09-21 11:20', 'cid ask')))).toEqual([]);
    expect(play.case.state.accountable).toBe('cid');
  });

  it('calls who may grant it: of a standard that names nobody, who is accountable', () => {
    const ladder = [
      { after: 0, whom: 'special-handling', channel: 'console' },
      { after: hour, whom: 'owner', channel: 'console' },
    ] as const;
    const play = onOffer('09-24 17:30', { ladder, handlings: [] });
    play.until('09-21 11:00');
    expect(rungs(play.decisions)).toEqual(['09-21 11:00 unaccepted rung 0 desk']);
    const named = onOffer('09-24 17:30', { ladder });
    named.until('09-21 11:00');
    expect(rungs(named.decisions)).toEqual(['09-21 11:00 unaccepted rung 0 team+boss+desk']);
  });
});

describe('at the end', () => {
  const rows: readonly (readonly [string, string, readonly Fact[]])[] = [
    ['in-time', '09-24 17:30', [closed('09-22 09:00')]],
    ['missed', '09-21 17:30', [closed('09-22 09:00')]],
    ['cancelled', '09-21 17:30', [did('09-22 09:00', 'desk case.cancelled')]],
  ];
  it.each(rows)('a grant was %s', (outcome, needBy, facts) => {
    const play = onOffer(needBy).all(granted('09-21 09:10', 'bob deputy'), ...facts);
    expect(outcomes(play.decisions)).toEqual([`deputy by bob: ${outcome}`]);
  });

  it('a grant has saved the case that would have been late without it, by the very instant', () => {
    const play = onOffer('09-22 17:30').all(away('09-21 09:05'), granted('09-21 09:10', 'bob deputy'));
    play.all(accepted('09-21 09:20', 'bea sign'), closed('09-22 17:30'));
    expect(play.decisions.find((one) => one.type === 'special-handling-outcome')).toMatchObject({
      outcome: 'saved',
      projectedWithout: at('09-29 08:10'),
    });
  });
});
