import { describe, expect, it } from '@jest/globals';
import type { CloudEvent } from '@baton/contracts';
import { decodeMessage, type EncodedEvent, encodeEvent } from './cloud-event-codec.ts';

const event: CloudEvent = {
  specversion: '1.0',
  id: '1',
  source: '/hospital/müller',
  type: 'order.placed.v1',
  partitionkey: 'case-手',
  time: '2026-01-01T00:00:00Z',
  data: { amount: 3, note: null },
};

const overTheWire = ({ value, headers }: EncodedEvent): Parameters<typeof decodeMessage>[0] => ({
  value: value === null ? null : Buffer.from(value),
  headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)])),
});

describe('a CloudEvent on Kafka', () => {
  it('is written in binary mode, with the case as the key', () => {
    expect(encodeEvent({ ...event, datacontenttype: 'application/json' })).toEqual({
      key: 'case-手',
      value: '{"amount":3,"note":null}',
      headers: {
        ce_specversion: '1.0',
        ce_id: '1',
        ce_source: '/hospital/müller',
        ce_type: 'order.placed.v1',
        ce_partitionkey: 'case-手',
        ce_time: '2026-01-01T00:00:00Z',
        'content-type': 'application/json',
      },
    });
    const { partitionkey: _, ...apart } = event;
    expect(encodeEvent({ ...apart, subject: 's' }).key).toBe('s');
    expect(encodeEvent(apart).key).toBeNull();
  });

  it.each<readonly [what: string, event: CloudEvent]>([
    ['with data', event],
    ['with a content type', { ...event, datacontenttype: 'application/vnd.order+json; charset=utf-8' }],
    ['without data', { specversion: '1.0', id: '1', source: 's', type: 't' }],
    ['with null for data', { ...event, data: null }],
    ['with a text for data', { ...event, data: 'text' }],
    ['with plain text', { ...event, datacontenttype: 'text/plain', data: 'grüße' }],
    ['with bytes', { specversion: '1.0', id: '1', source: 's', type: 't', data_base64: 'AP8=' }],
    ['with attributes that are no texts', { ...event, sequence: 7, urgent: true }],
  ])('%s comes back as it was', (_, sent) => {
    expect(decodeMessage(overTheWire(encodeEvent(sent)))).toEqual({ event: sent });
  });

  it('is read in structured mode', () => {
    const message = {
      value: Buffer.from(JSON.stringify(event)),
      headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
    };
    expect(decodeMessage(message)).toEqual({ event });
  });

  it('is read with bytes of a type of its own', () => {
    const headers = { ...encodeEvent(event).headers, 'content-type': 'application/pdf' };
    const decoded = decodeMessage({ value: Buffer.from([0, 255]), headers });
    expect(decoded).toMatchObject({ event: { data_base64: 'AP8=', datacontenttype: 'application/pdf' } });
  });

  const whole = { ce_specversion: '1.0', ce_id: '1', ce_source: 's', ce_type: 't' };
  it.each([
    ['no headers', {}, '{}', 'specversion is missing'],
    ['another version', { ...whole, ce_specversion: '0.3' }, '{}', 'specversion is "0.3"'],
    ['no id', { ...whole, ce_id: '' }, '{}', 'id is missing'],
    ['broken JSON', whole, '{', 'JSON'],
    ['bytes that are no text', whole, Buffer.from([0xff]), 'not valid'],
    ['a structured text', { 'content-type': 'application/cloudevents+json' }, '"x"', 'it is no object'],
    [
      'a number for its type',
      { 'content-type': 'application/cloudevents+json' },
      '{"specversion":"1.0","id":"1","source":"s","type":1}',
      'type is missing',
    ],
    ['an attribute with a capital', { ...whole, ce_Bad: 'x' }, '{}', '"Bad" is no attribute name'],
  ])('with %s is poison', (_, headers, value, why) => {
    expect(decodeMessage({ value: Buffer.from(value), headers })).toEqual({ poison: expect.stringContaining(why) });
  });
});
