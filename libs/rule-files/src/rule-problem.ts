export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** Something in a file that is not as it must be. A `warning` may be meant; whatever has an error is not published. */
export interface RuleProblem extends Position {
  readonly file: string;
  readonly severity: 'error' | 'warning';
  /** JSON Pointer (RFC 6901) into the document at hand, or the name of the iCalendar property. */
  readonly pointer: string;
  readonly expected: string;
  readonly found: string;
}

/** `FILE:LINE:COLUMN: expected …, found …`, as editors and terminals link it. */
export const problemLine = ({ file, line, column, severity, expected, found }: RuleProblem): string =>
  `${file}:${line}:${column}: ${severity === 'warning' ? 'warning: ' : ''}expected ${expected}, found ${found}`;

export const hasErrors = (problems: readonly RuleProblem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');

/** In the order in which a person meets them: by file, line and column. */
export const inReadingOrder = (problems: readonly RuleProblem[]): readonly RuleProblem[] => {
  const files = new Map(problems.map(({ file }, index) => [file, index] as const).reverse());
  return problems.toSorted(
    (left, right) =>
      files.get(left.file)! - files.get(right.file)! || left.line - right.line || left.column - right.column,
  );
};

const longestQuote = 60;

/** A value as a problem quotes it, cut short. */
export const quoted = (value: unknown): string => {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? `'${value}'` : String(value);
  return text.length > longestQuote ? `${[...text].slice(0, longestQuote).join('')}…` : text;
};
