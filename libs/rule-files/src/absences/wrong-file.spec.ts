import { describe, expect, it } from '@jest/globals';
import { calendar, event, problemsIn, read } from './absences.fixture.ts';

describe('a wrong file', () => {
  const inEvent = (...lines: string[]): string => calendar(event(...lines));
  it.each([
    ['', 'a.ics:1:1: expected BEGIN:VCALENDAR, found no component'],
    ['hello', "a.ics:1:1: expected a property such as SUMMARY:Leave, found 'hello'"],
    ['SUMMARY:a', 'a.ics:1:1: expected BEGIN:VCALENDAR before any property, found SUMMARY'],
    [event('DTSTART:20260928'), "a.ics:1:1: expected BEGIN:VCALENDAR, found 'VEVENT'"],
    [inEvent('DTSTART:20260928').replace('END:VEVENT\r\n', ''), "a.ics:7:1: expected END:VEVENT, found 'VCALENDAR'"],
    [
      inEvent('DTSTART:20260928').replace('END:VCALENDAR', ''),
      'a.ics:1:1: expected END:VCALENDAR further down, found none',
    ],
    [inEvent('SUMMARY:a'), 'a.ics:3:1: expected a DTSTART, found none'],
    [inEvent('DTSTART:20260928').replace('UID:one\r\n', ''), 'a.ics:3:1: expected a UID, found none'],
    [
      inEvent('DTSTART;TZID=Mars/Olympus:20260928T090000'),
      "a.ics:6:1: expected a TZID that is an IANA time zone or one of Windows, found 'Mars/Olympus'",
    ],
    [
      inEvent('DTSTART;TZID=Customized Time Zone:20260928T090000'),
      'a.ics:6:1: expected a TZID that is an IANA time zone',
    ],
    [
      inEvent('DTSTART:20260928', 'EXDATE;TZID=Nowhere:20260928T090000'),
      'a.ics:7:1: expected a TZID that is an IANA time zone',
    ],
    [
      inEvent('DTSTART:20260931'),
      "a.ics:6:1: expected a date such as 20260928, or a time such as 20260928T090000, of the years 1970 to 2099, found '20260931'",
    ],
    [inEvent('DTSTART:16010101T000000'), "of the years 1970 to 2099, found '16010101T000000'"],
    [inEvent('DTSTART;VALUE=DATE:20260928T090000'), 'expected a date such as 20260928'],
    [inEvent('DTSTART;VALUE=PERIOD:20260928T090000/PT1H'), 'expected a date such as 20260928'],
    [inEvent('DTSTART:20260928', 'DTSTART:20260929'), 'a.ics:7:1: expected DTSTART once in an event'],
    [
      inEvent('DTSTART:20260928', 'DTEND:20260927'),
      "a.ics:7:1: expected an end that is not before DTSTART, found '20260927'",
    ],
    [inEvent('DTSTART:20260928', 'DTEND:20260928T090000'), 'a.ics:7:1: expected a date, as DTSTART is one'],
    [inEvent('DTSTART:20260928T090000', 'DTEND:20260928'), 'a.ics:7:1: expected a time, as DTSTART is one'],
    [
      inEvent('DTSTART:20260928', 'DURATION:1 day'),
      "a.ics:7:1: expected a duration such as P1D or PT4H, found '1 day'",
    ],
    [inEvent('DTSTART:20260928', 'DURATION:-P1D'), 'a.ics:7:1: expected a duration such as P1D or PT4H'],
    [inEvent('DTSTART:20260928', 'DTEND:20260929', 'DURATION:P1D'), 'a.ics:8:1: expected either DTEND or DURATION'],
    [
      inEvent('DTSTART:20260928', 'EXRULE:FREQ=DAILY'),
      'a.ics:7:1: expected EXDATE, because EXRULE is no longer part of iCalendar',
    ],
    [
      inEvent('DTSTART:20260928', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260928'),
      'a.ics:7:1: expected a RECURRENCE-ID without RANGE',
    ],
    [
      inEvent('DTSTART:20260928', 'SUMMARY;=x:a'),
      "a.ics:7:1: expected a property such as SUMMARY:Leave, found 'SUMMARY;=x:a'",
    ],
  ])('%j', (text, problem) => {
    expect(problemsIn(text).join('\n')).toContain(problem);
    expect(read(text).absences).toEqual([]);
  });

  it('names the line of a property after folded ones', () => {
    const text = calendar(event('SUMMARY:a', ' b', '\tc', 'DTSTART;TZID=Mars:20260928T090000'));
    expect(problemsIn(text)).toEqual([expect.stringMatching(/^a\.ics:9:1: expected a TZID/)]);
  });

  it('is told with all that is wrong', () => {
    const text = calendar(event('DTSTART:tomorrow'), event('DTSTART;TZID=Mars:20260928T090000'), event('SUMMARY:a'));
    expect(problemsIn(text)).toHaveLength(3);
  });
});
