import { describe, expect, it } from '@jest/globals';
import type { Decision, Fact } from '@baton/contracts';
import { HandoffEngine, latestFinishOf, latestStartOf, projectedFinish } from '@baton/handoff-engine';
import { zoneTransitions } from '@baton/service-kit';
import { sampleCalendar, sampleParties, sampleRoute } from '../../services/standalone/src/sample/hospital.ts';
import { asItHappened, at, caseId, opening, withBaton } from './timeline.ts';

const reference = (): Fact[] => {
  const header = { occurredAt: at('09-21 08:00'), actor: 'sample' };
  const calendar = {
    ...sampleCalendar,
    transitions: zoneTransitions('Asia/Shanghai', at('01-01 00:00'), at('12-31 00:00')),
  };
  return [
    { id: 'reference 1', ...header, type: 'baton.rules.calendar-published.v1', calendar },
    { id: 'reference 2', ...header, type: 'baton.people.roster-changed.v1', parties: sampleParties },
    { id: 'reference 3', ...header, type: 'baton.rules.route-published.v1', route: sampleRoute },
  ];
};

const play = (
  facts: readonly Fact[],
  recordedAt = (fact: Fact): number => fact.occurredAt,
): { engine: HandoffEngine; decisions: Decision[] } => {
  const engine = new HandoffEngine();
  const decisions: Decision[] = [];
  for (const fact of [...reference(), ...facts]) decisions.push(...engine.apply(fact, recordedAt(fact)));
  decisions.push(...engine.advance(at('10-20 00:00')).decisions);
  return { engine, decisions };
};

const text = (instant: number): string =>
  new Date(instant + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');

const stalls = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((decision) => {
    if (decision.type === 'stall-raised')
      return [
        `${decision.kind} ${decision.party ?? ''} raised ${text(decision.dueAt)} known ${text(decision.knownAt)}`,
      ];
    if (decision.type === 'stall-cleared')
      return [`${decision.kind} cleared ${text(decision.dueAt)} ${decision.because}`];
    if (decision.type === 'stall-retracted') return [`${decision.kind} retracted`];
    return [];
  });

const holders = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap((decision) =>
    decision.type === 'accountability-moved' ? [`${text(decision.dueAt)} ${decision.to}`] : [],
  );

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
      'absent V raised 09-22 15:00 known 09-22 15:00',
      'unaccepted V raised 09-23 08:35 known 09-23 08:35',
      'unaccepted cleared 09-29 14:20 accepted',
      'absent cleared 09-29 14:20 completed',
      'absent C raised 09-29 14:30 known 09-29 14:30',
      'unaccepted C raised 09-29 16:20 known 09-29 16:20',
      'absent cleared 09-29 17:30 absence-over',
      'unaccepted cleared 09-30 08:40 accepted',
      'missed  raised 09-30 17:00 known 09-30 17:00',
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
      'absent V raised 09-22 15:00 known 09-22 15:00',
      'absent cleared 09-22 15:30 deputy-accepted',
      'absent C raised 09-23 09:20 known 09-23 09:20',
      'absent cleared 09-23 09:45 deputy-accepted',
    ]);
  });

  it('says first until when acting helps, and what the deputy would save', () => {
    const { decisions } = play(withBaton());
    const raised = decisions.find((decision) => decision.type === 'stall-raised')!;
    expect(raised).toMatchObject({
      actBy: at('09-24 16:30'),
      legFinish: at('10-09 09:30'),
      legFinishPresent: at('09-23 09:30'),
      projectedFinish: at('10-13 10:00'),
    });
    const proposed = decisions.find((decision) => decision.type === 'options-proposed')!;
    expect(proposed).toMatchObject({
      options: [
        { handling: 'deputy-signs', class: 'policy', to: 'V2', mayGrant: ['A'], projectedFinish: at('09-29 10:00') },
      ],
      neverOffered: [{ rule: 'L-1' }],
    });
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
