import type { CaseFact, Fact } from '@baton/contracts';
import { compileCalendar, type WorkingCalendar } from '@baton/working-time';
import { zoneTransitions } from '@baton/service-kit';
import type { ColumnPlan } from './column-plan.ts';
import {
  type Condition,
  type FactShape,
  type FactTemplate,
  factKinds,
  type LogMap,
  type Value,
  type BatonState,
} from './log-map.ts';
import type { LogRow } from './log-row.ts';
import { compileTimeFormat, instantOfWallTime } from './log-time.ts';

/** What is remembered of a case: the last known value of each column, and where its baton went. */
interface CaseMemory {
  known: (string | null)[];
  baton: BatonState;
}

interface Seen {
  /** Last known values with this row's. */
  readonly now: readonly (string | null)[];
  /** Last known values before this row; none for the case's first row. */
  readonly before: readonly (string | null)[] | undefined;
}

/** Rows in the order of time to facts, by the map's rules. Each case's rules see only its own past. */
export class RowMapper {
  readonly #map: LogMap;
  readonly #plan: ColumnPlan;
  readonly #calendar: WorkingCalendar;
  readonly #wallTime: (text: string) => number | undefined;
  readonly #instant: (wall: number) => number;
  readonly #cases = new Map<string, CaseMemory>();

  constructor(map: LogMap, plan: ColumnPlan) {
    this.#map = map;
    this.#plan = plan;
    this.#calendar = compileCalendar(map.calendar);
    this.#wallTime = compileTimeFormat(map.columns.timeFormat);
    this.#instant = instantOfWallTime(zoneTransitions(map.columns.zone));
  }

  map(row: LogRow): readonly Fact[] {
    const memory = this.#cases.get(row.caseId);
    const now = memory === undefined ? row.cells : row.cells.map((cell, index) => cell ?? memory.known[index]!);
    const seen: Seen = { now, before: memory?.known };
    const kept = memory ?? { known: [], baton: 'none' };
    const facts: Fact[] = [];
    for (const rule of this.#map.rules) {
      if (!this.#holds(rule.when, seen, { baton: kept.baton, facts: facts.length })) continue;
      for (const template of rule.facts) {
        facts.push(this.#fact(row, template, { now, ordinal: facts.length + 1 }));
        const shape: FactShape = factKinds[template.kind];
        kept.baton = shape.baton ?? kept.baton;
      }
    }
    kept.known = [...now];
    if (memory === undefined) this.#cases.set(row.caseId, kept);
    return facts;
  }

  #holds(when: Condition, { now, before }: Seen, so: { readonly baton: BatonState; readonly facts: number }): boolean {
    const at = (column: string): number => this.#plan.indexOf(column);
    const valueIn = (cells: readonly (string | null)[] | undefined, column: string): string =>
      cells?.[at(column)] ?? '';
    return (
      (when.first === undefined || when.first === (before === undefined)) &&
      (when.otherwise === undefined || when.otherwise === (so.facts === 0)) &&
      (when.baton === undefined || when.baton.has(so.baton)) &&
      when.known.every((column) => isThere(now[at(column)])) &&
      when.changed.every((column) => isThere(now[at(column)]) && now[at(column)] !== (before?.[at(column)] ?? null)) &&
      when.increased.every(
        (column) => before !== undefined && Number(valueIn(now, column)) > Number(valueIn(before, column)),
      ) &&
      [...when.equals].every(([column, wanted]) => wanted.has(valueIn(now, column))) &&
      [...when.previous].every(([column, wanted]) => wanted.has(valueIn(before, column))) &&
      (when.not === undefined || !this.#holds(when.not, { now, before }, so))
    );
  }

  #fact(
    row: LogRow,
    template: FactTemplate,
    { now, ordinal }: { readonly now: readonly (string | null)[]; readonly ordinal: number },
  ): Fact {
    const { type } = factKinds[template.kind];
    const fields: Record<string, string | number> = {};
    for (const [name, value] of template.fields) {
      const text = this.#value(value, now);
      if (text !== undefined) fields[name] = text;
    }
    const needBy = template.needBy && this.#needBy(template.needBy, now);
    return {
      id: `${this.#map.source} ${row.caseId}/${row.line}#${ordinal}`,
      type,
      occurredAt: row.at,
      actor: this.#value(this.#map.actor, now) ?? this.#map.route.owner,
      caseId: row.caseId,
      ...fields,
      ...(template.kind === 'opened' && { route: this.#map.route.id, ...requiredTexts(row, fields) }),
      ...(needBy !== undefined && { needBy }),
    } as CaseFact;
  }

  /** Undefined when a column that it needs is not known. */
  #value(value: Value, now: readonly (string | null)[]): string | undefined {
    if (value.kind === 'lookup') {
      const cell = now[this.#plan.indexOf(value.column)];
      return (isThere(cell) ? value.values.get(cell) : undefined) ?? value.otherwise;
    }
    let text = '';
    for (const part of value.parts) {
      const found = typeof part === 'string' ? part : (now[this.#plan.indexOf(part.column)] ?? part.otherwise);
      if (found === undefined) return undefined;
      text += found;
    }
    return text;
  }

  #needBy(
    { from, by, workingTimeMs }: NonNullable<FactTemplate['needBy']>,
    now: readonly (string | null)[],
  ): number | undefined {
    const duration = workingTimeMs.get(now[this.#plan.indexOf(by)] ?? '');
    const wall = this.#wallTime(now[this.#plan.indexOf(from)] ?? '');
    if (duration === undefined || wall === undefined) return undefined;
    return this.#calendar.add(this.#instant(wall), duration);
  }
}

/** A case needs a title and a customer even where the log does not know them. */
const requiredTexts = (row: LogRow, fields: Record<string, string | number>): Record<string, string | number> => ({
  title: fields['title'] ?? row.caseId,
  customer: fields['customer'] ?? 'unknown',
});

const isThere = (cell: string | null | undefined): cell is string => cell !== null && cell !== undefined;
