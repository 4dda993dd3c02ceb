import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import { importLog, type ImportSummary } from '../../services/cli/src/import/import-log.ts';
import { readMap } from '../../services/cli/src/import/read-map.ts';

const mapFile = join(import.meta.dirname, '../../services/cli/maps/uci498-incidents.yaml');
const map = readMap(mapFile, readFileSync(mapFile, 'utf8'));
const header =
  'number,incident_state,reopen_count,sys_mod_count,caller_id,opened_at,sys_updated_by,sys_updated_at,category,priority,assignment_group,assigned_to,resolved_at,closed_at,closed_code,resolved_by';

/** Monday 7 March 2016, 14:00, is the first working minute of the week; the last four columns are the future. */
export const row = (id: string, time: string, cells: Record<string, string>): string => {
  const known: Record<string, string> = {
    number: id,
    sys_updated_at: time,
    opened_at: '7/3/2016 14:00',
    caller_id: 'Caller 1',
    category: 'Category 5',
    priority: '3 - Moderate',
    reopen_count: '0',
    sys_updated_by: 'Updated by 9',
    ...cells,
  };
  return header
    .split(',')
    .map((column) => known[column] ?? (/^(resolved|closed)_/.test(column) ? 'FUTURE' : '?'))
    .join(',');
};

export const log = [
  row('A', '7/3/2016 14:00', { incident_state: 'New', sys_mod_count: '0' }),
  row('A', '7/3/2016 14:10', { incident_state: 'New', sys_mod_count: '1', assignment_group: 'North' }),
  row('A', '7/3/2016 14:20', { incident_state: 'Active', sys_mod_count: '3', assignment_group: 'South' }),
  row('A', '7/3/2016 14:20', {
    incident_state: 'New',
    sys_mod_count: '2',
    assignment_group: 'North',
    assigned_to: 'Ann',
  }),
  row('A', '7/3/2016 15:00', { incident_state: 'Awaiting User Info', sys_mod_count: '4', assignment_group: '?' }),
  row('A', '7/3/2016 16:00', { incident_state: 'Active', sys_mod_count: '5', assignment_group: 'North' }),
  row('A', '7/3/2016 17:00', { incident_state: 'Resolved', sys_mod_count: '6', assignment_group: 'North' }),
  row('A', '12/3/2016 17:00', { incident_state: 'Closed', sys_mod_count: '7', assignment_group: 'North' }),
  row('B', '7/3/2016 14:15', {
    incident_state: 'Active',
    sys_mod_count: '0',
    assignment_group: 'West',
    assigned_to: 'Bo',
    priority: '1 - Critical',
  }),
  row('B', '7/3/2016 14:05', {
    incident_state: 'New',
    sys_mod_count: '0',
    assignment_group: 'West',
    priority: '1 - Critical',
  }),
  row('B', '7/3/2016 15:15', {
    incident_state: 'Resolved',
    sys_mod_count: '1',
    assignment_group: 'West',
    priority: '1 - Critical',
  }),
  row('B', '8/3/2016 15:15', {
    incident_state: 'Active',
    sys_mod_count: '2',
    assignment_group: 'West',
    priority: '2 - High',
    reopen_count: '1',
  }),
];

/** A folder for each test. */
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'baton-import-'))));
afterEach(() => rmSync(folder, { recursive: true }));

export interface Imported {
  readonly summary: ImportSummary;
  readonly facts: readonly (Fact & { readonly recordedAt: number })[];
  readonly startAt: number;
}

/** Imports the text, or its packed bytes, into a target that keeps what it gets. */
export const run = async (
  content: string | Buffer,
  options: { readonly runRows?: number; readonly maxBadRows?: number; readonly until?: number } = {},
): Promise<Imported> => {
  const file = join(folder, typeof content === 'string' ? 'log.csv' : 'log.csv.gz');
  writeFileSync(file, content);
  const facts: (Fact & { readonly recordedAt: number })[] = [];
  let opened = Number.NaN;
  let completed = 0;
  let closed = 0;
  const openTarget = async (startAt: number) => {
    opened = startAt;
    const append = async (added: readonly Fact[], at: number): Promise<void> =>
      void facts.push(...added.map((fact) => ({ ...fact, recordedAt: at })));
    return { append, complete: async () => void (completed += 1), close: async () => void (closed += 1) };
  };
  const summary = await importLog({ file, map, sortFolder: folder, maxBadRows: 10, openTarget, ...options });
  expect([completed, closed]).toEqual([1, 1]);
  return { summary, facts, startAt: opened };
};

/** With the header, and a line's end at the end. */
export const csv = (...rows: readonly string[]): string => [header, ...rows, ''].join('\n');
/** An instant of March 2016: `07T14:00`. */
export const at = (text: string): number => Date.parse(`2016-03-${text}Z`);

/** What happened to a case: day and time, kind of fact, party or cause. */
export const story = (facts: readonly Fact[], caseId: string): string[] =>
  facts.flatMap((fact) => {
    if (!('caseId' in fact) || fact.caseId !== caseId) return [];
    const { type, occurredAt, ...rest } = fact as unknown as Record<string, string | number>;
    const detail = rest['to'] ?? rest['by'] ?? rest['cause'] ?? '';
    return `${new Date(Number(occurredAt)).toISOString().slice(8, 16)} ${String(type).split('.')[2]} ${detail}`.trim();
  });
