import { describe, expect, it } from '@jest/globals';
import type { Decision, Fact } from '@baton/contracts';
import { HandoffEngine, latestFinishOf, latestStartOf, projectedFinish } from '@baton/handoff-engine';
import { sampleRoute } from '../../services/standalone/src/sample/hospital.ts';
import { asItHappened, at, caseId, opening, withBaton } from './timeline.ts';
import { holders, optionText, play, reference, stalls, text } from './play.fixture.ts';

describe('the gasket, folded', () => {
  it('gives the latest start and finish of each leg, and the projected finish, as at opening', () => {
    const fresh = new HandoffEngine();
    for (const fact of [...reference(), opening()[0]!]) fresh.apply(fact, fact.occurredAt);
    const folder = fresh.look(fresh.entry(caseId)!, at('09-21 09:10'));
    const legs = sampleRoute.legs.map((definition, index) => {
      const leg = { definition, index } as Parameters<typeof latestFinishOf>[1];
      return `${definition.id} ${text(latestStartOf(folder, leg)!)}/${text(latestFinishOf(folder, leg)!)}`;
    });
    expect(legs).toEqual([
      'diagnose 09-23 10:00/09-23 16:00',
      'request 09-23 16:00/09-24 08:30',
      'department-signs 09-24 08:30/09-24 10:30',
      'vice-president-signs 09-24 10:30/09-24 16:30',
      'order 09-24 16:30/09-28 10:00',
      'prepay 09-28 10:00/09-28 11:00',
      'deliver 09-28 11:00/09-30 11:00',
      'fit 09-30 11:00/09-30 16:00',
      'confirm 09-30 16:00/09-30 17:00',
    ]);
    expect(text(projectedFinish(folder)!)).toBe('09-28 16:10');
  });

  it('raises and clears exactly these, as it happened', () => {
    const { decisions } = play(asItHappened());
    expect(stalls(decisions)).toEqual([
      'incomplete E raised 09-21 15:00 known 09-21 15:00',
      'incomplete cleared 09-22 10:00 supplied',
      'absent V raised 09-22 15:00 known 09-22 15:00',
      'forecast V raised 09-22 15:00 known 09-22 15:00',
      'unaccepted V raised 09-23 08:35 known 09-23 08:35',
      'runaround H raised 09-29 10:00 known 09-29 10:00',
      'unaccepted cleared 09-29 14:20 accepted',
      'absent cleared 09-29 14:20 completed',
      'runaround cleared 09-29 14:20 completed',
      'absent C raised 09-29 14:30 known 09-29 14:30',
      'unaccepted C raised 09-29 16:20 known 09-29 16:20',
      'absent cleared 09-29 17:30 absence-over',
      'unaccepted cleared 09-30 08:40 accepted',
      'missed  raised 09-30 17:00 known 09-30 17:00',
      'forecast cleared 09-30 17:00 superseded',
      'missed cleared 10-09 15:30 closed',
    ]);
    expect(holders(decisions)).toEqual([
      '09-21 09:10 Q',
      '09-21 09:40 E',
      '09-21 16:00 Q',
      '09-22 14:00 H',
      '09-29 14:20 V',
      '09-29 14:20 P1',
      '09-30 08:40 C',
      '09-30 08:40 S',
      '10-09 10:00 E',
      '10-09 15:30 Q',
    ]);
  });

  it('raises and clears exactly these, with Baton', () => {
    const { decisions } = play(withBaton());
    expect(stalls(decisions)).toEqual([
      'incomplete E raised 09-21 15:00 known 09-21 15:00',
      'incomplete cleared 09-22 10:00 supplied',
      'absent V raised 09-22 15:00 known 09-22 15:00',
      'forecast V raised 09-22 15:00 known 09-22 15:00',
      'absent cleared 09-22 15:30 deputy-accepted',
      'forecast cleared 09-22 15:30 inside-again',
      'absent C raised 09-23 09:20 known 09-23 09:20',
      'forecast C raised 09-23 09:20 known 09-23 09:20',
      'absent cleared 09-23 09:45 deputy-accepted',
      'forecast cleared 09-23 09:45 inside-again',
    ]);
  });

  it('says first until when acting helps, and what the deputy would save', () => {
    const { decisions } = play(withBaton());
    const ofKind = (kind: string) => (one: Decision) => one.type === 'stall-raised' && one.kind === kind;
    expect(decisions.find(ofKind('absent'))).toMatchObject({
      actBy: at('09-24 16:30'),
      legFinish: at('10-09 09:30'),
      legFinishPresent: at('09-23 09:30'),
      projectedFinish: at('10-13 10:00'),
    });
    expect(decisions.find(ofKind('incomplete'))).toMatchObject({
      leg: 'request',
      missing: ['part number', 'supplier'],
    });
    expect(decisions.filter(ofKind('forecast'))).toMatchObject([
      {
        projectedFinish: at('10-13 10:00'),
        eater: { leg: 'vice-president-signs', party: 'V' },
        actBy: at('09-24 16:30'),
      },
      { projectedFinish: at('10-08 14:50'), eater: { leg: 'prepay', party: 'C' }, actBy: at('09-28 11:00') },
    ]);
    const proposed = decisions.flatMap((one) =>
      one.type === 'options-proposed' && one.kind === 'absent' ? [one.options.map(optionText)] : [],
    );
    expect(proposed).toEqual([
      ['deputy-signs policy V2 granted by A 09-29 10:00', 'escalate standard A granted by H 09-29 10:00'],
      ['alternate-payer standard C2 granted by M 09-28 16:20', 'escalate standard A granted by P1 09-28 16:20'],
    ]);
    expect(decisions.find((one) => one.type === 'options-proposed')).toMatchObject({ neverOffered: [{ rule: 'L-1' }] });
  });

  it('puts the save on record, with who bent which rule on whose authority', () => {
    const { decisions } = play(withBaton());
    const outcomes = decisions.flatMap((one) =>
      one.type === 'special-handling-outcome' ? [`${one.handling} ${one.rule} ${one.grantedBy} ${one.outcome}`] : [],
    );
    expect(outcomes).toEqual(['deputy-signs P-2 A saved', 'alternate-payer F-3 M saved']);
  });

  const endings = [
    ['as it happened', asItHappened],
    ['with Baton', withBaton],
  ] as const;
  const days = (facts: readonly Fact[]): string[] => [
    ...new Set(facts.map((fact) => text(fact.occurredAt).slice(0, 5))),
  ];

  it.each(endings)('is the same when every fact comes twice, %s', (_, ending) => {
    const facts = ending();
    const twice = facts.flatMap((fact, index) => [fact, facts[Math.floor(index / 2)]!, fact]);
    expect(play(twice).decisions).toEqual(play(facts).decisions);
  });

  it.each(endings)(
    'ends in the same stalls and holders when a day of the case comes in late and out of order, %s',
    (_, ending) => {
      const facts = ending();
      const standing = (decisions: readonly Decision[]): string[] => {
        const retracted = new Set(decisions.flatMap((one) => (one.type === 'stall-retracted' ? [one.episode] : [])));
        const kept = decisions.filter((one) => !('episode' in one) || !retracted.has(one.episode));
        return stalls(kept)
          .map((line) => line.replace(/ known .*/, ''))
          .sort();
      };
      const expected = play(facts).decisions;
      for (const day of days(facts)) {
        const isOfDay = (fact: Fact): boolean => 'caseId' in fact && text(fact.occurredAt).startsWith(day);
        const evening = at(`${day} 23:00`);
        const before = facts.filter((fact) => !isOfDay(fact) && fact.occurredAt < evening);
        const after = facts.filter((fact) => fact.occurredAt >= evening);
        const shuffled = [...before, ...inOtherOrder(facts.filter(isOfDay)), ...after];
        const { decisions } = play(shuffled, (fact) => (isOfDay(fact) ? evening : fact.occurredAt));
        expect(standing(decisions)).toEqual(standing(expected));
        expect(holders(decisions).at(-1)?.slice(-2)).toBe(holders(expected).at(-1)?.slice(-2));
      }
    },
  );
});

/** The last first; those of one instant keep their order, which nothing else tells. */
const inOtherOrder = (facts: readonly Fact[]): Fact[] =>
  facts.toSorted((one, other) => other.occurredAt - one.occurredAt);
