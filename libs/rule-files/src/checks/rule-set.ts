import type { Party } from '@baton/contracts';
import { compileCalendar } from '@baton/working-time';
import { perhaps } from '../nearest-name.ts';
import type { RuleDocument, RuleDocumentOf, RuleFile, RuleValues } from '../rule-documents.ts';
import { quoted, type RuleProblem } from '../rule-problem.ts';
import type { CalendarValue } from '../values/calendar-value.ts';

export interface Finding extends Pick<RuleProblem, 'expected' | 'found'> {
  readonly pointer: string;
  /** Left out: an error. */
  readonly severity?: RuleProblem['severity'];
}

/** What a check of one document finds in it. */
export type Findings = Iterable<Finding>;

export type Works = 'yes' | 'never' | 'beyond what is known';

/** The documents that are checked together. */
export class RuleSet {
  readonly documents: readonly RuleDocument[];
  readonly parties: ReadonlyMap<string, Party>;
  readonly calendars: ReadonlyMap<string, CalendarValue>;
  /** False when a document could not be read: what seems to be missing may stand in it. */
  readonly isComplete: boolean;
  private readonly works = new Map<CalendarValue, Works>();

  constructor(files: readonly RuleFile[]) {
    this.documents = files.flatMap(({ documents }) => documents);
    this.isComplete = files.every(({ problems }) => problems.every(({ severity }) => severity !== 'error'));
    const parties = this.of('roster').flatMap(({ value }) => value.parties);
    this.parties = new Map(parties.map((party) => [party.id, party]));
    this.calendars = new Map(this.of('calendar').map(({ value }) => [value.id, value]));
  }

  of<Kind extends keyof RuleValues>(kind: Kind): readonly RuleDocumentOf<Kind>[] {
    return this.documents.filter((document): document is RuleDocumentOf<Kind> & RuleDocument => document.kind === kind);
  }

  /** A problem unless the name is one of the known ones. */
  *named(name: string, known: Iterable<string>, where: { readonly pointer: string; readonly what: string }): Findings {
    const names = new Set(known);
    if (names.has(name) || !this.isComplete) return;
    yield { pointer: where.pointer, expected: perhaps(where.what, name, names), found: quoted(name) };
  }

  party(name: string, pointer: string): Findings {
    return this.named(name, this.parties.keys(), { pointer, what: 'a party of a roster that is checked with it' });
  }

  /** Whether the party ever has working time; with members it has theirs. Unknown parties and calendars pass. */
  worksEver(id: string): Works {
    const { members = [], calendar } = this.parties.get(id) ?? {};
    const calendars = members.length === 0 ? [calendar] : members.map((member) => this.parties.get(member)?.calendar);
    const answers = calendars.map((each) => this.calendarWorks(this.calendars.get(each ?? '')));
    return answers.find((answer) => answer === 'yes') ?? answers.find((answer) => answer !== 'never') ?? 'never';
  }

  private calendarWorks(calendar: CalendarValue | undefined): Works {
    if (calendar === undefined) return 'yes';
    const known = this.works.get(calendar);
    if (known !== undefined) return known;
    const transitions = [{ at: 0, offsetMinutes: 0 }];
    const compiled = compileCalendar({ ...calendar, transitions, source: '', hash: '' });
    const first = compiled.next(firstInstant);
    const works = first === undefined ? 'never' : compiled.isProvisional(first) ? 'beyond what is known' : 'yes';
    this.works.set(calendar, works);
    return works;
  }
}

const firstInstant = Date.UTC(1900, 0, 1);

/** Every name in the list that was there before. */
export function* repeated(names: readonly string[], pointerOf: (index: number) => string, what: string): Findings {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (seen.has(name)) yield { pointer: pointerOf(index), expected: what, found: `${quoted(name)} again` };
    seen.add(name);
  }
}
