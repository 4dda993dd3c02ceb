import { describe, expect, it } from '@jest/globals';
import type { CaseFact, Fact } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { Lifetimes } from './adopted.fixture.ts';
import * as tale from './tale.fixture.ts';

const { absence, accepted, accountable, at, by, calendarPublished, did, hour, offered, opened, ofKind } = tale;
const { rosterChanged, routeOf, routePublished, rungs, stalls, voided } = tale;

/** It folds the case anew and changes nothing. */
const harmless = (when: string): CaseFact => did(when, 'desk case.linked', { to: 'another', relation: 'like' });
/** What folding anew says; nothing. */
const anew = (play: tale.Play, when: string): string[] => {
  const before = play.case.state.accountable;
  const said = play.apply(harmless('09-21 09:01'), when);
  expect(play.case.state.accountable).toBe(before);
  return said.map(({ type }) => type);
};
const elsewhere = (when: string): Fact => absence(when, 'bea', { from: '09-21 00:00', until: '09-30 00:00' });

describe('a case folded anew', () => {
  it('stays with a holder whom nobody knows, whatever was published in between', () => {
    const play = by().all(opened('09-21 09:00'), accepted('09-21 09:10', 'eve ask'), elsewhere('09-21 09:20'));
    expect(anew(play, '09-21 09:30')).toEqual([]);
    play.apply(calendarPublished('09-21 09:40'));
    expect(anew(play, '09-21 09:50')).toEqual([]);
  });

  it('stays with who has taken another leg since an offer was made to nobody', () => {
    const play = by().all(
      ...[opened('09-21 09:00'), offered('09-21 09:10', 'desk pay', { to: 'vacancy' })],
      ...[offered('09-21 09:20', 'desk sign', { to: 'bob' }), accepted('09-21 09:30', 'bob sign')],
    );
    expect(play.case.state.accountable).toBe('bob');
    play.all(elsewhere('09-21 09:40'));
    expect(anew(play, '09-21 09:50')).toEqual([]);
    play.apply(calendarPublished('09-21 10:00'));
    expect(accountable(play.decisions).at(-1)).toBe('09-21 09:30 bob answers');
  });

  it('has missed its need-by whoever had the baton', () => {
    const play = by().all(
      opened('09-21 09:00', 'desk', { needBy: at('09-21 10:00') }),
      offered('09-21 09:00', 'desk sign', { to: 'bob' }),
    );
    play.until('09-21 10:30');
    const said = play.apply(offered('09-21 09:30', 'desk sign', { to: 'cid' }), '09-21 10:30');
    expect(ofKind('missed', said)).toEqual([]);
    expect(rungs(said).filter((line) => line.includes('missed'))).toEqual([]);
  });

  it('knows of absences what was known then, also of a team’s own', () => {
    const play = by().all(
      opened('09-21 09:00', 'desk', { needBy: at('09-24 17:30') }),
      offered('09-21 09:00', 'desk sign', { to: 'team' }),
      absence('09-21 09:10', 'team', { from: '09-21 00:00', until: '09-28 00:00' }),
      absence('09-21 09:20', 'bea', { id: 'b', from: '11-01 00:00', until: '11-10 00:00' }),
    );
    expect(anew(play, '09-21 09:30')).toEqual([]);
  });

  it('keeps the plan that the rules in force give', () => {
    const handlings = [
      {
        id: 'quick',
        leg: 'pay',
        kind: 'expedite',
        typical: hour,
        rule: 'S-1',
        ruleTitle: 's',
        class: 'standard',
        mayGrant: [],
      },
    ] as const;
    const play = by(routeOf(tale.legs, { handlings })).all(
      opened('09-21 08:00', 'desk', { needBy: at('09-24 17:30') }),
      offered('09-21 08:00', 'desk pay', { to: 'cid' }),
      did('09-21 08:10', 'desk special-handling.granted', { handling: 'quick', leg: 'pay', reason: 'urgent' }),
      did('09-21 08:15', 'desk handoff.announced', { leg: 'ask' }),
      tale.declined('09-21 08:20', 'cid pay'),
      offered('09-21 08:30', 'desk ask', { to: 'ann' }),
    );
    const headsUps = play.decisions.flatMap((one) =>
      one.type === 'heads-up' ? [`${one.leg} ${tale.text(one.latestFinish!)}`] : [],
    );
    expect(headsUps).toEqual(['pay 09-24 17:30', 'ask 09-24 10:30', 'ask 09-23 17:00']);
  });
});

const lifetimes = (facts: readonly (readonly [Fact, string?])[]): Lifetimes => {
  const both = new Lifetimes();
  const rules = [
    calendarPublished('09-21 00:00'),
    rosterChanged('09-21 00:00', tale.parties),
    routePublished('09-21 00:00', routeOf(tale.legs)),
  ];
  for (const fact of rules) both.put([fact], fact.occurredAt);
  for (const [fact, recorded] of facts) both.put([fact], recorded === undefined ? fact.occurredAt : at(recorded));
  return both;
};
const later = (engine: HandoffEngine, when: string): string[] => {
  const { decisions } = engine.advance(at(when));
  return [...stalls(decisions), ...rungs(decisions)];
};

describe('a change of meaning that changes nothing', () => {
  const opening = opened('09-21 09:00', 'desk', { needBy: at('09-21 12:00') });
  const offer = offered('09-21 09:00', 'desk sign', { to: 'bob' });
  const acceptance = accepted('09-21 09:30', 'bob sign');
  const rows: readonly (readonly [string, readonly (readonly [Fact, string?])[]])[] = [
    ['after stalls', [[opening], [offer], [did('09-21 14:00', 'desk case.feedback')]]],
    [
      'after a retraction of what was over',
      [
        [opening],
        [offer],
        [accepted('09-21 11:30', 'bob sign')],
        [offered('09-21 10:30', 'desk sign', { to: 'cid' }), '09-21 11:40'],
      ],
    ],
    ['after a voided fact', [[opening], [offer], [acceptance], [voided('09-21 09:40', acceptance)]]],
    [
      'after an acknowledgement',
      [
        [opening],
        [offer],
        [did('09-21 11:30', 'boss stall.acknowledged', { until: at('09-21 17:00'), kind: 'unaccepted' })],
      ],
    ],
  ];
  it.each(rows)('says nothing, and goes on as if it had not been: %s', (_, facts) => {
    const both = lifetimes(facts);
    const { live, young } = both;
    both.put([], at('09-21 14:00'));
    expect(young.changeMeaning(at('09-21 14:00')).map(({ type }) => type)).toEqual([]);
    expect(later(young, '09-22 17:30')).toEqual(later(live, '09-22 17:30'));
  });

  it('leaves what came after an acknowledgement alone', () => {
    const acknowledged = did('09-21 11:10', 'boss stall.acknowledged', { until: at('09-21 11:40') });
    const both = lifetimes([[opening], [offer], [acknowledged]]);
    const { live, young } = both;
    both.put([], at('09-21 14:00'));
    young.changeMeaning(at('09-21 14:00'));
    expect(later(young, '09-22 17:30')).toEqual(later(live, '09-22 17:30'));
  });

  it('says from nobody who answers for a case of which nobody ever said it', () => {
    const young = new HandoffEngine();
    const facts = [tale.calendarPublished('09-21 00:00'), rosterChanged('09-21 00:00', tale.parties), opening];
    young.adopt({ meaning: 1, recordedAt: at('09-21 09:00'), input: {}, facts, decisions: [] });
    const [moved] = young.changeMeaning(at('09-21 14:00'));
    expect(moved).toMatchObject({ type: 'accountability-moved', to: 'desk', from: undefined });
  });

  it('keeps what was confirmed: by work, or without naming the leg', () => {
    const takings = [
      did('09-21 09:40', 'bea handoff.accepted'),
      tale.progressed('09-21 09:40', 'x sign', { by: 'bea' }),
    ];
    for (const taking of takings) {
      const { young } = lifetimes([[opening], [offered('09-21 09:00', 'desk sign', { to: 'team' })], [taking]]);
      young.changeMeaning(at('09-21 10:00'));
      young.apply(acceptance, at('09-21 10:10'));
      expect(young.entry('one')!.state.accountable).toBe('bea');
    }
  });
});
