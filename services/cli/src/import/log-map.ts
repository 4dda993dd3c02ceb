import type { Impact, Party, ReferenceFact, Route } from '@baton/contracts';

type Calendar = Extract<ReferenceFact, { type: 'baton.rules.calendar-published.v1' }>['calendar'];

/** What a map file says, checked: how to read the log's rows and which facts they are. */
export interface LogMap {
  readonly name: string;
  /** First word of every fact's id. */
  readonly source: string;
  readonly format: LogFormat;
  readonly columns: LogColumns;
  readonly calendar: Calendar;
  readonly parties: readonly Party[];
  /** One party for each value of the column. */
  readonly partiesFrom: readonly PartiesFrom[];
  readonly route: Route;
  /** Who did what a row says. */
  readonly actor: Value;
  readonly rules: readonly Rule[];
  readonly analysis: Analysis;
}

export interface LogFormat {
  readonly delimiter: string;
  readonly encoding: 'utf8' | 'latin1' | 'utf16le';
  /** Cells that mean "not known". */
  readonly missing: readonly string[];
}

export interface LogColumns {
  readonly case: string;
  readonly time: string;
  readonly timeFormat: string;
  /** The zone of the log's times. */
  readonly zone: string;
  /** Number by which rows of the same case and instant are ordered. */
  readonly tie?: string;
  /** Columns that must not be read: they say what was known only later. */
  readonly ignore: readonly string[];
}

export interface PartiesFrom {
  readonly column: string;
  readonly kind: Party['kind'];
  readonly calendar: string;
}

export interface Analysis {
  readonly team?: string;
  readonly reopenCount?: string;
}

/** A text with `{column}` or `{column|otherwise}` in it, or a column's value looked up in a table. */
export type Value =
  | { readonly kind: 'text'; readonly parts: readonly TextPart[] }
  | {
      readonly kind: 'lookup';
      readonly column: string;
      readonly values: ReadonlyMap<string, string>;
      readonly otherwise?: string;
    };

export type TextPart = string | { readonly column: string; readonly otherwise?: string };

/** Working time of the calendar after the instant in a column, by the value of another. */
export interface NeedBy {
  readonly from: string;
  readonly by: string;
  readonly workingTimeMs: ReadonlyMap<string, number>;
}

/** Where the mapper has seen a case's baton go, by the facts that it made. */
export type BatonState = 'none' | 'offered' | 'held' | 'paused' | 'completed';
export const batonStates: readonly BatonState[] = ['none', 'offered', 'held', 'paused', 'completed'];

/** Everything that is said must hold. A missing cell counts as unchanged: the last known value stands. */
export interface Condition {
  /** The case's first row. */
  readonly first?: boolean;
  readonly known: readonly string[];
  readonly changed: readonly string[];
  readonly increased: readonly string[];
  readonly equals: ReadonlyMap<string, ReadonlySet<string>>;
  readonly previous: ReadonlyMap<string, ReadonlySet<string>>;
  readonly baton?: ReadonlySet<BatonState>;
  /** No rule before this one made a fact of the row. */
  readonly otherwise?: boolean;
  readonly not?: Condition;
}

export interface Rule {
  readonly when: Condition;
  readonly facts: readonly FactTemplate[];
}

export interface FactTemplate {
  readonly kind: FactKind;
  readonly fields: ReadonlyMap<string, Value>;
  readonly needBy?: NeedBy;
}

export const impacts: readonly Impact[] = ['low', 'normal', 'high', 'critical'];

/** What a rule may make of a row: type of the fact, what its fields are called, and where the baton is then. */
export const factKinds = {
  opened: {
    type: 'baton.case.opened.v1',
    fields: ['title', 'customer', 'impact', 'needBy'],
    required: ['title', 'customer'],
  },
  amended: { type: 'baton.case.amended.v1', fields: ['title', 'impact', 'needBy'], required: [] },
  cancelled: { type: 'baton.case.cancelled.v1', fields: ['reason'], required: [], baton: 'none' },
  closed: { type: 'baton.case.closed.v1', fields: [], required: [] },
  confirmed: { type: 'baton.case.confirmed.v1', fields: [], required: [] },
  reopened: { type: 'baton.case.reopened.v1', fields: ['needBy'], required: [], baton: 'none' },
  offered: { type: 'baton.handoff.offered.v1', fields: ['leg', 'to'], required: [], baton: 'offered' },
  accepted: { type: 'baton.handoff.accepted.v1', fields: ['leg', 'by'], required: [], baton: 'held' },
  declined: { type: 'baton.handoff.declined.v1', fields: ['leg', 'by', 'reason'], required: [], baton: 'none' },
  withdrawn: { type: 'baton.handoff.withdrawn.v1', fields: ['leg', 'reason'], required: [], baton: 'none' },
  returned: { type: 'baton.handoff.returned.v1', fields: ['leg', 'by', 'reason'], required: [], baton: 'none' },
  referred: { type: 'baton.handoff.referred.v1', fields: ['leg', 'by', 'to'], required: ['to'] },
  progressed: { type: 'baton.handoff.progressed.v1', fields: ['leg', 'by', 'note'], required: [] },
  paused: { type: 'baton.handoff.paused.v1', fields: ['leg', 'cause'], required: ['cause'], baton: 'paused' },
  resumed: { type: 'baton.handoff.resumed.v1', fields: ['leg'], required: [], baton: 'held' },
  completed: { type: 'baton.handoff.completed.v1', fields: ['leg', 'by'], required: [], baton: 'completed' },
} as const satisfies Record<string, FactShape>;

export type FactKind = keyof typeof factKinds;

export interface FactShape {
  readonly type: string;
  readonly fields: readonly string[];
  readonly required: readonly string[];
  readonly baton?: BatonState;
}
