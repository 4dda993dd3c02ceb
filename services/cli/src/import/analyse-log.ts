import type { ColumnPlan } from './column-plan.ts';
import type { Analysis } from './log-map.ts';
import type { LogRow } from './log-row.ts';

/** Counts as `test/data/expected.json` names them. */
export interface LogAnalysis {
  readonly cases: number;
  readonly events: number;
  readonly group_handoffs: number;
  readonly group_handoff_cases: number;
  readonly group_pingpong: number;
  readonly group_pingpong_cases: number;
  readonly cases_reopened: number;
  readonly out_of_order: number;
}

interface CaseCounts {
  team: string | null;
  /** The one that had it before `team`. */
  before: string | null;
  handoffs: number;
  pingpong: number;
  reopened: boolean;
}

/**
 * Looks at the rows themselves, not at the facts. A handoff is a change from one known team to another, a ping-pong one
 * that gives the case back to the team that had it before; a case was reopened when its count says so.
 */
export class LogAnalyser {
  readonly #team: number | undefined;
  readonly #reopenCount: number | undefined;
  readonly #cases = new Map<string, CaseCounts>();
  readonly #lastInFile = new Map<string, number>();
  #events = 0;
  #outOfOrder = 0;

  constructor({ team, reopenCount }: Analysis, plan: ColumnPlan) {
    this.#team = team === undefined ? undefined : plan.indexOf(team);
    this.#reopenCount = reopenCount === undefined ? undefined : plan.indexOf(reopenCount);
  }

  /** In the order of the file: a row earlier than the one before it of the same case is out of order. */
  read(row: LogRow): void {
    if (row.at < (this.#lastInFile.get(row.caseId) ?? row.at)) this.#outOfOrder += 1;
    this.#lastInFile.set(row.caseId, row.at);
  }

  /** In the order of time. */
  fold(row: LogRow): void {
    this.#events += 1;
    let counts = this.#cases.get(row.caseId);
    if (counts === undefined) {
      counts = { team: null, before: null, handoffs: 0, pingpong: 0, reopened: false };
      this.#cases.set(row.caseId, counts);
    }
    if (this.#reopenCount !== undefined && Number(row.cells[this.#reopenCount] ?? 0) > 0) counts.reopened = true;
    const team = this.#team === undefined ? null : row.cells[this.#team]!;
    if (team !== null && team !== counts.team) moveTo(counts, team);
  }

  result(): LogAnalysis {
    const cases = [...this.#cases.values()];
    const sum = (count: (each: CaseCounts) => number): number => cases.reduce((total, each) => total + count(each), 0);
    return {
      cases: cases.length,
      events: this.#events,
      group_handoffs: sum((each) => each.handoffs),
      group_handoff_cases: cases.filter((each) => each.handoffs > 0).length,
      group_pingpong: sum((each) => each.pingpong),
      group_pingpong_cases: cases.filter((each) => each.pingpong > 0).length,
      cases_reopened: cases.filter((each) => each.reopened).length,
      out_of_order: this.#outOfOrder,
    };
  }
}

const moveTo = (counts: CaseCounts, team: string): void => {
  if (counts.team !== null) counts.handoffs += 1;
  if (counts.before === team) counts.pingpong += 1;
  counts.before = counts.team;
  counts.team = team;
};
