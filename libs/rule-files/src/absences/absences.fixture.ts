import { linesOf } from '../rule-files.fixture.ts';
import { type AbsenceFile, readAbsences } from './read-absences.ts';

/** Clock changes written by hand, so that the tests know what they expect. */
const known: Readonly<Record<string, readonly { readonly at: number; readonly offsetMinutes: number }[]>> = {
  'Asia/Shanghai': [{ at: 0, offsetMinutes: 480 }],
  'Etc/UTC': [{ at: 0, offsetMinutes: 0 }],
  'Europe/Berlin': [
    { at: 0, offsetMinutes: 60 },
    { at: Date.parse('2026-03-29T01:00Z'), offsetMinutes: 120 },
    { at: Date.parse('2026-10-25T01:00Z'), offsetMinutes: 60 },
    { at: Date.parse('2027-03-28T01:00Z'), offsetMinutes: 120 },
    { at: Date.parse('2027-10-31T01:00Z'), offsetMinutes: 60 },
  ],
  'America/New_York': [
    { at: 0, offsetMinutes: -300 },
    { at: Date.parse('2026-03-08T07:00Z'), offsetMinutes: -240 },
    { at: Date.parse('2026-11-01T06:00Z'), offsetMinutes: -300 },
  ],
};

export const transitions = (zone: string) => {
  const changes = known[zone];
  if (changes === undefined) throw new RangeError(`no zone ${zone}`);
  return changes;
};

export const calendar = (...lines: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');

export const event = (...lines: readonly string[]): string =>
  ['BEGIN:VEVENT', 'UID:one', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'].join('\r\n');

export const read = (text: string, zone = 'Europe/Berlin', from = '2026-01-01T00:00Z'): AbsenceFile =>
  readAbsences(text, { file: 'a.ics', party: 'V', zone, from: Date.parse(from), transitions });

const inUtc = (at: number): string => new Date(at).toISOString().slice(0, 16);

/** The spans of the absences, in UTC to the minute, when the file is right. */
export const spans = (text: string, zone?: string, from?: string): readonly string[] => {
  const { absences, problems } = read(text, zone, from);
  if (problems.length > 0) throw new Error(linesOf(problems).join('\n'));
  return absences.map((absence) => `${inUtc(absence.from)} ${inUtc(absence.until)}`).toSorted();
};

export const problemsIn = (text: string): readonly string[] => linesOf(read(text).problems);
