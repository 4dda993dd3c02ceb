import { Type, type TObject } from '@sinclair/typebox';
import type { FactType } from './facts.ts';
import {
  calendarSchema,
  durationsSchema,
  matcherSchema,
  partySchema,
  policySchema,
  routeSchema,
} from './reference-schemas.ts';
import { id, impact, instant, items, line, stallKind, text, whole } from './schema-parts.ts';

const optional = {
  leg: Type.Optional(id),
  by: Type.Optional(id),
  to: Type.Optional(id),
  needBy: Type.Optional(instant),
  impact: Type.Optional(impact),
  items: Type.Optional(items),
  reason: Type.Optional(text),
};
const { leg, by, to, needBy, reason } = optional;
const kind = Type.Optional(stallKind);

/** JSON Schema of `data`, by the type of the fact. Fields that it does not know are allowed. */
export const factSchemas: Readonly<Record<FactType, TObject>> = {
  'baton.case.opened.v1': Type.Object({
    title: line,
    customer: id,
    route: Type.Optional(id),
    needBy,
    impact: optional.impact,
  }),
  'baton.case.amended.v1': Type.Object({
    title: Type.Optional(line),
    needBy,
    impact: optional.impact,
    items: optional.items,
  }),
  'baton.case.cancelled.v1': Type.Object({ reason }),
  'baton.case.closed.v1': Type.Object({}),
  'baton.case.confirmed.v1': Type.Object({}),
  'baton.case.reopened.v1': Type.Object({ needBy }),
  'baton.case.feedback.v1': Type.Object({ score: Type.Optional(Type.Number()), text: Type.Optional(text) }),
  'baton.case.migrated.v1': Type.Object({ route: id, version: Type.Optional(whole), reason }),
  'baton.case.linked.v1': Type.Object({ to: id, relation: Type.Optional(line) }),
  'baton.handoff.announced.v1': Type.Object({ leg, to, expectedAt: Type.Optional(instant) }),
  'baton.handoff.offered.v1': Type.Object({ leg, to, items: optional.items, validUntil: Type.Optional(instant) }),
  'baton.handoff.accepted.v1': Type.Object({ leg, by }),
  'baton.handoff.declined.v1': Type.Object({ leg, by, reason }),
  'baton.handoff.withdrawn.v1': Type.Object({ leg, reason }),
  'baton.handoff.returned.v1': Type.Object({ leg, by, reason, missing: optional.items }),
  'baton.handoff.referred.v1': Type.Object({ leg, by, to: id }),
  'baton.handoff.progressed.v1': Type.Object({ leg, by, note: Type.Optional(text), items: optional.items }),
  'baton.handoff.paused.v1': Type.Object({ leg, cause: line, until: Type.Optional(instant) }),
  'baton.handoff.resumed.v1': Type.Object({ leg }),
  'baton.handoff.completed.v1': Type.Object({ leg, by, items: optional.items }),
  'baton.special-handling.granted.v1': Type.Object({ leg, handling: id, reason: line }),
  'baton.special-handling.refused.v1': Type.Object({ leg, handling: id, reason: line }),
  'baton.special-handling.carried-out.v1': Type.Object({ leg, handling: id, to }),
  'baton.stall.acknowledged.v1': Type.Object({
    ...{ leg, kind, by, until: Type.Optional(instant), note: Type.Optional(text) },
  }),
  'baton.stall.acknowledgement-ended.v1': Type.Object({ leg, kind, by, reason }),
  'baton.stall.snoozed.v1': Type.Object({ leg, kind, until: instant, reason }),
  'baton.fact.voided.v1': Type.Object({ fact: line, reason: line }),
  'baton.people.delegation-appointed.v1': Type.Object({
    delegation: id,
    party: id,
    to: id,
    from: Type.Optional(instant),
    until: Type.Optional(instant),
    routes: Type.Optional(Type.Array(id, { maxItems: 1000 })),
  }),
  'baton.people.delegation-accepted.v1': Type.Object({ delegation: id }),
  'baton.people.delegation-revoked.v1': Type.Object({ delegation: id }),
  'baton.rules.policy-published.v1': Type.Object({ policy: policySchema }),
  'baton.rules.durations-learned.v1': Type.Object({ durations: durationsSchema }),
  'baton.rules.silence-set.v1': Type.Object({ silence: id, matcher: matcherSchema, reason: line, until: instant }),
  'baton.rules.silence-ended.v1': Type.Object({ silence: id }),
  'baton.people.absence-declared.v1': Type.Object({
    absence: id,
    party: id,
    from: instant,
    until: instant,
    cause: Type.Optional(text),
  }),
  'baton.people.absence-ended.v1': Type.Object({ absence: id, party: id, endedAt: Type.Optional(instant) }),
  'baton.people.roster-changed.v1': Type.Object({ parties: Type.Array(partySchema) }),
  'baton.rules.calendar-published.v1': Type.Object({ calendar: calendarSchema }),
  'baton.rules.route-published.v1': Type.Object({ route: routeSchema }),
};
