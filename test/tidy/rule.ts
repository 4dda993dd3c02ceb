import type { SourceFile } from './source-files.ts';

export interface Finding {
  readonly line: number;
  readonly what: string;
  /** For sizes, which a baseline may excuse: whose size it is, and how large. */
  readonly measured?: { readonly name: string; readonly size: number };
}

export interface Rule {
  readonly name: string;
  applies(path: string): boolean;
  find(file: SourceFile): readonly Finding[];
  /** Each must be found; a rule without one would prove nothing. */
  readonly mustFail: readonly SourceFile[];
  /** Each must pass: what looks alike and is allowed. */
  readonly mustPass: readonly SourceFile[];
}

export const show = (rule: Rule, file: SourceFile, finding: Finding): string =>
  `${file.path}:${finding.line} ${rule.name}: ${finding.what}`;
