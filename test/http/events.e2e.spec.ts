import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Target, eventWith, json, outcomePath, problemIn, startTarget } from './hostile-caller.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget({ shards: 3 });
});
afterAll(() => target.stop());

const publish = (body: unknown, type = 'application/cloudevents+json'): Promise<Answer> =>
  target.call('POST', '/v1/events', { headers: { 'content-type': type }, body });

const outcomeOf = async (event: Record<string, unknown>): Promise<unknown> => {
  await target.settled();
  return JSON.parse((await target.call('GET', outcomePath(String(event['source']), String(event['id'])))).text);
};

describe('the door', () => {
  it.each([
    ['application/cloudevents+json'],
    ['application/cloudevents+json; charset=utf-8'],
    ['APPLICATION/CLOUDEVENTS+JSON;CHARSET="UTF-8"'],
    ['application/json'],
  ])('takes one event as %s', async (type) => {
    expect((await publish(eventWith(), type)).status).toBe(202);
  });

  it.each([
    'application/cloudevents-batch+json',
    'Application/CloudEvents-Batch+JSON; charset=utf-8',
    'application/json',
  ])('takes a batch as %s', async (type) => {
    expect((await publish([eventWith(), eventWith()], type)).status).toBe(202);
  });

  it('keeps the good ones of a batch, and names index and field of the others', async () => {
    const good = eventWith();
    const bad = [5, null, [], eventWith({ id: '' }), eventWith({ source: 'a b' }), eventWith({ partitionkey: 'a\0b' })];
    const answer = await publish([good, ...bad, eventWith({ type: 'baton.request.raised.v1' })]);
    expect([answer.status, problemIn(answer).detail]).toEqual([422, '7 of 8 refused; 1 stored.']);
    expect(problemIn(answer).errors?.map(({ index, pointer }) => [index, pointer])).toEqual([
      [1, ''],
      [2, ''],
      [3, ''],
      [4, '/id'],
      [5, '/source'],
      [6, '/partitionkey'],
      [7, '/type'],
    ]);
    expect(JSON.parse(answer.text)).toMatchObject({ stored: [{ index: 0, id: good['id'] }] });
    expect(await outcomeOf(good)).toMatchObject({ outcome: 'folded' });
  });

  it('has its limits', async () => {
    const large = eventWith({ data: { title: 't', customer: 'Q', more: 'x'.repeat(300 * 1024) } });
    expect((await publish(large)).status).toBe(413);
    expect(problemIn(await publish([eventWith(), large])).detail).toBe('1 of 2 refused; 1 stored.');
    expect((await publish(Array.from({ length: 501 }, () => ({})))).status).toBe(413);
    expect((await publish(eventWith(), 'application/cloudevents-batch+json')).status).toBe(400);
  });
});

const published = (type: string, data: object) => eventWith({ type, partitionkey: undefined, data });
const calendar = {
  ...{ id: 'rare', revision: 1, zone: 'Asia/Shanghai', weekly: { mon: [['08:00', '08:01']] }, daysOff: [] },
  ...{ transitions: [{ at: '2000-01-01T00:00:00Z', offsetMinutes: 480 }], extraWorkdays: {}, special: {} },
  ...{ source: '', hash: '', validThrough: '2026-12-31' },
};

it.each([
  [{ zone: 'Mars/Base' }, '/data/calendar/zone'],
  [{ transitions: [] }, '/data/calendar/transitions'],
  [{ weekly: { mon: [['25:99', '12:00']] } }, '/data/calendar/weekly/mon/0/0'],
  [{ weekly: { funday: [] } }, '/data/calendar/weekly/funday'],
  [{ special: { '2026-02-30': [] } }, '/data/calendar/special/2026-02-30'],
])('takes no calendar with %j', async (change, pointer) => {
  const answer = await publish(
    published('baton.rules.calendar-published.v1', { calendar: { ...calendar, ...change } }),
  );
  expect([answer.status, problemIn(answer).errors?.[0]?.pointer]).toEqual([422, pointer]);
});

describe('what is stored', () => {
  it('is found by any source and id', async () => {
    const odd = eventWith({ source: 'https://x.example/a?b=c#d', id: 'a/b%2Fc 100% שלום#1' });
    const long = eventWith({ source: `/${'x'.repeat(255)}`, id: '院'.repeat(256) });
    expect((await publish([odd, long])).status).toBe(202);
    expect(await outcomeOf(odd)).toMatchObject({ outcome: 'folded', id: odd['id'] });
    expect(await outcomeOf(long)).toMatchObject({ outcome: 'folded', id: long['id'] });
  });

  it('counts once, however often it comes', async () => {
    const event = eventWith({ partitionkey: 'once', type: 'baton.case.opened.v1' });
    for (let time = 0; time < 3; time++) expect((await publish([event, event])).status).toBe(202);
    await target.settled();
    const { entries } = JSON.parse((await target.call('GET', '/v1/cases/once/timeline')).text) as {
      entries: { kind: string }[];
    };
    expect(entries.filter(({ kind }) => kind === 'fact')).toHaveLength(1);
  });

  it('is set aside with the reason when nobody knows what it says', async () => {
    const foreign = eventWith({ type: 'org.example.thing', data: [1] });
    expect((await publish(foreign)).status).toBe(202);
    expect(await outcomeOf(foreign)).toMatchObject({ outcome: 'set-aside', detail: 'no map for org.example.thing' });
  });

  it('may carry attributes of null', async () => {
    const event = eventWith({ time: null, actor: null, subject: null, onbehalfof: null });
    expect((await publish(event)).status).toBe(202);
    expect(await outcomeOf(event)).toMatchObject({ outcome: 'folded' });
  });
});

const hundredYears = 36_525 * 86_400_000;
const leg = (id: string, party: string) => ({
  ...{ id, title: id, party, needs: [] },
  ...{ acceptBudget: hundredYears, finishBudget: hundredYears, typical: hundredYears },
});

it('goes on after rules and facts that nobody means, and shows their cases', async () => {
  const parties = ['R', 'N'].map((id) => ({
    id,
    name: id,
    kind: 'person',
    calendar: id === 'R' ? 'rare' : 'none',
    manager: id,
  }));
  const legs = Array.from({ length: 120 }, (_, index) => leg(`leg-${index}`, 'N'));
  const route = { id: 'endless', version: 1, title: 'Endless', owner: 'R', legs, handlings: [], ladder: [] };
  const needBy = '9999-12-31T23:59:59Z';
  const events = [
    published('baton.rules.calendar-published.v1', { calendar }),
    published('baton.people.roster-changed.v1', { parties }),
    published('baton.rules.route-published.v1', { route }),
    eventWith({
      partitionkey: 'endless',
      data: { title: 't', customer: 'R', route: 'endless', needBy: '2026-12-01T00:00:00Z' },
    }),
    eventWith({ partitionkey: 'endless', type: 'baton.handoff.offered.v1', data: {} }),
    eventWith({ partitionkey: 'endless', type: 'baton.handoff.accepted.v1', data: { by: 'nobody' } }),
    eventWith({ partitionkey: 'late', time: '0000-01-01T00:00:00Z', data: { title: 't', customer: 'Q', needBy } }),
    eventWith({ partitionkey: 'unopened', type: 'baton.handoff.completed.v1', data: { leg: 'none' } }),
    eventWith({ partitionkey: 'שלום/% 👩‍⚕️' }),
  ];
  expect((await publish(events)).status).toBe(202);
  await target.settled();
  for (const id of ['endless', 'late', 'unopened', 'שלום/% 👩‍⚕️']) {
    for (const asOf of ['', `?asOf=${needBy}`]) {
      const path = `/v1/cases/${encodeURIComponent(id)}`;
      expect([id, asOf, (await target.call('GET', path + asOf)).status]).toEqual([id, asOf, 200]);
      expect([id, asOf, (await target.call('GET', `${path}/timeline${asOf}`)).status]).toEqual([id, asOf, 200]);
    }
  }
  expect((await target.call('GET', '/v1/stalls?state=all')).status).toBe(200);
  expect((await target.call('GET', '/health/ready', { headers: json })).status).toBe(200);
});
