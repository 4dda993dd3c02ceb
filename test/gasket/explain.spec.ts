import { describe, expect, it } from '@jest/globals';
import type { Finding, Reason, ReasonOf, StallKind } from '@baton/contracts';
import { explainAt, verdicts } from './explanations.fixture.ts';
import { text } from './play.fixture.ts';
import { asItHappened, at } from './timeline.ts';

const facts = asItHappened();

const findingAt = (when: string, kind: StallKind, leg?: string): Finding =>
  explainAt(facts, when, { kind, leg }).findings[0]!;
const reasonIn = <Type extends Reason['type']>(finding: Finding, type: Type): ReasonOf<Type> =>
  finding.reasons.find((reason): reason is ReasonOf<Type> => reason.type === type)!;
const lackIn = (finding: Finding): string => reasonIn(finding, 'condition').lacks;

describe('the gasket, explained', () => {
  it('says of every kind whether it is there, the worst first', () => {
    expect(verdicts(explainAt(facts, '09-22 15:00'))).toEqual([
      'absent vice-president-signs stalled 09-22 15:00',
      'forecast stalled 09-22 15:00',
      'unaccepted vice-president-signs would-stall-at 09-23 08:35',
      'missed would-stall-at 09-30 17:00',
      'idle vice-president-signs not-stalled',
      'overrun vice-president-signs not-stalled',
      'unowned vice-president-signs not-stalled',
      'incomplete vice-president-signs not-stalled',
      'runaround vice-president-signs not-stalled',
    ]);
  });

  it('rests the absence on the absence, the calendar and the latest finish', () => {
    const finding = findingAt('09-22 15:00', 'absent');
    expect(reasonIn(finding, 'absence')).toMatchObject({
      party: 'V',
      from: at('09-23 00:00'),
      until: at('10-09 00:00'),
    });
    const { withAbsences, without, limit, typical, source } = reasonIn(finding, 'leg-finish');
    expect([withAbsences!, without!, limit].map(text)).toEqual(['10-09 09:30', '09-23 09:30', '09-24 16:30']);
    expect([typical, source]).toEqual([
      4 * 3_600_000,
      { from: 'route', rule: { rule: 'route', id: 'hospital-purchasing', version: 3 } },
    ]);
    expect(reasonIn(finding, 'calendar')).toMatchObject({
      calendars: [{ id: 'cn-office', revision: 2, hash: 'sample-cn-office-2', validThrough: '2026-12-31' }],
    });
    const { latestStart, latestFinish, presentLatestStart } = reasonIn(finding, 'need-by');
    expect([latestStart!, latestFinish!, presentLatestStart!].map(text)).toEqual([
      '09-24 10:30',
      '09-24 16:30',
      '09-22 11:30',
    ]);
  });

  it('walks to the projected finish, and names who eats the slack', () => {
    const finding = findingAt('09-22 15:00', 'forecast');
    const steps = finding.reasons.filter((reason) => reason.type === 'step');
    expect(steps.map(({ leg, party, finish }) => `${leg} ${party} ${text(finish!)}`)).toEqual([
      'vice-president-signs V 10-09 09:30',
      'order P1 10-09 14:30',
      'prepay C 10-09 15:30',
      'deliver S 10-12 15:30',
      'fit E 10-13 09:00',
      'confirm Q 10-13 10:00',
    ]);
    expect(reasonIn(finding, 'eater')).toMatchObject({
      leg: 'vice-president-signs',
      party: 'V',
      costs: 16 * 86_400_000,
    });
  });

  it('counts the accept budget before and after it is used up', () => {
    const before = findingAt('09-22 15:00', 'unaccepted');
    expect(reasonIn(before, 'budget')).toMatchObject({
      ...{ budget: 'accept', party: 'V', counting: 'working', size: 4 * 3_600_000, consumed: 55 * 60_000 },
      ...{ startedAt: at('09-22 14:05'), due: at('09-23 08:35') },
    });
    const after = findingAt('09-23 09:00', 'unaccepted');
    expect([after.verdict, after.since]).toEqual(['stalled', at('09-23 08:35')]);
    expect(reasonIn(after, 'budget')).toMatchObject({ usedUpAt: at('09-23 08:35'), over: 25 * 60_000 });
  });

  it('says what was missing, and that it is there', () => {
    const missing = findingAt('09-21 15:00', 'incomplete');
    expect([missing.verdict, reasonIn(missing, 'missing').missing]).toEqual(['stalled', ['part number', 'supplier']]);
    const supplied = findingAt('09-22 10:00', 'incomplete', 'request');
    expect([supplied.verdict, lackIn(supplied)]).toEqual(['not-stalled', 'all-there']);
    expect(reasonIn(supplied, 'earlier')).toMatchObject({
      since: at('09-21 15:00'),
      until: at('09-22 10:00'),
      times: 1,
    });
  });

  it('counts the hops of a runaround against its limits', () => {
    expect(reasonIn(findingAt('09-29 09:00', 'runaround'), 'hops')).toMatchObject({ hops: 1, mostHops: 3 });
    const finding = findingAt('09-29 10:00', 'runaround');
    expect(finding.verdict).toBe('stalled');
    expect(reasonIn(finding, 'hops')).toMatchObject({ hops: 3, returns: 1, path: ['V', 'A', 'P', 'O', 'A'] });
    const referrals = facts.filter(({ type }) => type === 'baton.handoff.referred.v1').map(({ id }) => id);
    expect(finding.evidence).toEqual(expect.arrayContaining(referrals));
  });

  it('says when a held leg is overrun, and that nobody expects progress before', () => {
    const finding = findingAt('10-01 00:00', 'overrun');
    expect([finding.verdict, text(finding.at!)]).toEqual(['would-stall-at', '10-10 08:40']);
    expect(reasonIn(finding, 'budget')).toMatchObject({ budget: 'finish', party: 'S', size: 22.5 * 3_600_000 });
    expect(lackIn(findingAt('10-01 00:00', 'idle'))).toBe('no-budget');
    expect(lackIn(findingAt('10-01 00:00', 'unaccepted'))).toBe('taken');
  });

  it('says that what was forecast has come about, and when the case is over', () => {
    expect(verdicts(explainAt(facts, '10-01 00:00')).slice(0, 2)).toEqual([
      'missed stalled 09-30 17:00',
      'overrun deliver would-stall-at 10-10 08:40',
    ]);
    expect(lackIn(findingAt('10-01 00:00', 'forecast'))).toBe('superseded');
    const ended = explainAt(facts, '10-20 00:00');
    expect(new Set(ended.findings.map(lackIn))).toEqual(new Set(['case-ended']));
    expect(ended.findings).toHaveLength(9);
  });

  it.each([
    ['09-22 15:00', 'idle', 'on-offer'],
    ['09-22 15:00', 'unowned', 'somebody-there'],
    ['09-22 15:00', 'runaround', 'few-hops'],
    ['09-21 10:00', 'absent', 'nobody-away'],
    ['09-21 10:00', 'forecast', 'inside'],
  ] as const)('at %s, says of %s why not: %s', (when, kind, lacks) => {
    expect(lackIn(findingAt(when, kind))).toBe(lacks);
  });

  it.each([
    ['diagnose', 'completed'],
    ['deliver', 'not-begun'],
    ['vice-president-signs', 'on-offer'],
  ])('says where the leg %s stands: %s', (leg, lacks) => {
    expect(lackIn(findingAt('09-22 15:00', 'overrun', leg))).toBe(lacks);
  });

  it('knows no other leg', () => {
    expect(explainAt(facts, '09-22 15:00', { leg: 'nowhere' }).findings).toEqual([]);
    expect(explainAt(facts, '09-22 15:00', { leg: 'order' }).findings).toHaveLength(7);
  });
});
