import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkEvent, type CloudEvent } from '@baton/contracts';
import { baton } from '../check/run-baton.fixture.ts';

const rules = join(import.meta.dirname, '../../../../libs/rule-files/rules');
const hospital = join(rules, 'hospital-purchasing.yaml');
let folder: string;
let server: Server;
let url: string;
let events: CloudEvent[];
/** Statuses that Baton answers before it takes anything. */
let refusals: number[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baton-publish-'));
  [events, refusals] = [[], []];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const status = request.method === 'GET' ? 200 : (refusals.shift() ?? 202);
    if (status === 202) events.push(...(JSON.parse(body) as CloudEvent[]));
    const answer = request.method === 'GET' ? { zone: 'Asia/Shanghai' } : { title: 'Refused' };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const publish = (...words: string[]) => baton('publish', ...words, '--url', url);
const typesSent = (): string[] => events.map(({ type }) => type);

describe('baton publish', () => {
  it('puts the rules of a file in force, from when Baton takes them', async () => {
    const { code, out, notes } = await publish(hospital, '--actor', 'A');
    expect([code, notes]).toEqual([0, '']);
    expect(out).toBe('calendar published: 1\nroster changed: 1\nroute published: 1');
    expect(typesSent()).toEqual([
      'baton.rules.calendar-published.v1',
      'baton.people.roster-changed.v1',
      'baton.rules.route-published.v1',
    ]);
    for (const event of events) {
      expect(checkEvent(event)).toMatchObject({ ok: true });
      expect(event).toMatchObject({ actor: 'A', source: '/rule-files' });
      expect(event).not.toHaveProperty('time');
    }
    expect(events[2]!.data).toMatchObject({
      route: { source: 'hospital-purchasing.yaml', hash: expect.stringMatching(/^sha256:/) },
    });
    const { calendar } = events[0]!.data as { calendar: { transitions: readonly { offsetMinutes: number }[] } };
    expect(calendar.transitions.at(-1)).toMatchObject({ offsetMinutes: 480 });
  });

  it('publishes nothing while something is wrong', async () => {
    const path = file('wrong.yaml', 'kind: policy\nid: default\nversion: 1\nladders: none\n');
    const { code, out, notes } = await publish(hospital, path);
    expect([code, out, notes]).toEqual([
      1,
      `${path}:4:10: expected a list of at most 100, found 'none'`,
      'nothing was published: 1 error, 0 warnings',
    ]);
    expect(events).toEqual([]);
  });

  it('answers as JSON', async () => {
    const { code, out } = await publish(hospital, '--json');
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      {
        published: [
          {
            type: 'baton.rules.calendar-published.v1',
            id: expect.stringContaining('hospital-purchasing.yaml#0.0 sha256:'),
          },
          {},
          {},
        ],
        problems: [],
        remarks: [],
      },
    ]);
  });

  it('tries again when Baton is busy, and says when it refuses', async () => {
    refusals = [429];
    expect((await publish(hospital)).code).toBe(0);
    refusals = [422];
    const { code, notes } = await publish(hospital);
    expect([code, notes]).toEqual([1, 'baton publish: 0 of 3 stored, then: Refused']);
  });
});

describe('absences', () => {
  const leave = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:leave',
    'DTSTART;VALUE=DATE:20260923',
    'DTEND;VALUE=DATE:20261009',
    'END:VEVENT',
  ];
  const meeting = [
    'BEGIN:VEVENT',
    'UID:meeting',
    'DTSTART:20260923T090000Z',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  const calendar = [...leave, ...meeting, ''].join('\r\n');

  it('of a person are published in the zone of Baton, and what was left out is said', async () => {
    const path = file('v.ics', calendar);
    const { code, out, notes } = await publish('--absences', path, '--party', 'V', '--from', '2026-09-22');
    expect([code, out, notes]).toEqual([0, 'absence declared: 1', 'left out, free: 1']);
    expect(events).toMatchObject([
      {
        type: 'baton.people.absence-declared.v1',
        data: { absence: 'leave', party: 'V', from: '2026-09-22T16:00:00.000Z', until: '2026-10-08T16:00:00.000Z' },
      },
    ]);
  });

  it('are those of another zone when that is said', async () => {
    const path = file('v.ics', calendar);
    await publish('--absences', path, '--party', 'V', '--zone', 'Europe/Berlin', '--from', '2026-09-22');
    expect(events[0]!.data).toMatchObject({ from: '2026-09-22T22:00:00.000Z' });
  });

  it('in a file that is wrong are not published', async () => {
    const path = file('v.ics', calendar.replace('DTSTART;VALUE=DATE', 'DTSTART;TZID=Mars'));
    const { code, out } = await publish('--absences', path, '--party', 'V', '--from', '2026-09-22');
    expect([code, out.split('\n')[0], events]).toEqual([
      1,
      `${path}:4:1: expected a TZID that is an IANA time zone or one of Windows, found 'Mars'`,
      [],
    ]);
  });
});

describe('holidays', () => {
  const calendar =
    'kind: calendar\nid: office\nrevision: 2\nzone: Asia/Shanghai\nvalidThrough: 2026-12-31\nweekly: { mon-fri: [08:00-12:00] }\n';

  it('are published with the calendar that they belong to', async () => {
    const list = file('2026.csv', '2026-10-01,off,National Day\n2026-10-10,workday(mon),make-up day\n');
    const { code, out } = await publish('--holidays', list, '--calendar', file('office.yaml', calendar));
    expect([code, out]).toEqual([0, 'calendar published: 1']);
    expect(events[0]!.data).toMatchObject({
      calendar: { daysOff: ['2026-10-01'], extraWorkdays: { '2026-10-10': 'mon' }, source: 'office.yaml + 2026.csv' },
    });
  });
});

describe('wrong usage', () => {
  it.each([
    [[], 'FILE: missing'],
    [['--absences', 'a.ics'], '--party: missing'],
    [['--holidays', 'a.csv'], '--calendar: missing'],
    [['--absences', 'a.ics', '--holidays', 'a.csv'], 'expected either --absences or --holidays, found both'],
    [['--absences', 'a.ics', '--party', 'V', 'b.yaml'], "unexpected 'b.yaml'"],
    [
      ['--absences', 'a.ics', '--party', 'V', '--zone', 'Mars'],
      "--zone: expected an IANA zone such as Asia/Shanghai, found 'Mars'",
    ],
    [['--absences', 'a.ics', '--party', 'V', '--from', 'soon'], '--from: expected an instant'],
  ])('%j exits with 2', async (words, message) => {
    const { code, notes } = await publish(...words);
    expect([code, notes]).toEqual([2, expect.stringContaining(message)]);
  });
});
