import { formatInstant } from '@baton/contracts';
import type { BackTestReport, BeforeAfter, Misses, Spread, StallAt } from '@baton/handoff';
import { shortDuration } from '../replay/short-duration.ts';
import { table } from '../table.ts';
import type { ZonedFormat } from '../zone-option.ts';

export interface Description {
  readonly format: ZonedFormat;
  /** Of the stalls gained, and of those lost. */
  readonly limit: number;
  readonly width?: number;
}

/** The conclusion, then what it rests on. */
export const describeBackTest = (report: BackTestReport, description: Description): string[] => {
  const { stalls, misses, falseAlarms } = report;
  const sections = [
    ...[conclusion(report, description), stallTable(report, description)],
    ...[stallList('GAINED', stalls.gained, description), stallList('LOST', stalls.lost, description)],
    ...[numbers('MISSED CASES', missRows(misses), description)],
    ...[numbers('FALSE ALARMS', falseAlarmRows(falseAlarms), description), callTable(report, description)],
  ];
  return sections.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
};

const conclusion = (report: BackTestReport, { format }: Description): string[] => {
  const { stalls, misses, falseAlarms, calls, tried, facts, cases } = report;
  const called = (side: keyof BeforeAfter<number>): number => calls.reduce((total, call) => total + call[side], 0);
  const lead = differenceOf(misses, ({ leadTime }) => leadTime?.median ?? 0);
  const say = (at: number): string => format.minutes(formatInstant(at));
  return [
    `With ${tried.join(', ')}:`,
    `  stalls: ${stalls.gained.length} gained, ${stalls.lost.length} lost`,
    `  warning before a miss, median: ${lead === 0 ? 'as before' : `${shortDuration(Math.abs(lead))} ${lead > 0 ? 'earlier' : 'later'}`}`,
    `  false alarms: ${signed(differenceOf(falseAlarms, ({ warnings }) => warnings))}`,
    `  calls: ${signed(called('after') - called('before'))}`,
    `${cases} cases, ${facts} facts, ${say(report.from)} to ${say(report.to)}`,
  ];
};

const differenceOf = <T>({ before, after }: BeforeAfter<T>, of: (side: T) => number): number => of(after) - of(before);

const signed = (count: number): string => (count === 0 ? 'as before' : count > 0 ? `${count} more` : `${-count} fewer`);

const stallTable = ({ stalls }: BackTestReport, { width }: Description): string[] => {
  const rows = stalls.byKind.map(({ kind, before, after, gained, lost, earlier, later }) => [
    kind,
    ...[before, after, gained, lost, earlier, later].map(String),
  ]);
  if (rows.length === 0) return ['STALLS', 'none, before and after'];
  return table(['STALLS', 'BEFORE', 'AFTER', 'GAINED', 'LOST', 'EARLIER', 'LATER'], rows, width);
};

const stallList = (head: string, stalls: readonly StallAt[], { format, limit, width }: Description): string[] => {
  if (stalls.length === 0) return [];
  const rows = stalls
    .slice(0, limit)
    .map(({ raisedAt, kind, caseId, leg }) => [format.minutes(formatInstant(raisedAt)), kind, caseId, leg ?? '']);
  const more = stalls.length > limit ? [`… and ${stalls.length - limit} more: --limit, --json`] : [];
  return [...table([head, 'KIND', 'CASE', 'LEG'], rows, width), ...more];
};

type Numbers = readonly (readonly [string, string, string])[];

const numbers = (head: string, rows: Numbers, { width }: Description): string[] =>
  table([head, 'BEFORE', 'AFTER'], rows, width);

const sides = <T>({ before, after }: BeforeAfter<T>, say: (side: T) => string): [string, string] => [
  say(before),
  say(after),
];

const missRows = (misses: BeforeAfter<Misses>): Numbers => {
  const lead = (of: keyof Spread): [string, string] =>
    sides(misses, ({ leadTime }) => (leadTime === undefined ? '-' : shortDuration(leadTime[of])));
  return [
    ['missed', ...sides(misses, ({ cases }) => String(cases))],
    ['warned before', ...sides(misses, ({ warned }) => String(warned))],
    ['lead time, median', ...lead('median')],
    ['lead time, lower quartile', ...lead('lowerQuartile')],
    ['lead time, upper quartile', ...lead('upperQuartile')],
  ];
};

const falseAlarmRows = (alarms: BackTestReport['falseAlarms']): Numbers => {
  const kinds = new Set([...Object.keys(alarms.before.byKind), ...Object.keys(alarms.after.byKind)]);
  const ofKind = (kind: string): [string, string] =>
    sides(alarms, ({ byKind }) => String(byKind[kind as keyof typeof byKind] ?? 0));
  return [
    ['cases that ended in time', ...sides(alarms, ({ inTime }) => String(inTime))],
    ['of them with a stall', ...sides(alarms, ({ warned }) => String(warned))],
    ['saved by a special handling', ...sides(alarms, ({ saved }) => String(saved))],
    ['false alarms', ...sides(alarms, ({ warnings }) => String(warnings))],
    ...[...kinds].map((kind): Numbers[number] => [`  ${kind}`, ...ofKind(kind)]),
  ];
};

const callTable = ({ calls }: BackTestReport, { limit, width }: Description): string[] => {
  if (calls.length === 0) return ['CALLED', 'nobody, before and after'];
  const rows = calls
    .slice(0, limit)
    .map(({ party, rung, channel, before, after }) => [
      party,
      String(rung + 1),
      channel,
      String(before),
      String(after),
    ]);
  const more = calls.length > limit ? [`… and ${calls.length - limit} more: --limit, --json`] : [];
  return [...table(['CALLED', 'RUNG', 'CHANNEL', 'BEFORE', 'AFTER'], rows, width), ...more];
};
