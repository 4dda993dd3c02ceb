import { createHash } from 'node:crypto';
import { formProblems } from './forms/form-problems.ts';
import { isRuleKind, type RuleKind, ruleForms, ruleKinds } from './forms/rule-forms.ts';
import { perhaps } from './nearest-name.ts';
import type { RuleDocument, RuleFile, RuleValues } from './rule-documents.ts';
import { inReadingOrder, type Position, quoted, type RuleProblem } from './rule-problem.ts';
import { calendarValue } from './values/calendar-value.ts';
import { durationsValue, policyValue } from './values/policy-value.ts';
import { rosterValue } from './values/roster-value.ts';
import { routeValue } from './values/route-value.ts';
import type { Report } from './values/value-report.ts';
import { readYaml, type YamlDocument } from './yaml/read-yaml.ts';

const readers: { readonly [Kind in RuleKind]: (form: never, report: Report) => RuleValues[Kind] } = {
  route: routeValue,
  policy: policyValue,
  calendar: calendarValue,
  roster: rosterValue,
  durations: durationsValue,
};

/**
 * What a YAML file of rules says: its documents as the contract has them, and everything in which it is wrong, each
 * with line and column. Never throws for what the file holds; at most 1 MiB, and a thousand problems a document.
 */
export const parseRuleFile = (text: string, { file }: { readonly file: string }): RuleFile => {
  const hash = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  const yaml = readYaml(file, text.startsWith('\u{FEFF}') ? text.slice(1) : text);
  const problems = [...yaml.problems];
  const documents: RuleDocument[] = [];
  for (const [index, document] of yaml.documents.entries()) {
    const read = readDocument(document);
    problems.push(...read.problems.map((problem) => ({ ...problem, file })));
    if ('value' in read) documents.push({ ...read, file, index, at: document.at } as RuleDocument);
  }
  if (yaml.documents.length === 0 && problems.length === 0)
    problems.push({
      ...nowhere,
      file,
      expected: `a document with a key kind (${ruleKinds.join(', ')})`,
      found: 'none',
    });
  return { file, hash, documents, problems: inReadingOrder(problems) };
};

const nowhere = { line: 1, column: 1, severity: 'error', pointer: '' } as const;

type Unplaced = Omit<RuleProblem, 'file'>;
type Read =
  | { readonly kind: RuleKind; readonly value: RuleValues[RuleKind]; readonly problems: readonly [] }
  | { readonly problems: readonly Unplaced[] };

const readDocument = (document: YamlDocument): Read => {
  const problems: Unplaced[] = [];
  const add = (at: Position, what: Pick<RuleProblem, 'pointer' | 'expected' | 'found'>): void =>
    void problems.push({ ...at, severity: 'error', ...what });
  const kind = kindOf(document.value);
  if (!isRuleKind(kind)) {
    const expected = perhaps(`a key kind, one of ${ruleKinds.join(', ')}`, kind, ruleKinds);
    add(document.at('/kind'), { pointer: '/kind', expected, found: quoted(kind) });
    return { problems };
  }
  for (const { isKey, ...problem } of formProblems(ruleForms[kind], document.value))
    add(isKey ? document.keyAt(problem.pointer) : document.at(problem.pointer), problem);
  if (problems.length > 0) return { problems };
  const value = readers[kind](document.value as never, (pointer, expected, found) =>
    add(document.at(pointer), { pointer, expected, found: quoted(found) }),
  );
  return problems.length > 0 ? { problems } : { kind, value, problems: [] };
};

const kindOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly kind?: unknown }).kind
    : undefined;
