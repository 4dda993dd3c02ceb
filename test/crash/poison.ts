import { randomUUID } from 'node:crypto';
import type { CaseFact, CloudEvent } from '@baton/contracts';
import { eventOf } from '@baton/contracts';
import type { Message } from 'kafkajs';

/** Where an event that says nothing must be found: no event at all, an event that is set aside, a fact that is refused. */
export type Fate = 'unreadable' | 'set-aside' | 'refused' | 'folded';

export interface Poison {
  readonly fate: Fate;
  readonly message: Message;
  /** Part of the reason that is given. */
  readonly because: string;
  /** `source id` of what is an event. */
  readonly event?: string;
}

const source = '/poison';
/** Kafka takes a message of a mebibyte; an append to a ledger has less room. */
const tooLong = 930_000;

/** As any publisher writes it: attributes as headers, or all of it in the value. */
export const structured = (event: object, key: string): Message => ({
  key,
  value: JSON.stringify(event),
  headers: { 'content-type': 'application/cloudevents+json' },
});

const said = (caseId: string, what: object): CloudEvent => ({
  ...eventOf({
    ...{ id: `${source} ${randomUUID()}`, caseId, occurredAt: Date.now(), actor: 'E' },
    ...{ type: 'baton.handoff.completed.v1', leg: 'diagnose' },
  } as CaseFact),
  ...what,
});

/** Each makes one of its kind for a case, whose partition it goes to. */
export const poisons: readonly ((caseId: string) => Poison)[] = [
  (key) => ({
    ...{ fate: 'unreadable', because: 'JSON', message: { ...structured({}, key), value: '{"specversion":' } },
  }),
  (key) => ({
    ...{
      fate: 'unreadable',
      because: 'UTF-8',
      message: { ...structured({}, key), value: Buffer.from([0xff, 0xfe, 0]) },
    },
  }),
  (key) => ({ fate: 'unreadable', because: 'specversion is missing', message: { key, value: '{"title":"Gasket"}' } }),
  (key) => ({
    ...{ fate: 'unreadable', because: 'type is missing or no text' },
    message: structured({ ...said(key, {}), type: 7 }, key),
  }),
  (key) => asEvent('set-aside', 'no map for hospital.weather.v1', said(key, { type: 'hospital.weather.v1' })),
  (key) => asEvent('set-aside', 'no map for baton.unheard.of.v9', said(key, { type: 'baton.unheard.of.v9' })),
  (key) => asEvent('set-aside', '/leg', said(key, { data: { leg: ['diagnose'] } })),
  (key) =>
    asEvent('set-aside', '/title', said(key, { type: 'baton.case.opened.v1', data: { title: 'x'.repeat(tooLong) } })),
  (key) =>
    asEvent('refused', 'E', said(key, { type: 'baton.handoff.accepted.v1', data: { leg: 'diagnose', by: 'H' } })),
];

const asEvent = (fate: Fate, because: string, event: CloudEvent): Poison => ({
  ...{ fate, because, event: `${event.source} ${event.id}`, message: structured(event, event.partitionkey!) },
});
