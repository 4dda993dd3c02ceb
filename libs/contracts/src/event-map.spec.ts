import { describe, expect, it } from '@jest/globals';
import type { CloudEvent } from './envelope.ts';
import { applyMaps, type EventMap } from './event-map.ts';
import { valueAt } from './json-pointer.ts';

const event: CloudEvent = {
  specversion: '1.0',
  id: '7',
  source: '/tickets',
  type: 'org.example.assigned',
  time: '2026-09-22T15:00:00Z',
  actor: 'ann',
  data: { team: 'network', 'a/b': { 'c~d': [10, 20] }, urgent: true },
};

const map: EventMap = {
  type: 'org.example.assigned',
  when: { '/data/urgent': true },
  facts: [
    {
      type: 'baton.handoff.offered.v1',
      data: { leg: { const: 'solve' }, to: '/data/team', validUntil: '/data/until' },
    },
    { type: 'baton.handoff.accepted.v1', when: { '/data/holder': { present: true } }, data: { by: '/data/holder' } },
    {
      type: 'baton.handoff.progressed.v1',
      when: { '/data/holder': { present: false } },
      data: { by: '/actor', note: '/time' },
    },
  ],
};

describe('a map', () => {
  it('says the facts whose conditions hold, in order, without what is missing', () => {
    expect(applyMaps(event, [map])).toEqual([
      { type: 'baton.handoff.offered.v1', data: { leg: 'solve', to: 'network' } },
      { type: 'baton.handoff.progressed.v1', data: { by: 'ann', note: '2026-09-22T15:00:00Z' } },
    ]);
  });

  it('is the first that is for the event', () => {
    const other: EventMap = { type: 'org.example.assigned', facts: [] };
    expect(applyMaps(event, [map, other])).toHaveLength(2);
    expect(applyMaps(event, [other, map])).toEqual([]);
    expect(applyMaps({ ...event, data: {} }, [map])).toBeUndefined();
    expect(applyMaps({ ...event, type: 'org.example.closed' }, [map, other])).toBeUndefined();
  });
});

describe('a pointer', () => {
  it.each<[string, unknown]>([
    ['/data/team', 'network'],
    ['/data/a~1b/c~0d/1', 20],
    ['/data/a~1b/c~0d/01', undefined],
    ['/data/a~1b/c~0d/length', undefined],
    ['/data/team/0', undefined],
    ['/data/constructor', undefined],
    ['/__proto__/toString', undefined],
    ['data', undefined],
    ['', event],
  ])('%j', (pointer, value) => {
    expect(valueAt(event, pointer)).toEqual(value);
  });
});
