import type { CalendarDefinition } from '@baton/working-time';
import { caseIdOf } from './case-id.ts';
import type { CloudEvent, Instant } from './envelope.ts';
import { applyMaps, type EventMap, type WireFact } from './event-map.ts';
import { belongsToCase, dataCheckOf } from './event-schemas.ts';
import { fieldsOf, isFactType, type FieldKind } from './fact-fields.ts';
import type { Fact } from './facts.ts';
import { formatInstant, parseInstant } from './instant.ts';
import { mismatchesOf } from './mismatch.ts';

export type DecodedEvent = { readonly facts: readonly Fact[] } | { readonly unmapped: true; readonly because: string };

interface WireCalendar extends Omit<CalendarDefinition, 'transitions'> {
  readonly transitions: readonly { readonly at: string; readonly offsetMinutes: number }[];
}

const fromWire: Readonly<Record<FieldKind, (value: unknown) => unknown>> = {
  same: (value) => value,
  instant: (value) => parseInstant(value as string),
  calendar: (value) => {
    const calendar = value as WireCalendar;
    const transitions = calendar.transitions.map(({ at, offsetMinutes }) => ({ at: parseInstant(at)!, offsetMinutes }));
    return { ...calendar, transitions };
  },
};

const toWire: Readonly<Record<FieldKind, (value: unknown) => unknown>> = {
  same: (value) => value,
  instant: (value) => formatInstant(value as Instant),
  calendar: (value) => {
    const calendar = value as CalendarDefinition;
    const transitions = calendar.transitions.map(({ at, offsetMinutes }) => ({ at: formatInstant(at), offsetMinutes }));
    return { ...calendar, transitions };
  },
};

/** Fields that are not there stay away. */
const convert = (
  type: Fact['type'],
  from: Readonly<Record<string, unknown>>,
  conversions: Readonly<Record<FieldKind, (value: unknown) => unknown>>,
): Record<string, unknown> => {
  const fields: Record<string, unknown> = {};
  for (const [field, kind] of fieldsOf(type)) {
    const value = from[field];
    if (value !== undefined) fields[field] = conversions[kind](value);
  }
  return fields;
};

const unmapped = (because: string): DecodedEvent => ({ unmapped: true, because });

const reasonAgainst = ({ type, data }: WireFact, caseId: string | undefined): string | undefined => {
  if (caseId === undefined && belongsToCase(type)) return `${type}: the event names no case`;
  const check = dataCheckOf(type)!;
  if (check.Check(data)) return undefined;
  return mismatchesOf(check, data, '')
    .map(({ pointer, detail }) => `${type} ${pointer}: ${detail}`)
    .join('; ');
};

/**
 * The facts that an event says, in order. Types of facts say themselves; the others go through the maps. An event
 * that no map knows, or whose facts would not be well-formed, is unmapped. `recordedAt` stands in for a missing time.
 */
export const factsOf = (event: CloudEvent, maps: readonly EventMap[], recordedAt: Instant): DecodedEvent => {
  const own = isFactType(event.type);
  const wireFacts = own
    ? [{ type: event.type as Fact['type'], data: (event.data ?? {}) as WireFact['data'] }]
    : applyMaps(event, maps);
  if (wireFacts === undefined) return unmapped(`no map for ${event.type}`);
  const caseId = caseIdOf(event);
  const eventId = `${event.source} ${event.id}`;
  const facts: Fact[] = [];
  for (const [index, wireFact] of wireFacts.entries()) {
    const against = reasonAgainst(wireFact, caseId);
    if (against !== undefined) return unmapped(against);
    facts.push({
      id: own ? eventId : `${eventId}#${index}`,
      type: wireFact.type,
      occurredAt: (event.time === undefined ? undefined : parseInstant(event.time)) ?? recordedAt,
      actor: event.actor ?? event.source,
      ...(event.onbehalfof !== undefined && { onBehalfOf: event.onbehalfof }),
      ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
      ...(belongsToCase(wireFact.type) && { caseId }),
      ...convert(wireFact.type, wireFact.data, fromWire),
    } as Fact);
  }
  return { facts };
};

/** The event that says one fact; `factsOf` gives the same fact back. Throws for a fact whose id has no source. */
export const eventOf = (fact: Fact): CloudEvent => {
  const space = fact.id.indexOf(' ');
  if (space <= 0) throw new RangeError(`expected a fact id of source, space and event id, got "${fact.id}"`);
  return {
    specversion: '1.0',
    id: fact.id.slice(space + 1),
    source: fact.id.slice(0, space),
    type: fact.type,
    time: formatInstant(fact.occurredAt),
    ...('caseId' in fact && { partitionkey: fact.caseId }),
    actor: fact.actor,
    ...(fact.onBehalfOf !== undefined && { onbehalfof: fact.onBehalfOf }),
    ...(fact.traceparent !== undefined && { traceparent: fact.traceparent }),
    datacontenttype: 'application/json',
    data: convert(fact.type, { ...fact }, toWire),
  };
};
