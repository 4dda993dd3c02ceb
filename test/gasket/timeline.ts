import type { CaseFact, Fact } from '@baton/contracts';

export const caseId = 'sterilizer-2';

/** Hospital time, `MM-DD HH:MM` of 2026 at UTC+8, as milliseconds. */
export const at = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);

let serial = 0;
type Body<T> = T extends unknown ? Omit<T, 'id' | 'occurredAt' | 'caseId'> : never;

export const fact = (when: string, body: Body<CaseFact>): CaseFact =>
  ({ id: `test ${++serial}`, occurredAt: at(when), caseId, ...body }) as CaseFact;

export const absence = (when: string, party: string, span: { from: string; until: string }): Fact => ({
  id: `test ${++serial}`,
  occurredAt: at(when),
  actor: 'hr',
  type: 'baton.people.absence-declared.v1',
  absence: `${party} ${span.from}`,
  party,
  from: at(span.from),
  until: at(span.until),
});

/** What each leg's receiver needs; every offer carries it but one. */
const needs: Readonly<Record<string, readonly string[]>> = {
  diagnose: ['symptom'],
  request: ['part number', 'supplier'],
  'department-signs': ['amount'],
  'vice-president-signs': ['amount', 'reason'],
  order: ['signed request'],
  prepay: ['order', 'supplier account'],
  deliver: ['payment'],
  fit: ['part'],
  confirm: [],
};

const offered = (when: string, leg: string, [actor, to]: readonly [string, string]) =>
  fact(when, { type: 'baton.handoff.offered.v1', leg, to, actor, items: leg === 'request' ? [] : needs[leg]! });
const accepted = (when: string, leg: string, actor: string) =>
  fact(when, { type: 'baton.handoff.accepted.v1', leg, actor });
const completed = (when: string, leg: string, actor: string) =>
  fact(when, { type: 'baton.handoff.completed.v1', leg, actor });
const referred = (when: string, by: string, to: string) =>
  fact(when, { type: 'baton.handoff.referred.v1', by, to, actor: by });

export const opening = (): Fact[] => [
  fact('09-21 09:10', {
    type: 'baton.case.opened.v1',
    actor: 'Q',
    title: 'Sterilizer 2',
    customer: 'Q',
    route: 'hospital-purchasing',
    needBy: at('09-30 17:00'),
    impact: 'critical',
  }),
  offered('09-21 09:10', 'diagnose', ['Q', 'E']),
];

export const untilTheAlert = (): Fact[] => [
  ...opening(),
  accepted('09-21 09:40', 'diagnose', 'E'),
  completed('09-21 15:00', 'diagnose', 'E'),
  offered('09-21 15:00', 'request', ['E', 'Q']),
  accepted('09-21 16:00', 'request', 'Q'),
  fact('09-22 10:00', {
    ...{ type: 'baton.handoff.completed.v1', leg: 'request', actor: 'Q' },
    items: ['part number', 'supplier'],
  }),
  offered('09-22 10:00', 'department-signs', ['Q', 'H']),
  accepted('09-22 14:00', 'department-signs', 'H'),
  completed('09-22 14:05', 'department-signs', 'H'),
  offered('09-22 14:05', 'vice-president-signs', ['H', 'V']),
  absence('09-22 15:00', 'V', { from: '09-23 00:00', until: '10-09 00:00' }),
];

export const asItHappened = (): Fact[] => [
  ...untilTheAlert(),
  referred('09-28 16:00', 'A', 'P'),
  referred('09-29 10:00', 'P', 'O'),
  referred('09-29 10:00', 'O', 'A'),
  accepted('09-29 14:20', 'vice-president-signs', 'V'),
  completed('09-29 14:20', 'vice-president-signs', 'V'),
  offered('09-29 14:20', 'order', ['V', 'P1']),
  accepted('09-29 14:20', 'order', 'P1'),
  completed('09-29 14:20', 'order', 'P1'),
  offered('09-29 14:20', 'prepay', ['P1', 'C']),
  absence('09-29 14:30', 'C', { from: '09-29 14:30', until: '09-29 17:30' }),
  accepted('09-30 08:40', 'prepay', 'C'),
  completed('09-30 08:40', 'prepay', 'C'),
  offered('09-30 08:40', 'deliver', ['C', 'S']),
  accepted('09-30 08:40', 'deliver', 'S'),
  completed('10-09 10:00', 'deliver', 'P1'),
  offered('10-09 10:00', 'fit', ['P1', 'E']),
  accepted('10-09 10:00', 'fit', 'E'),
  completed('10-09 15:00', 'fit', 'E'),
  offered('10-09 15:00', 'confirm', ['E', 'Q']),
  accepted('10-09 15:30', 'confirm', 'Q'),
  completed('10-09 15:30', 'confirm', 'Q'),
  fact('10-09 15:30', { type: 'baton.case.closed.v1', actor: 'Q' }),
];

const granted = (when: string, handling: string, what: { leg: string; actor: string }) =>
  fact(when, { type: 'baton.special-handling.granted.v1', handling, reason: 'before the holiday', ...what });

export const withBaton = (): Fact[] => [
  ...untilTheAlert(),
  granted('09-22 15:20', 'deputy-signs', { leg: 'vice-president-signs', actor: 'A' }),
  accepted('09-22 15:30', 'vice-president-signs', 'V2'),
  completed('09-22 15:40', 'vice-president-signs', 'V2'),
  offered('09-22 15:40', 'order', ['V2', 'P1']),
  accepted('09-23 08:30', 'order', 'P1'),
  completed('09-23 09:00', 'order', 'P1'),
  offered('09-23 09:10', 'prepay', ['P1', 'C']),
  absence('09-23 09:20', 'C', { from: '09-23 09:30', until: '09-28 17:30' }),
  granted('09-23 09:40', 'alternate-payer', { leg: 'prepay', actor: 'M' }),
  accepted('09-23 09:45', 'prepay', 'C2'),
  completed('09-23 10:30', 'prepay', 'C2'),
  offered('09-23 10:30', 'deliver', ['C2', 'S']),
  accepted('09-23 10:30', 'deliver', 'S'),
  completed('09-28 10:00', 'deliver', 'P1'),
  offered('09-28 10:00', 'fit', ['P1', 'E']),
  accepted('09-28 10:00', 'fit', 'E'),
  completed('09-28 15:00', 'fit', 'E'),
  offered('09-28 15:00', 'confirm', ['E', 'Q']),
  accepted('09-28 15:30', 'confirm', 'Q'),
  completed('09-28 15:30', 'confirm', 'Q'),
  fact('09-28 15:30', { type: 'baton.case.closed.v1', actor: 'Q' }),
];
