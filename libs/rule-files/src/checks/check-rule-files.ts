import type { RuleDocument, RuleFile } from '../rule-documents.ts';
import { inReadingOrder, quoted, type RuleProblem } from '../rule-problem.ts';
import { calendarFindings } from './calendar-checks.ts';
import { durationsFindings, policyFindings, unusedLadder } from './policy-checks.ts';
import { rosterFindings } from './roster-checks.ts';
import { routeFindings } from './route-checks.ts';
import { type Finding, type Findings, RuleSet } from './rule-set.ts';

/**
 * Everything that is wrong with files that are meant to be published together: what parsing found, and what only the
 * set shows. A name counts as known when a document of the set defines it; while one cannot be read, names are not
 * checked against the set, since what seems to be missing may stand there.
 */
export const checkRuleFiles = (files: readonly RuleFile[]): readonly RuleProblem[] => {
  const set = new RuleSet(files);
  const problems = files.flatMap((file) => file.problems);
  for (const document of set.documents) {
    for (const finding of findingsIn(document, set)) problems.push(placed(document, finding));
    for (const finding of tooLarge(document)) problems.push(placed(document, finding));
  }
  return inReadingOrder([...problems, ...definedTwice(set)]);
};

function* findingsIn(document: RuleDocument, set: RuleSet): Findings {
  switch (document.kind) {
    case 'route':
      yield* routeFindings(document.value, set);
      yield* unusedLadder(document.value, set);
      return;
    case 'policy':
      yield* policyFindings(document.value, set);
      return;
    case 'calendar':
      yield* calendarFindings(document.value);
      return;
    case 'roster':
      yield* rosterFindings(document.value, set);
      return;
    case 'durations':
      yield* durationsFindings(document.value, set);
  }
}

/** Baton takes 256 KiB an event; this leaves room for the clock changes of a calendar. Rosters go in several. */
const mostDocumentBytes = 240 * 1024;

function* tooLarge({ kind, value }: RuleDocument): Findings {
  const bytes = kind === 'roster' ? 0 : Buffer.byteLength(JSON.stringify(value));
  if (bytes <= mostDocumentBytes) return;
  yield { pointer: '', expected: `a document of at most ${mostDocumentBytes} bytes as JSON`, found: `${bytes}` };
}

const placed = (document: RuleDocument, { severity = 'error', ...finding }: Finding): RuleProblem => ({
  file: document.file,
  ...document.at(finding.pointer),
  severity,
  ...finding,
});

/** What a document defines, by names that may stand only once in the set, with the pointer of each. */
const definitionsOf = (document: RuleDocument): readonly { readonly name: string; readonly pointer: string }[] => {
  const { kind, value } = document;
  if (kind === 'roster')
    return value.parties.map(({ id }, index) => ({ name: `party ${id}`, pointer: `/parties/${index}/id` }));
  if (kind === 'calendar') return [{ name: `calendar ${value.id}`, pointer: '/id' }];
  return [{ name: `${kind} ${value.id} version ${value.version}`, pointer: '/id' }];
};

function* definedTwice(set: RuleSet): Iterable<RuleProblem> {
  const defined = new Map<string, RuleDocument>();
  for (const document of set.documents) {
    for (const { name, pointer } of definitionsOf(document)) {
      const before = defined.get(name);
      const where = before?.file === document.file ? 'above' : `in ${before?.file}`;
      if (before === undefined) defined.set(name, document);
      else
        yield placed(document, {
          pointer,
          expected: 'an id that nothing else of the set has',
          found: `${quoted(name)}, which is also ${where}`,
        });
    }
  }
}
