import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkEvent } from './check-event.ts';
import { domainMaps } from './domain-maps.ts';
import type { CloudEvent } from './envelope.ts';
import { dataSchemas, knownEventTypes } from './event-schemas.ts';
import { eventOf, factsOf } from './fact-codec.ts';
import { factFields } from './fact-fields.ts';
import type { Fact, FactType } from './facts.ts';

interface Golden {
  readonly event: CloudEvent;
  readonly facts: readonly Fact[];
}

const folder = new URL('../golden/', import.meta.url);
const golden = (name: string): Golden => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const files = readdirSync(folder);
const recordedAt = 1_800_000_000_000;

describe('golden events', () => {
  it('are there for every type, and no other', () => {
    expect(files.toSorted()).toEqual(knownEventTypes.map((type) => `${type}.json`).toSorted());
    expect(files).toHaveLength(74);
  });

  it.each(files)('%s still means the same facts', (name) => {
    const { event, facts } = golden(name);
    expect(event.type).toBe(name.replace('.json', ''));
    expect(checkEvent(event)).toEqual({ ok: true, event });
    expect(factsOf(event, domainMaps, recordedAt)).toEqual({ facts });
  });

  it.each(files)('%s: its facts come back from their events', (name) => {
    const { facts } = golden(name);
    const events = facts.map(eventOf);
    expect(events.map((event) => checkEvent(event).ok)).toEqual(facts.map(() => true));
    expect(events.map((event) => factsOf(event, [], recordedAt))).toEqual(facts.map((fact) => ({ facts: [fact] })));
  });

  it.each(Object.keys(factFields))('%s carries in its file every field that it has', (type) => {
    const fields = Object.keys(factFields[type as FactType]).toSorted();
    expect(Object.keys(dataSchemas[type]!.properties).toSorted()).toEqual(fields);
    expect(Object.keys(golden(`${type}.json`).event.data as object).toSorted()).toEqual(fields);
  });
});

const name = fc.string({ minLength: 1, maxLength: 40 });
const at = fc.integer({ min: 0, max: 4_000_000_000_000 });
const header = fc.record(
  {
    id: name.map((id) => `/desk ${id}`),
    occurredAt: at,
    actor: name,
    onBehalfOf: name,
    traceparent: name,
    caseId: name,
  },
  { requiredKeys: ['id', 'occurredAt', 'actor', 'caseId'] },
);
const some = <Shape>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) =>
  fc.record(shape, { requiredKeys: [] });
const items = fc.array(name, { maxLength: 3 });
const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fc.tuple(header, name, name, some({ route: name, needBy: at })).map(([head, title, customer, rest]) => ({
    ...head,
    type: 'baton.case.opened.v1' as const,
    title,
    customer,
    ...rest,
  })),
  fc.tuple(header, some({ leg: name, to: name, items, validUntil: at })).map(([head, rest]) => ({
    ...head,
    type: 'baton.handoff.offered.v1' as const,
    ...rest,
  })),
  fc
    .tuple(header, name, name, at, fc.integer({ min: 1 }))
    .map(([{ caseId: _, ...head }, absence, party, from, lengthMs]) => ({
      ...head,
      type: 'baton.people.absence-declared.v1' as const,
      absence,
      party,
      from,
      until: from + lengthMs,
    })),
);

describe('facts and events', () => {
  it('go round', () => {
    fc.assert(
      fc.property(anyFact, (fact) => {
        const event: unknown = JSON.parse(JSON.stringify(eventOf(fact)));
        const checked = checkEvent(event);
        expect(checked).toMatchObject({ ok: true });
        expect(factsOf(event as CloudEvent, [], recordedAt)).toEqual({ facts: [fact] });
      }),
      { numRuns: process.env['BATON_DEEP'] === undefined ? 500 : 10_000 },
    );
  });

  const closed: CloudEvent = {
    specversion: '1.0',
    id: '1',
    source: '/desk',
    type: 'baton.case.closed.v1',
    subject: 'c',
  };

  it('take the recording’s time and the source where the event names none', () => {
    const fact = { id: '/desk 1', type: 'baton.case.closed.v1', occurredAt: recordedAt, actor: '/desk', caseId: 'c' };
    expect(factsOf(closed, [], recordedAt)).toEqual({ facts: [fact] });
  });

  it('keep nothing that is not listed', () => {
    const event = { ...closed, data: { caseId: 'other', id: 'x', type: 'y', extra: 1 } };
    expect(factsOf(event, [], recordedAt)).toEqual(factsOf(closed, [], recordedAt));
  });

  it.each<[string, Partial<CloudEvent>, string]>([
    ['no map', { type: 'org.example.a' }, 'no map for org.example.a'],
    ['no case', { subject: undefined }, 'baton.case.closed.v1: the event names no case'],
    [
      'a broken fact',
      { type: 'baton.handoff.referred.v1', data: { to: 5 } },
      'baton.handoff.referred.v1 /to: expected a text of 1 to 128 characters, got 5',
    ],
    [
      'a broken event of a service',
      { type: 'baton.approval.signed.v1', data: { leg: [] } },
      'baton.handoff.completed.v1 /leg: expected a text of 1 to 128 characters, got []',
    ],
  ])('are unmapped for %s', (_, change, because) => {
    expect(factsOf({ ...closed, ...change }, domainMaps, recordedAt)).toEqual({ unmapped: true, because });
  });

  it('need a source in the id of the fact', () => {
    expect(() => eventOf({ id: 'x', type: 'baton.case.closed.v1', occurredAt: 0, actor: 'a', caseId: 'c' })).toThrow(
      RangeError,
    );
  });
});
