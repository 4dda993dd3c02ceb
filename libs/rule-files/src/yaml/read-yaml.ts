import { Composer, type Document, LineCounter, Parser, type YAMLError } from 'yaml';
import type { Position, RuleProblem } from '../rule-problem.ts';
import { type Plain, plainValue } from './plain-value.ts';

/** One document of a file: its plain value, and where things stand. */
export interface YamlDocument {
  readonly value: unknown;
  /** Where the document begins. */
  readonly start: Position;
  /** Of the value at a JSON Pointer, or of the nearest thing around it that stands in the file. */
  at(pointer: string): Position;
  /** Of the key at a JSON Pointer. */
  keyAt(pointer: string): Position;
}

export interface YamlFile {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly RuleProblem[];
}

export const mostBytes = 1_048_576;
/** A reader of YAML takes time for these, more than for letters: files that are all marks would take minutes. */
const mostMarks = 150_000;
const mostDocuments = 1000;
const mostProblems = 1000;
const marks = /[[\]{},?"'&*!|>%#\\\n]|[:-] /g;

type Refusal = Pick<RuleProblem, 'expected' | 'found'>;

const refusalOf = (text: string): Refusal | undefined => {
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) return { expected: `a file of at most ${mostBytes} bytes`, found: `${bytes}` };
  let count = 0;
  for (const _ of text.matchAll(marks)) count++;
  return count <= mostMarks
    ? undefined
    : { expected: `at most ${mostMarks} lines and marks of YAML`, found: `${count}` };
};

/**
 * The documents of a YAML 1.2 file, of the core schema: no tags, no merge keys. Bounded in bytes, depth, values and
 * time; what is wrong is a problem with line and column, never thrown.
 */
export const readYaml = (file: string, text: string): YamlFile => {
  const lines = new LineCounter();
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refusal = refusalOf(text);
  if (refusal !== undefined) return { documents: [], problems: [{ file, ...start, ...root, ...refusal }] };
  const documents: YamlDocument[] = [];
  const problems: RuleProblem[] = [];
  for (const document of documentsOf(text, lines)) {
    if (problems.length >= mostProblems) break;
    const faults = [...document.errors, ...document.warnings].filter((fault, index) => index === 0 || !follows(fault));
    problems.push(
      ...faults.slice(0, mostProblems).map((fault) => ({ file, ...place(fault.pos[0]), ...faultOf(fault) })),
    );
    if (faults.length > 0 || document.contents === null) continue;
    const plain = plainValue(document);
    for (const { offset, pointer, expected, found } of plain.problems.slice(0, mostProblems))
      problems.push({ file, ...place(offset), severity: 'error', pointer, expected, found });
    if (plain.problems.length === 0) documents.push(located(plain, place));
  }
  return { documents, problems };
};

const start: Position = { line: 1, column: 1 };
const root = { severity: 'error', pointer: '' } as const;

function* documentsOf(text: string, lines: LineCounter): Generator<Document> {
  const options = { schema: 'core', version: '1.2', uniqueKeys: false } as const;
  let count = 0;
  for (const document of new Composer(options).compose(new Parser(lines.addNewLine).parse(text), true, text.length)) {
    if (++count > mostDocuments) return;
    yield document;
  }
}

/** Once the reader is lost, every piece of the rest is unexpected to it. */
const follows = ({ code }: YAMLError): boolean => code === 'UNEXPECTED_TOKEN';

const faultOf = ({ code, message }: YAMLError): Omit<RuleProblem, 'file' | keyof Position> => {
  if (code === 'RESOURCE_EXHAUSTION') return { ...root, expected: 'values less deep inside each other', found: 'more' };
  const [sentence] = message.split(/ at line \d|:?\n/);
  return { ...root, expected: 'YAML that can be read', found: sentence! };
};

const located = (plain: Plain, place: (offset: number) => Position): YamlDocument => {
  const nearest = (pointer: string): number => {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const offset = plain.values.get(at);
      if (offset !== undefined || at === '') return offset ?? 0;
    }
  };
  return {
    value: plain.value,
    start: place(nearest('')),
    at: (pointer) => place(nearest(pointer)),
    keyAt: (pointer) => place(plain.keys.get(pointer) ?? nearest(pointer)),
  };
};
