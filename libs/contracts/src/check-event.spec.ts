import { describe, expect, it } from '@jest/globals';
import { checkEvent } from './check-event.ts';

const accepted = {
  specversion: '1.0',
  id: 'e-1',
  source: '/hospital/desk',
  type: 'baton.handoff.accepted.v1',
  time: '2026-09-22T15:00:00+08:00',
  partitionkey: 'request-4711',
  actor: 'equipment',
  data: { leg: 'diagnose', by: 'equipment' },
};

const errorsOf = (change: Record<string, unknown>) => {
  const checked = checkEvent({ ...accepted, ...change });
  return checked.ok ? [] : checked.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`);
};

describe('an event that fits', () => {
  it('is given back as it came', () => {
    expect(checkEvent(accepted)).toEqual({ ok: true, event: accepted });
    expect(checkEvent(accepted)).toMatchObject({ event: { data: accepted.data } });
  });

  it('may carry fields and attributes that nobody knows', () => {
    expect(
      errorsOf({ data: { ...accepted.data, mood: 7 }, severitynumber: 9, sampled: true, dataschema: 'urn:x' }),
    ).toEqual([]);
  });

  it('may be of any foreign type, with any data', () => {
    expect(errorsOf({ type: 'org.example.batonless', partitionkey: undefined, data: [1, null] })).toEqual([]);
    expect(
      errorsOf({ type: 'org.example', data: undefined, data_base64: 'AA==', partitionkey: 'x'.repeat(500) }),
    ).toEqual([]);
  });

  it('may name its case in the subject, and says nothing with attributes of null', () => {
    const checked = checkEvent({ ...accepted, partitionkey: null, subject: 'request-4711', time: null });
    expect(checked).toMatchObject({ ok: true, event: { subject: 'request-4711' } });
    expect(checked.ok && Object.keys(checked.event)).not.toContain('time');
  });

  it('may leave data away where nothing is required', () => {
    expect(errorsOf({ type: 'baton.case.closed.v1', data: undefined })).toEqual([]);
    expect(errorsOf({ type: 'baton.case.closed.v1', data: null })).toEqual([]);
  });
});

describe('an event that does not fit says where, what was expected and what came', () => {
  const instant = 'expected an RFC 3339 date-time such as 2026-09-22T15:00:00+08:00';
  const declared = { absence: 'a', party: 'p', from: '2026-09-22T15:00:00+08:00' };
  const noCase = 'expected the id of the case, 1 to 128 characters';
  it.each<[string, Record<string, unknown>, string[]]>([
    ['time', { time: 'yesterday' }, [`/time: ${instant}, got "yesterday"`]],
    ['a date that does not exist', { time: '2026-02-29T00:00:00Z' }, [`/time: ${instant}, got "2026-02-29T00:00:00Z"`]],
    ['no id', { id: undefined }, ['/id: expected a text of 1 to 256 characters, got nothing']],
    ['an empty type', { type: '' }, ['/type: expected a text of 1 to 256 characters, got ""']],
    ['another version', { specversion: '0.3' }, ['/specversion: expected "1.0", got "0.3"']],
    [
      'a source with a space',
      { source: 'a desk' },
      [
        '/source: expected a URI reference without spaces, such as /hospital/orders, of at most 256 characters, got "a desk"',
      ],
    ],
    [
      'a name of an attribute',
      { Bad_Name: 'x' },
      ['/Bad_Name: expected an attribute name of lower-case letters and digits, got "Bad_Name"'],
    ],
    [
      'an attribute',
      { mood: { good: true } },
      ['/mood: expected a text, a whole number or a boolean, got {"good":true}'],
    ],
    [
      'a control character in a name',
      { partitionkey: 'a\0b', actor: 'bell\x07' },
      [
        '/partitionkey: expected a text without control characters, got "a\\u0000b"',
        '/actor: expected a text without control characters, got "bell\\u0007"',
      ],
    ],
    [
      'half of a surrogate pair',
      { data: { leg: 'x\ud800' } },
      ['/data/leg: expected a text without control characters, got "x\\ud800"'],
    ],
    ['a fraction as attribute', { mood: 1.5 }, ['/mood: expected a text, a whole number or a boolean, got 1.5']],
    [
      'an actor',
      { actor: 'x'.repeat(129) },
      [`/actor: expected a text of 1 to 128 characters, got "${'x'.repeat(59)}…`],
    ],
    ['no case', { partitionkey: undefined }, [`/partitionkey: ${noCase}, got nothing`]],
    [
      'a long case',
      { subject: 'x'.repeat(129), partitionkey: undefined },
      [`/subject: ${noCase}, got "${'x'.repeat(59)}…`],
    ],
    ['data', { data: 'hello' }, ['/data: expected an object, got "hello"']],
    ['a field', { data: { leg: 7 } }, ['/data/leg: expected a text of 1 to 128 characters, got 7']],
    [
      'a choice',
      { type: 'baton.case.opened.v1', data: { title: 't', customer: 'c', impact: 'huge' } },
      ['/data/impact: expected one of "low", "normal", "high", "critical", got "huge"'],
    ],
    [
      'several fields',
      { type: 'baton.people.absence-declared.v1', data: { ...declared, until: 5 } },
      [`/data/until: ${instant}, got 5`],
    ],
    [
      'a missing field',
      { type: 'baton.handoff.referred.v1', data: {} },
      ['/data/to: expected a text of 1 to 128 characters, got nothing'],
    ],
    [
      'data in base64',
      { data: undefined, data_base64: 'AA==' },
      ['/data_base64: expected JSON in data instead, got "AA=="'],
    ],
    [
      'data twice',
      { type: 'org.example', data_base64: 'AA==' },
      ['/data_base64: expected either data or data_base64, got "AA=="'],
    ],
    [
      'a type of ours that is none',
      { type: 'baton.handoff.acepted.v1' },
      [
        '/type: expected a type of Baton, perhaps baton.handoff.accepted.v1 or baton.handoff.offered.v1 or baton.handoff.declined.v1, got "baton.handoff.acepted.v1"',
      ],
    ],
  ])('%s', (_, change, errors) => {
    expect(errorsOf(change)).toEqual(errors);
  });

  it('not an object at all', () => {
    for (const value of [null, 'text', 7, [accepted], undefined])
      expect(checkEvent(value)).toMatchObject({ ok: false });
  });

  it('the prototype is no attribute and no type', () => {
    expect(checkEvent(JSON.parse('{"__proto__": {"specversion": "1.0"}}'))).toMatchObject({ ok: false });
    expect(errorsOf({ type: 'constructor', partitionkey: undefined })).toEqual([]);
    expect(errorsOf({ type: 'baton.toString' })).toHaveLength(1);
  });

  it('at most twenty mistakes of data', () => {
    const items = Array.from({ length: 100 }, () => 7);
    expect(errorsOf({ data: {}, type: 'baton.handoff.completed.v1' })).toEqual([]);
    expect(errorsOf({ data: { items }, type: 'baton.handoff.completed.v1' })).toHaveLength(20);
  });
});

describe('a published calendar', () => {
  const calendar = {
    id: 'hospital',
    revision: 1,
    zone: 'Asia/Shanghai',
    transitions: [{ at: '1990-01-01T00:00:00Z', offsetMinutes: 480 }],
    weekly: { mon: [['08:00', '24:00']] },
    daysOff: ['2026-10-01'],
    extraWorkdays: { '2026-10-10': 'mon' },
    special: {},
    source: '',
    hash: '',
    validThrough: '2026-12-31',
  };
  const errors = (change: object) =>
    errorsOf({
      type: 'baton.rules.calendar-published.v1',
      partitionkey: undefined,
      data: { calendar: { ...calendar, ...change } },
    });

  it('fits', () => {
    expect(errors({})).toEqual([]);
  });

  it.each<[object, string]>([
    [
      { weekly: { mon: [['8:00', '12:00']] } },
      '/data/calendar/weekly/mon/0/0: expected a local time such as 08:00, got "8:00"',
    ],
    [{ weekly: { mon: [['08:00']] } }, '/data/calendar/weekly/mon/0: expected a list of 2, got ["08:00"]'],
    [{ daysOff: ['2026-02-30'] }, '/data/calendar/daysOff/0: expected a date such as 2026-09-22, got "2026-02-30"'],
    [{ transitions: [] }, '/data/calendar/transitions: expected a list of 1 to 10000, got []'],
    [
      { special: { today: [] } },
      '/data/calendar/special/today: expected local dates such as 2026-09-22 as names, got []',
    ],
  ])('%j does not', (change, error) => {
    expect(errors(change)).toContain(error);
  });
});
