import type { Fact, FactType } from './facts.ts';
import type { FactHeader } from './fact-header.ts';

/** How a field goes over the wire: unchanged, as RFC 3339 text, or a calendar whose clock changes are such texts. */
export type FieldKind = 'same' | 'instant' | 'calendar';

type OwnField<Type extends FactType> = Exclude<
  keyof Extract<Fact, { type: Type }>,
  keyof FactHeader | 'type' | 'caseId'
>;

/** Every field of every fact; one that is forgotten fails the build. */
export const factFields: { readonly [Type in FactType]: Readonly<Record<OwnField<Type>, FieldKind>> } = {
  'baton.case.opened.v1': { title: 'same', customer: 'same', route: 'same', needBy: 'instant', impact: 'same' },
  'baton.case.amended.v1': { title: 'same', needBy: 'instant', impact: 'same', items: 'same' },
  'baton.case.cancelled.v1': { reason: 'same' },
  'baton.case.closed.v1': {},
  'baton.case.confirmed.v1': {},
  'baton.case.reopened.v1': { needBy: 'instant' },
  'baton.case.feedback.v1': { score: 'same', text: 'same' },
  'baton.case.migrated.v1': { route: 'same', version: 'same', reason: 'same' },
  'baton.case.linked.v1': { to: 'same', relation: 'same' },
  'baton.handoff.announced.v1': { leg: 'same', to: 'same', expectedAt: 'instant' },
  'baton.handoff.offered.v1': { leg: 'same', to: 'same', items: 'same', validUntil: 'instant' },
  'baton.handoff.accepted.v1': { leg: 'same', by: 'same' },
  'baton.handoff.declined.v1': { leg: 'same', by: 'same', reason: 'same' },
  'baton.handoff.withdrawn.v1': { leg: 'same', reason: 'same' },
  'baton.handoff.returned.v1': { leg: 'same', by: 'same', reason: 'same', missing: 'same' },
  'baton.handoff.referred.v1': { leg: 'same', by: 'same', to: 'same' },
  'baton.handoff.progressed.v1': { leg: 'same', by: 'same', note: 'same', items: 'same' },
  'baton.handoff.paused.v1': { leg: 'same', cause: 'same', until: 'instant' },
  'baton.handoff.resumed.v1': { leg: 'same' },
  'baton.handoff.completed.v1': { leg: 'same', by: 'same', items: 'same' },
  'baton.special-handling.granted.v1': { leg: 'same', handling: 'same', reason: 'same' },
  'baton.special-handling.refused.v1': { leg: 'same', handling: 'same', reason: 'same' },
  'baton.special-handling.carried-out.v1': { leg: 'same', handling: 'same', to: 'same' },
  'baton.stall.acknowledged.v1': { leg: 'same', kind: 'same', by: 'same', until: 'instant', note: 'same' },
  'baton.stall.acknowledgement-ended.v1': { leg: 'same', kind: 'same', by: 'same', reason: 'same' },
  'baton.stall.snoozed.v1': { leg: 'same', kind: 'same', until: 'instant', reason: 'same' },
  'baton.fact.voided.v1': { fact: 'same', reason: 'same' },
  'baton.people.delegation-appointed.v1': {
    ...{ delegation: 'same', party: 'same', to: 'same', from: 'instant', until: 'instant', routes: 'same' },
  },
  'baton.people.delegation-accepted.v1': { delegation: 'same' },
  'baton.people.delegation-revoked.v1': { delegation: 'same' },
  'baton.rules.policy-published.v1': { policy: 'same' },
  'baton.rules.durations-learned.v1': { durations: 'same' },
  'baton.rules.silence-set.v1': { silence: 'same', matcher: 'same', reason: 'same', until: 'instant' },
  'baton.rules.silence-ended.v1': { silence: 'same' },
  'baton.people.absence-declared.v1': {
    absence: 'same',
    party: 'same',
    from: 'instant',
    until: 'instant',
    cause: 'same',
  },
  'baton.people.absence-ended.v1': { absence: 'same', party: 'same', endedAt: 'instant' },
  'baton.people.roster-changed.v1': { parties: 'same' },
  'baton.rules.calendar-published.v1': { calendar: 'calendar' },
  'baton.rules.route-published.v1': { route: 'same' },
};

/** The fields of a type as a plain list, for walking over them. */
export const fieldsOf = (type: FactType): readonly (readonly [string, FieldKind])[] => lists.get(type)!;

const lists = new Map<string, readonly (readonly [string, FieldKind])[]>(
  Object.entries(factFields).map(([type, fields]) => [type, Object.entries<FieldKind>(fields)]),
);

export const isFactType = (type: string): type is FactType => lists.has(type);
