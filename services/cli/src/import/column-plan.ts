import type { Condition, LogMap, Value } from './log-map.ts';

/** The columns that a map reads, and where each is in a kept row. */
export interface ColumnPlan {
  readonly columns: readonly string[];
  indexOf(column: string): number;
}

/** Only these columns are ever taken out of a row; what the map ignores is not among them. */
export const planColumns = (map: LogMap): ColumnPlan => {
  const columns = new Set<string>();
  const add = (column: string | undefined): void => {
    if (column !== undefined) columns.add(column);
  };
  for (const each of map.partiesFrom) add(each.column);
  add(map.analysis.team);
  add(map.analysis.reopenCount);
  columnsOfValue(map.actor).forEach(add);
  for (const rule of map.rules) {
    columnsOfCondition(rule.when).forEach(add);
    for (const fact of rule.facts) {
      for (const value of fact.fields.values()) columnsOfValue(value).forEach(add);
      add(fact.needBy?.from);
      add(fact.needBy?.by);
    }
  }
  const indexes = new Map([...columns].map((column, index) => [column, index] as const));
  return { columns: [...columns], indexOf: (column) => indexes.get(column)! };
};

const columnsOfValue = (value: Value): string[] =>
  value.kind === 'lookup'
    ? [value.column]
    : value.parts.filter((part) => typeof part !== 'string').map((part) => part.column);

const columnsOfCondition = (when: Condition): string[] => [
  ...when.known,
  ...when.changed,
  ...when.increased,
  ...when.equals.keys(),
  ...when.previous.keys(),
  ...(when.not === undefined ? [] : columnsOfCondition(when.not)),
];
