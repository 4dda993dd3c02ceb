interface Place {
  readonly line: number;
  readonly column: number;
}

/** What this reads of the report that Stryker writes; lines and columns count from 1. */
export interface MutationReport {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly status: string;
          readonly mutatorName: string;
          readonly replacement?: string;
          readonly location: { readonly start: Place; readonly end: Place };
        }[];
      }
    >
  >;
}

/** A mutant that no test killed; `code` is its line, `mutant` reads `what was → what it became`. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  /** As `file:line:column-line:column`, columns from 0: what Stryker can be asked to judge again. */
  readonly place: string;
  readonly code: string;
  readonly mutant: string;
  readonly mutator: string;
  /** Whether it changes where a boundary lies or what is compared: then a rule is one that nobody checks. */
  readonly movesBoundary: boolean;
}

/** A survivor that behaves as the code does; `code` is a part of its line that tells it from others. */
export interface Equivalent {
  readonly file: string;
  readonly code: string;
  readonly mutant: string;
  readonly reason: string;
}

const boundaryMutators = new Set(['EqualityOperator', 'ArithmeticOperator', 'UnaryOperator', 'UpdateOperator']);
const comparison = /[<>]=?|[!=]==/;
const bound = /\bMath\.(?:min|max)\b/;

const movesBoundary = (mutator: string, original: string): boolean =>
  boundaryMutators.has(mutator) ||
  (mutator === 'ConditionalExpression' && comparison.test(original.replaceAll('=>', ''))) ||
  (mutator === 'MethodExpression' && bound.test(original));

const between = (source: string, start: Place, end: Place): string => {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1)!.slice(0, end.column - 1);
  lines[0] = lines[0]!.slice(start.column - 1);
  return lines.join('\n');
};

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const surviving = new Set(['Survived', 'NoCoverage']);

export const survivorsIn = (report: MutationReport): readonly Survivor[] =>
  Object.entries(report.files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => surviving.has(status))
      .map(({ location: { start, end }, mutatorName, replacement }) => {
        const original = between(source, start, end);
        return {
          file,
          line: start.line,
          place: `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`,
          code: source.split('\n')[start.line - 1]!.trim(),
          mutant: `${oneLine(original)} → ${oneLine(replacement ?? '')}`,
          mutator: mutatorName,
          movesBoundary: movesBoundary(mutatorName, original),
        };
      }),
  );

/** Mutants that were killed, those of them that ran out of time, and all that could be run. */
export const scoreOf = (
  report: MutationReport,
): { readonly killed: number; readonly endless: number; readonly judged: number } => {
  const statuses = Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const endless = statuses.filter((status) => status === 'Timeout').length;
  const killed = endless + statuses.filter((status) => status === 'Killed').length;
  return { killed, endless, judged: killed + statuses.filter((status) => surviving.has(status)).length };
};

const isSame = (entry: Equivalent, survivor: Survivor): boolean =>
  entry.file === survivor.file && entry.mutant === survivor.mutant && survivor.code.includes(entry.code);

/** The survivors that are not listed, and the entries of the list that no longer survive. */
export const compare = (
  survivors: readonly Survivor[],
  equivalents: readonly Equivalent[],
): { readonly unlisted: readonly Survivor[]; readonly outdated: readonly Equivalent[] } => ({
  unlisted: survivors.filter((survivor) => !equivalents.some((entry) => isSame(entry, survivor))),
  outdated: equivalents.filter((entry) => !survivors.some((survivor) => isSame(entry, survivor))),
});
