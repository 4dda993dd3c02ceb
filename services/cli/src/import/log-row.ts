import type { Instant } from '@baton/contracts';

/** One row of the log; `cells` as the column plan says, null where the log does not know. */
export interface LogRow {
  readonly at: Instant;
  /** Orders rows of one case and instant. */
  readonly tie: number;
  /** Ordinal in the file. */
  readonly sequence: number;
  readonly line: number;
  readonly caseId: string;
  readonly cells: readonly (string | null)[];
}

/** Time first, then the log's own order of what happened within one of its minutes, then the file's. A total order. */
export const compareRows = (left: LogRow, right: LogRow): number =>
  left.at - right.at || left.tie - right.tie || left.sequence - right.sequence;
