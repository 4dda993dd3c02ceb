import { checkEvent, eventOf } from '@baton/contracts';
import { describe, expect, it } from '@jest/globals';
import { factsOfAbsences } from '../facts/facts-of-absences.ts';
import { calendar, event, read, spans } from './absences.fixture.ts';

describe('when an absence is', () => {
  it.each([
    [
      'whole days in the zone of the party',
      ['DTSTART;VALUE=DATE:20260928', 'DTEND;VALUE=DATE:20260930'],
      '2026-09-27T22:00 2026-09-29T22:00',
    ],
    ['one whole day without an end', ['DTSTART;VALUE=DATE:20260928'], '2026-09-27T22:00 2026-09-28T22:00'],
    ['a whole day of 25 hours', ['DTSTART;VALUE=DATE:20261025'], '2026-10-24T22:00 2026-10-25T23:00'],
    ['a whole day of 23 hours', ['DTSTART;VALUE=DATE:20260329'], '2026-03-28T23:00 2026-03-29T22:00'],
    ['a date that does not say that it is one', ['DTSTART:20260928'], '2026-09-27T22:00 2026-09-28T22:00'],
    ['in UTC', ['DTSTART:20260928T070000Z', 'DTEND:20260928T153000Z'], '2026-09-28T07:00 2026-09-28T15:30'],
    [
      'in a zone of its own',
      ['DTSTART;TZID=Asia/Shanghai:20260928T090000', 'DTEND;TZID=Asia/Shanghai:20260928T100000'],
      '2026-09-28T01:00 2026-09-28T02:00',
    ],
    [
      'between two zones',
      ['DTSTART;TZID=Asia/Shanghai:20260928T090000', 'DTEND;TZID=Europe/Berlin:20260928T090000'],
      '2026-09-28T01:00 2026-09-28T07:00',
    ],
    [
      'in a zone of Windows',
      ['DTSTART;TZID=China Standard Time:20260928T090000', 'DURATION:PT1H'],
      '2026-09-28T01:00 2026-09-28T02:00',
    ],
    [
      'in a quoted zone with a prefix',
      ['DTSTART;TZID="/mozilla.org/20050126_1/Asia/Shanghai":20260928T090000', 'DURATION:PT1H'],
      '2026-09-28T01:00 2026-09-28T02:00',
    ],
    [
      'floating: of the zone of the party',
      ['DTSTART:20260928T090000', 'DURATION:PT1H'],
      '2026-09-28T07:00 2026-09-28T08:00',
    ],
    [
      'a duration of days over a clock change',
      ['DTSTART:20261024T120000', 'DURATION:P1DT1H'],
      '2026-10-24T10:00 2026-10-25T12:00',
    ],
    [
      'a duration of hours over a clock change',
      ['DTSTART:20261024T120000', 'DURATION:PT24H'],
      '2026-10-24T10:00 2026-10-25T10:00',
    ],
    [
      'at a time that the clock shows twice: the first',
      ['DTSTART:20261025T023000', 'DURATION:PT15M'],
      '2026-10-25T00:30 2026-10-25T00:45',
    ],
    [
      'at the time that is there once again',
      ['DTSTART:20261025T030000', 'DURATION:PT15M'],
      '2026-10-25T02:00 2026-10-25T02:15',
    ],
    [
      'at a time that the clock skips: as if it did not',
      ['DTSTART:20260329T023000', 'DURATION:PT15M'],
      '2026-03-29T01:30 2026-03-29T01:45',
    ],
    [
      'folded in the middle of a word',
      ['DTST\r\n ART;VALUE=D\r\n\tATE:202609\r\n 28'],
      '2026-09-27T22:00 2026-09-28T22:00',
    ],
  ])('%s', (_, lines, span) => {
    expect(spans(calendar(event(...lines)))).toEqual([span]);
  });

  it('does not depend on how lines end', () => {
    const text = calendar(event('DTSTART;VALUE=DATE:20260928', 'SUMMARY:Fa', ' mily'));
    expect(read(text.replaceAll('\r\n', '\n'))).toEqual({
      ...read(text),
      hash: read(text.replaceAll('\r\n', '\n')).hash,
    });
    expect(read(`\u{FEFF}${text}`).absences).toEqual(read(text).absences);
  });

  it('is not left to the machine: the zone of the party decides', () => {
    const text = calendar(event('DTSTART;VALUE=DATE:20260928'));
    expect(spans(text, 'Asia/Shanghai')).toEqual(['2026-09-27T16:00 2026-09-28T16:00']);
    expect(spans(text, 'America/New_York')).toEqual(['2026-09-28T04:00 2026-09-29T04:00']);
  });
});

describe('what counts', () => {
  const day = 'DTSTART;VALUE=DATE:20260928';
  it.each([
    [['TRANSP:OPAQUE'], {}],
    [['STATUS:CONFIRMED', 'X-MICROSOFT-CDO-BUSYSTATUS:OOF'], {}],
    [['TRANSP:TRANSPARENT'], { free: 1 }],
    [['X-MICROSOFT-CDO-BUSYSTATUS:FREE'], { free: 1 }],
    [['STATUS:TENTATIVE'], { tentative: 1 }],
    [['X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE'], { tentative: 1 }],
    [['X-MICROSOFT-CDO-BUSYSTATUS:BUSY'], { 'at work': 1 }],
    [['X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE'], { 'at work': 1 }],
    [['STATUS:CANCELLED'], { cancelled: 1 }],
  ])('%j', (lines, leftOut) => {
    const file = read(calendar(event(day, ...lines)));
    expect([file.leftOut, file.absences.length]).toEqual([leftOut, Object.keys(leftOut).length === 0 ? 1 : 0]);
  });

  it('is no time at all for a time without an end', () => {
    expect(read(calendar(event('DTSTART:20260928T090000Z'))).leftOut).toEqual({ 'without duration': 1 });
  });

  it('is two years from the day that was asked for, whatever touches them', () => {
    const days = (date: string): string => calendar(event(`DTSTART;VALUE=DATE:${date}`, 'DURATION:P10D'));
    expect(read(days('20251222')).leftOut).toEqual({ 'outside the window': 1 });
    expect(read(days('20251223')).absences).toHaveLength(1);
    expect(read(days('20280103')).absences).toHaveLength(1);
    expect(read(days('20280105')).leftOut).toEqual({ 'outside the window': 1 });
  });

  it('are events, not tasks, alarms or zones', () => {
    const task = 'BEGIN:VTODO\r\nUID:t\r\nDTSTART:20260928T090000Z\r\nEND:VTODO';
    const alarm = 'BEGIN:VALARM\r\nTRIGGER:-PT1H\r\nDURATION:PT5M\r\nEND:VALARM';
    const zone =
      'BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE';
    expect(spans(calendar(zone, task, event(day, alarm)))).toHaveLength(1);
  });
});

describe('an absence', () => {
  it('has the id of its event, so that another import changes it', () => {
    const at = (date: string) =>
      read(calendar(event(`DTSTART;VALUE=DATE:${date}`, 'SUMMARY:Leave\\, at last\\nby the sea'))).absences;
    expect(at('20260928')).toMatchObject([{ absence: 'one', party: 'V', cause: 'Leave, at last by the sea' }]);
    expect(at('20260930')[0]!.absence).toBe('one');
  });

  it('has an id that Baton takes, whatever the file has', () => {
    for (const uid of ['x'.repeat(500), 'tab\there', 'bell\u0007']) {
      const text = calendar(event('DTSTART;VALUE=DATE:20260928')).replace('UID:one', `UID:${uid}`);
      expect(read(text).absences[0]!.absence).toMatch(/^ics [0-9a-f]{64}$/);
    }
  });

  it.each(['PRIVATE', 'CONFIDENTIAL', 'X-SECRET'])('that is %s does not say why', (access) => {
    const [absence] = read(
      calendar(event('DTSTART;VALUE=DATE:20260928', 'SUMMARY:Surgeon', `CLASS:${access}`)),
    ).absences;
    expect(absence).not.toHaveProperty('cause');
  });

  it('becomes a fact, and so does the end of one that was cancelled', () => {
    const cancelled = event('DTSTART;VALUE=DATE:20261005', 'STATUS:CANCELLED').replace('UID:one', 'UID:two');
    const file = read(calendar(event('DTSTART;VALUE=DATE:20260928', 'SUMMARY:Leave'), cancelled));
    const facts = factsOfAbsences(file, { publishedAt: 1, actor: 'hr' });
    expect(facts).toMatchObject([
      { type: 'baton.people.absence-declared.v1', absence: 'one', party: 'V', cause: 'Leave', actor: 'hr' },
      { type: 'baton.people.absence-ended.v1', absence: 'two', party: 'V', endedAt: Date.parse('2026-10-04T22:00Z') },
    ]);
    expect(new Set(facts.map(({ id }) => id)).size).toBe(2);
    for (const fact of facts) expect(checkEvent(JSON.parse(JSON.stringify(eventOf(fact))))).toMatchObject({ ok: true });
  });

  it('is ended by a calendar that is sent to cancel it', () => {
    expect(read(calendar('METHOD:CANCEL', event('DTSTART;VALUE=DATE:20260928'))).ended).toHaveLength(1);
  });
});
