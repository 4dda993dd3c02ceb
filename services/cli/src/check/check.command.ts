import {
  checkRuleFiles,
  editorSchema,
  hasErrors,
  parseRuleFile,
  type RuleFile,
  type SchemaName,
  schemaNames,
} from '@baton/rule-files';
import {
  type Command,
  commonOptions,
  done,
  failed,
  type Input,
  noPositionals,
  textOption,
  UsageError,
} from '../command.ts';
import type { Terminal } from '../terminal.ts';
import { readText } from './read-text.ts';
import { counted, countsOf, reportProblems } from './report-problems.ts';

export const command: Command = {
  help: `baton check FILE...: whether files of rules are right, before anybody is governed by them

The files are checked together: a route's parties, calendars and policy stand in one of them. Nothing is sent.
Each line of the answer names file, line and column, what was expected there and what was found.

  --json         { "files", "documents", "problems": [{ "file", "line", "column", "severity", "pointer", "expected", "found" }] }
  --schema KIND  print the JSON Schema for editors: ${schemaNames.join(', ')}

Exit code 1 when there are errors; warnings alone are none.
`,
  options: { ...commonOptions, schema: { type: 'string' } },
  async run(input, terminal) {
    if (input.values['schema'] !== undefined) return printSchema(input, terminal);
    const files = parsed(input.positionals);
    const problems = checkRuleFiles(files);
    const documents = files.reduce((count, file) => count + file.documents.length, 0);
    if (input.values['json'] === true) {
      terminal.line(JSON.stringify({ files: files.length, documents, problems }, null, 2));
      return hasErrors(problems) ? failed : done;
    }
    const code = reportProblems(problems, terminal);
    terminal.note(`${counted(documents, 'document')} in ${counted(files.length, 'file')}: ${countsOf(problems)}`);
    return code;
  },
};

/** Throws `UsageError` for none and `CommandFailure` for one that cannot be read. */
export const parsed = (files: readonly string[]): readonly RuleFile[] => {
  if (files.length === 0) throw new UsageError('FILE: missing');
  return files.map((file) => parseRuleFile(readText(file), { file }));
};

const printSchema = (input: Input, terminal: Terminal): number => {
  noPositionals(input);
  const name = textOption(input, 'schema');
  if (!schemaNames.includes(name as SchemaName))
    throw new UsageError(`--schema: expected one of ${schemaNames.join(', ')}, found '${name}'`);
  terminal.line(JSON.stringify(editorSchema(name as SchemaName), null, 2));
  return done;
};
