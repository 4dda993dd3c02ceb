import type {
  BatonState,
  Condition,
  FactKind,
  FactShape,
  FactTemplate,
  LogColumns,
  NeedBy,
  Rule,
  TextPart,
  Value,
} from './log-map.ts';
import { batonStates, factKinds, impacts } from './log-map.ts';
import type { MapNode } from './map-node.ts';

type Guard = Pick<LogColumns, 'ignore'>;

export const readRules = (node: MapNode, guard: Guard): readonly Rule[] =>
  node.list().map((each) => readRule(each, guard));

/** The name of a column that may be read. */
export const readColumn = (node: MapNode, guard: Guard): string => {
  const name = node.text();
  if (guard.ignore.includes(name)) node.fail(`a column that is not ignored: ${name} says what was known only later`);
  return name;
};

/** '4 h', '30 min', in milliseconds. */
export const readDuration = (node: MapNode): number => {
  const match = /^(\d+(?:\.\d+)?) (h|min)$/.exec(node.text()) ?? node.fail("a duration such as '4 h' or '30 min'");
  return Number(match[1]) * (match[2] === 'h' ? 3_600_000 : 60_000);
};

export const readValue = (node: MapNode, guard: Guard): Value => {
  if (node.isText()) return { kind: 'text', parts: readParts(node, guard) };
  const { column, values, otherwise } = node.fields(['column', 'values'], ['otherwise']);
  return {
    kind: 'lookup',
    column: readColumn(column, guard),
    values: new Map(values.entries().map(([from, to]) => [from.name, to.text()])),
    ...(otherwise && { otherwise: otherwise.text() }),
  };
};

const readParts = (node: MapNode, guard: Guard): TextPart[] =>
  node
    .text()
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part) => {
      if (!part.startsWith('{')) return part;
      const [column, otherwise] = part.slice(1, -1).split('|') as [string, string | undefined];
      if (column === '') node.fail('a column between { and }');
      if (guard.ignore.includes(column))
        node.fail(`columns that are not ignored: ${column} says what was known only later`);
      return otherwise === undefined ? { column } : { column, otherwise };
    });

const readRule = (node: MapNode, guard: Guard): Rule => {
  const { when, facts } = node.fields(['when', 'facts']);
  return { when: readCondition(when, guard), facts: facts.list().map((each) => readFact(each, guard)) };
};

const readCondition = (node: MapNode, guard: Guard): Condition => {
  const names = ['first', 'known', 'changed', 'increased', 'equals', 'previous', 'baton', 'otherwise', 'not'] as const;
  const fields = node.fields([], names);
  const columnsOf = (field: MapNode | undefined): string[] =>
    field?.oneOrMany().map((each) => readColumn(each, guard)) ?? [];
  return {
    known: columnsOf(fields.known),
    changed: columnsOf(fields.changed),
    increased: columnsOf(fields.increased),
    equals: readWanted(fields.equals, guard),
    previous: readWanted(fields.previous, guard),
    ...(fields.first && { first: fields.first.flag() }),
    ...(fields.otherwise && { otherwise: fields.otherwise.flag() }),
    ...(fields.baton && {
      baton: new Set<BatonState>(fields.baton.oneOrMany().map((each) => each.oneOf(batonStates))),
    }),
    ...(fields.not && { not: readCondition(fields.not, guard) }),
  };
};

const readWanted = (node: MapNode | undefined, guard: Guard): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    node?.entries().map(([key, values]) => {
      const wanted = new Set(values.oneOrMany().map((each) => each.cell()));
      return [readColumn(key, guard), wanted] as const;
    }),
  );

const readFact = (node: MapNode, guard: Guard): FactTemplate => {
  const kinds = Object.keys(factKinds) as FactKind[];
  if (node.isText()) {
    const kind = node.oneOf(kinds);
    if (factKinds[kind].required.length > 0) node.fail(`${kind} with ${factKinds[kind].required.join(', ')}`);
    return { kind, fields: new Map() };
  }
  const [entry, second] = node.entries();
  if (entry === undefined || second !== undefined) node.fail('one fact an entry');
  const [key, value] = entry;
  const kind = key.oneOf(kinds);
  const shape: FactShape = factKinds[kind];
  const { needBy, ...fields } = value.fields(
    shape.required,
    shape.fields.filter((field) => !shape.required.includes(field)),
  );
  return { kind, fields: readFields(fields, guard), ...(needBy && { needBy: readNeedBy(needBy, guard) }) };
};

const readFields = (fields: Partial<Record<string, MapNode>>, guard: Guard): ReadonlyMap<string, Value> => {
  const read = new Map<string, Value>();
  for (const [name, node] of Object.entries(fields)) {
    if (node === undefined) continue;
    const value = readValue(node, guard);
    if (name === 'impact') checkImpact(node, value);
    read.set(name, value);
  }
  return read;
};

/** An impact must be one of four words whatever the log says, so it is a word or a table of words. */
const checkImpact = (node: MapNode, value: Value): void => {
  const words =
    value.kind === 'lookup'
      ? [...value.values.values(), ...(value.otherwise === undefined ? [] : [value.otherwise])]
      : value.parts;
  const wrong = words.find((word) => !impacts.some((impact) => impact === word));
  if (wrong !== undefined || words.length === 0) node.fail(`one of ${impacts.join(', ')}, or a table of them`);
};

const readNeedBy = (node: MapNode, guard: Guard): NeedBy => {
  const { from, by, workingTime } = node.fields(['from', 'by', 'workingTime']);
  return {
    from: readColumn(from, guard),
    by: readColumn(by, guard),
    workingTimeMs: new Map(workingTime.entries().map(([value, duration]) => [value.name, readDuration(duration)])),
  };
};
